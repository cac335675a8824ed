import { ownWay, variant } from './own-way.ts'

export const buildsItsQueryByHand = ownWay({
  name: 'builds-its-query-by-hand',
  does: 'puts its query into the address instead of into params',
  moves: ['other style'],
  on: ['google-drive/list-files', 'hubspot/list-contacts'],
  write: variant('url'),
})
