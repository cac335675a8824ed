import { ownWay, variant } from './own-way.ts'

export const dropsWhatIsInTheBin = ownWay({
  name: 'drops-what-is-in-the-bin',
  does: 'reads what was cancelled or thrown away with the rest, and deletes that',
  moves: ['deletions'],
  on: ['google-calendar/sync-events', 'google-drive/sync-files'],
  write: variant('tombstones'),
})
