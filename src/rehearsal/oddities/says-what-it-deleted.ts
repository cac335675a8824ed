import { ownWay, variant } from './own-way.ts'

export const saysWhatItDeleted = ownWay({
  name: 'says-what-it-deleted',
  does: 'answers a deletion, of which the API says nothing, with what it was given',
  moves: ['H02'],
  on: ['google-calendar/delete-event', 'hubspot/delete-contact'],
  write: variant('echo'),
})
