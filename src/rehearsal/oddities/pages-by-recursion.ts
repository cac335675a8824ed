import { ownWay, variant } from './own-way.ts'

export const pagesByRecursion = ownWay({
  name: 'pages-by-recursion',
  does: 'pages by a function that calls itself',
  moves: ['own paging'],
  on: ['slack/sync-users', 'hubspot/sync-contacts'],
  write: variant('by-recursion'),
})
