import { openRandom } from '../../seed/random.ts'
import { person, word } from '../../seed/words.ts'
import { typesOf } from '../object-types.ts'
import { standardDefinitions, standardGroups } from '../properties/definitions.ts'
import type { HubSpotState } from '../state.ts'
import { seedCampaigns } from './campaigns.ts'
import { seedCustom } from './custom.ts'
import { seedLists } from './lists.ts'
import { seedPeople } from './people.ts'
import { seedPipelines } from './pipelines.ts'
import { seedRecords } from './records.ts'

/** One portal: the k-th record of two seeds has the same properties and relations, and nothing else in common. */
export function seedHubSpot(seed: number): HubSpotState {
  const state = emptyPortal(seed)
  for (const type of typesOf(state)) {
    state.properties[type.name] = standardDefinitions(type.name)
    state.propertyGroups[type.name] = standardGroups(type.name)
  }
  seedPeople(state, seed)
  seedPipelines(state, seed)
  seedCustom(state, seed)
  seedRecords(state, seed)
  seedLists(state, seed)
  seedCampaigns(state, seed)
  return state
}

function emptyPortal(seed: number): HubSpotState {
  const random = openRandom(seed, 'hubspot/portal')
  const portalId = 20_000_000 + random.below(70_000_000)
  const domain = `${word(random)}${word(random)}.example`
  const userId = 30_000_000 + random.below(60_000_000)
  const appId = 1_000_000 + random.below(8_000_000)
  return {
    portalId,
    identity: { user: `${person(random).handle}@${domain}`, userId, appId, hubDomain: domain },
    account: {
      portalId,
      accountType: 'STANDARD',
      timeZone: random.pick(['US/Eastern', 'Europe/Dublin', 'Asia/Tokyo']),
      companyCurrency: random.pick(['USD', 'EUR', 'GBP']),
      additionalCurrencies: ['CHF'],
      utcOffset: random.pick(['-05:00', '+00:00', '+09:00']),
      utcOffsetMilliseconds: 0,
      uiDomain: 'app.hubspot.com',
      dataHostingLocation: random.pick(['na1', 'eu1']),
    },
    records: {},
    links: [],
    linkTypes: [],
    properties: {},
    propertyGroups: {},
    pipelines: {},
    schemas: [],
    owners: [],
    users: [],
    roles: [],
    teams: [],
    forms: [],
    marketingEmails: [],
    flows: [],
    lists: [],
    lastId: 100_000_000_000 + random.below(800_000_000) * 1000,
  }
}
