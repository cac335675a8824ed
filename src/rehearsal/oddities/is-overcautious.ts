import { ownWay, variant } from './own-way.ts'

export const isOvercautious = ownWay({
  name: 'is-overcautious',
  does: 'asks of every value whether it is there, and has an empty one ready',
  moves: ['IG8'],
  on: ['google-calendar/get-event', 'slack/get-channel-info'],
  write: variant('defensive'),
})
