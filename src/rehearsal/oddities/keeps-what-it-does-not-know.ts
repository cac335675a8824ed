import { ownWay, variant } from './own-way.ts'

export const keepsWhatItDoesNotKnow = ownWay({
  name: 'keeps-what-it-does-not-know',
  does: 'hands on fields that no schema can name, as they are',
  moves: ['H08', 'IG11'],
  on: ['hubspot/get-contact', 'google-drive/get-file'],
  write: variant('loose'),
})
