import { ownWay, variant } from './own-way.ts'

export const fallsBack = ownWay({
  name: 'falls-back',
  does: 'goes another documented way when the first one is not open, and fails where that is closed too',
  moves: ['H06'],
  on: ['google-calendar/get-event', 'hubspot/get-contact'],
  write: variant('fallback'),
})
