import { ownWay, variant } from './own-way.ts'

export const knowsLongLists = ownWay({
  name: 'knows-long-lists',
  does: 'has long lists of words that the API answers with, too',
  moves: ['D10'],
  on: ['google-drive/list-files', 'google-calendar/get-event'],
  write: variant('kinds'),
})
