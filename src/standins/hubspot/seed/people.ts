import { openRandom } from '../../seed/random.ts'
import { capitalized, person, word } from '../../seed/words.ts'
import type { HubSpotState } from '../state.ts'
import { seededId, times } from './clock.ts'

const userCount = 26
const ownerCount = 24

/** Teams, roles, users, and those of them who own records. Two of the owners have left. */
export function seedPeople(state: HubSpotState, seed: number): void {
  for (let place = 0; place < 5; place++) {
    const random = openRandom(seed, `hubspot/role/${place}`)
    const id = String(100_000 + random.below(800_000))
    const name = `${capitalized(word(random))} ${word(random)}`
    state.roles.push({ id, fields: { id, name, requiresBillingWrite: place === 4 } })
  }
  for (let place = 0; place < userCount; place++) seedUser(state, seed, place)
  for (let place = 0; place < 3; place++) {
    const random = openRandom(seed, `hubspot/team/${place}`)
    const id = String(10_000_000 + random.below(80_000_000))
    const members = state.users.filter((_, at) => at % 3 === place).map((user) => user.id)
    const fields = { id, name: `${capitalized(word(random))} ${word(random)}`, userIds: members, secondaryUserIds: [] }
    state.teams.push({ id, fields })
  }
}

function seedUser(state: HubSpotState, seed: number, place: number): void {
  const random = openRandom(seed, `hubspot/user/${place}`)
  const { first, last, handle } = person(random)
  const email = place === 0 ? state.identity.user : `${handle}@${state.identity.hubDomain}`
  const userId = place === 0 ? state.identity.userId : 30_000_000 + random.below(60_000_000)
  const id = String(userId)
  const role = state.roles[place % state.roles.length]
  const roles = place % 4 === 3 || !role ? { roleIds: [] } : { roleId: role.id, roleIds: [role.id] }
  const user = { id, email, firstName: first, lastName: last, ...roles, superAdmin: place === 0 }
  state.users.push({ id, fields: user })
  if (place >= ownerCount) return
  const owner = seededId(state, random)
  const archived = place >= ownerCount - 2
  state.owners.push({
    id: owner,
    fields: {
      id: owner,
      email,
      type: 'PERSON',
      firstName: first,
      lastName: last,
      userId,
      userIdIncludingInactive: userId,
      ...times(random, place),
      archived,
    },
  })
}
