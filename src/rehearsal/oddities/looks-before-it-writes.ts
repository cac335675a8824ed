import { ownWay, variant } from './own-way.ts'

export const looksBeforeItWrites = ownWay({
  name: 'looks-before-it-writes',
  does: 'looks whether there is one already, before it makes another',
  moves: ['look before write'],
  on: ['hubspot/create-contact', 'google-drive/create-folder'],
  write: variant('checked'),
})
