import { ownWay, variant } from './own-way.ts'

export const goesByAToken = ownWay({
  name: 'goes-by-a-token',
  does: 'keeps the token that the API hands out at the end, and reads everything again where that has become too old',
  moves: ['checkpoints'],
  on: ['google-calendar/sync-events'],
  write: variant('by-token'),
})
