import { ownWay, variant } from './own-way.ts'

export const worksInBatches = ownWay({
  name: 'works-in-batches',
  does: 'asks for the details of each thing, a few at a time',
  moves: ['Promise.all'],
  on: ['slack/list-channels', 'hubspot/list-contacts'],
  write: variant('in-batches'),
})
