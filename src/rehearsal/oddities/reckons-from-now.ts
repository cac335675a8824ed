import { ownWay, variant } from './own-way.ts'

export const reckonsFromNow = ownWay({
  name: 'reckons-from-now',
  does: 'asks for what is not older than so many days from now',
  moves: ['clock'],
  on: ['google-calendar/sync-events', 'google-drive/sync-files'],
  write: variant('recent'),
})
