import { ownWay, variant } from './own-way.ts'

export const readsBackWhatItWrote = ownWay({
  name: 'reads-back-what-it-wrote',
  does: 'reads again what it has just made, and answers with that',
  moves: ['read back'],
  on: ['google-calendar/create-event', 'hubspot/create-contact'],
  write: variant('read-back'),
})
