import { ownWay, variant } from './own-way.ts'

export const reducesAndFlatMaps = ownWay({
  name: 'reduces-and-flat-maps',
  does: 'builds its output by reduce, flatMap, Map and Object.fromEntries',
  moves: ['other style'],
  on: ['slack/list-channels', 'hubspot/list-contacts'],
  write: variant('reduced'),
})
