import { openRandom, type Random } from '../../seed/random.ts'
import { capitalized, sentence, word } from '../../seed/words.ts'
import type { JsonObject } from '../../../lib/json.ts'
import { definition, definitionsOf } from '../properties/definitions.ts'
import { addSchema } from '../schemas.ts'
import type { HubSpotState } from '../state.ts'
import { times } from './clock.ts'

/** What this portal defined for itself: properties and a group for them, and a type of object. */
export function seedCustom(state: HubSpotState, seed: number): void {
  for (const [place, type] of ['contacts', 'companies', 'deals', 'tickets'].entries()) {
    const random = openRandom(seed, `hubspot/custom-properties/${place}`)
    const group = word(random)
    const label = `${capitalized(group)} ${word(random)}`
    state.propertyGroups[type]!.push({ name: group, label, displayOrder: 1, archived: false })
    const made = kinds.map((kind, index) => property(random, { group, index, kind }))
    state.properties[type]!.push(...made)
  }
  seedSchema(state, openRandom(seed, 'hubspot/schema'))
}

/** The properties of a type that the portal defined, in the order in which they were seeded. */
export function ownProperties(state: HubSpotState, type: string) {
  return definitionsOf(state, type).filter((one) => one['hubspotDefined'] !== true && one['groupName'] !== undefined)
}

// Their names, like those of options, are what an account is asked by: the same in every portal. What people read is not.
const kinds: readonly (JsonObject & { readonly name: string })[] = [
  { name: 'internal_reference', type: 'string', fieldType: 'text' },
  { name: 'priority_score', type: 'number', fieldType: 'number' },
  { name: 'service_tier', type: 'enumeration', fieldType: 'select' },
  { name: 'renewal_date', type: 'date', fieldType: 'date' },
]

interface Plan {
  readonly group: string
  readonly index: number
  readonly kind: JsonObject
}

function property(random: Random, { group, index, kind }: Plan) {
  const isChoice = kind['type'] === 'enumeration'
  const options = isChoice ? ['gold', 'silver', 'bronze'].map((value, place) => option(random, value, place)) : []
  const label = `${capitalized(word(random))} ${word(random)}`
  const description = sentence(random, 5)
  return definition({ ...times(random, index), label, ...kind, description, groupName: group, options })
}

function option(random: Random, value: string, displayOrder: number): JsonObject {
  return { label: capitalized(word(random)), value, displayOrder, hidden: false }
}

function seedSchema(state: HubSpotState, random: Random): void {
  const name = word(random)
  const [title, size] = ['title', 'capacity']
  const made = times(random, 1)
  const schema = addSchema(state, name, {
    ...made,
    labels: { singular: capitalized(name), plural: `${capitalized(name)}s` },
    description: sentence(random, 4),
    requiredProperties: [title],
    searchableProperties: [title],
    primaryDisplayProperty: title,
    secondaryDisplayProperties: [size],
    archived: false,
  })
  const groupName = `${name}_information`
  const own = [
    definition({
      ...made,
      name: title,
      label: `${capitalized(word(random))} ${word(random)}`,
      type: 'string',
      fieldType: 'text',
      groupName,
    }),
    definition({
      ...made,
      name: size,
      label: `${capitalized(word(random))} ${word(random)}`,
      type: 'number',
      fieldType: 'number',
      groupName,
    }),
  ]
  state.properties[schema.fullyQualifiedName] = [...own, ...definitionsOf(state, schema.fullyQualifiedName)]
}
