import { ownWay, variant } from './own-way.ts'

export const validatesFirst = ownWay({
  name: 'validates-first',
  does: 'looks at its input first, and refuses what it knows that the API would',
  moves: ['early validation'],
  on: ['google-calendar/create-event', 'google-sheet/append-values', 'slack/send-message'],
  write: variant('validated'),
})
