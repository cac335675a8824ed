import { ownWay, variant } from './own-way.ts'

export const pagesByHand = ownWay({
  name: 'pages-by-hand',
  does: 'pages in a loop of its own instead of by nango.paginate',
  moves: ['own paging'],
  on: ['google-calendar/sync-events', 'google-drive/sync-files'],
  write: variant('by-hand'),
})
