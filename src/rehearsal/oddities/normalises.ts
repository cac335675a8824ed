import { ownWay, variant } from './own-way.ts'

export const normalises = ownWay({
  name: 'normalises',
  does: 'lower-cases, trims, drops nulls, reckons with dates, and says of what kind a thing is',
  moves: ['H05'],
  on: ['hubspot/get-contact', 'google-calendar/get-event', 'slack/list-users'],
  write: variant('normalised'),
})
