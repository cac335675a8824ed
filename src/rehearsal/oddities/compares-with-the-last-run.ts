import { ownWay, variant } from './own-way.ts'

export const comparesWithTheLastRun = ownWay({
  name: 'compares-with-the-last-run',
  does: 'reads all each time, and has Nango delete what is there no more',
  moves: ['trackDeletes'],
  on: ['slack/sync-users'],
  write: variant('refreshed'),
})
