import { ownWay } from './own-way.ts'

export const clampsTheLimit = ownWay({
  name: 'clamps-the-limit',
  does: 'has a page size of its own, and a most that it allows',
  moves: ['default limit'],
  on: ['slack/list-channels', 'slack/list-users', 'google-drive/list-files', 'hubspot/list-contacts'],
  write: (text) => text.replace(/input\.limit \?\? \d+/, 'Math.min(Math.max(1, Math.trunc(input.limit ?? 25)), 40)'),
})
