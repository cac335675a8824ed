import { ownWay, variant } from './own-way.ts'

export const leavesAbsentFiltersOut = ownWay({
  name: 'leaves-absent-filters-out',
  does: 'sends a filter only where it was given one',
  moves: ['optional filter'],
  on: ['google-drive/list-files', 'slack/list-channels'],
  write: variant('filtered'),
  input: (_, scene) =>
    scene.api === 'slack' ? { archived: false, limit: 3 } : { mimeType: 'application/pdf', limit: 4 },
})
