import { ownWay, variant } from './own-way.ts'

export const leavesOutWhatIsUsual = ownWay({
  name: 'leaves-out-what-is-usual',
  does: 'sends a false only where the API would take its absence for true',
  moves: ['optional switch'],
  on: ['google-calendar/create-event'],
  write: variant('for-guests'),
})
