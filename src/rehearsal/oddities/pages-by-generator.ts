import { ownWay, variant } from './own-way.ts'

export const pagesByGenerator = ownWay({
  name: 'pages-by-generator',
  does: 'pages by a generator of its own, and saves by batches of its own',
  moves: ['own paging'],
  on: ['google-calendar/sync-events', 'hubspot/sync-contacts'],
  write: variant('by-generator'),
})
