import { ownWay, variant } from './own-way.ts'

export const makesItsOwnId = ownWay({
  name: 'makes-its-own-id',
  does: 'gives what it makes an id of its own, so that it cannot be made twice',
  moves: ['lost answer'],
  on: ['google-calendar/create-event', 'google-drive/create-folder'],
  write: variant('own-id'),
})
