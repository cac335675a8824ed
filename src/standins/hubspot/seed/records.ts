import { openRandom, type Random } from '../../seed/random.ts'
import { link } from '../associations/links.ts'
import { typeNamed } from '../object-types.ts'
import { withDerived } from '../records/derived.ts'
import { recordsOf } from '../records/records.ts'
import type { CrmRecord, HubSpotState } from '../state.ts'
import { seededId, times } from './clock.ts'
import { company, contact, customRecord, deal, lineItem, product, ticket } from './commerce.ts'
import { call, email, meeting, note, task } from './engagements.ts'

/** What a kind of record says of its place-th one: its values and, by type and place, what it is associated with. */
export type Sketch = (random: Random, place: number, portal: Portal) => Sketched

export interface Sketched {
  readonly values: Readonly<Record<string, string>>
  readonly links?: readonly (readonly [type: string, place: number])[]
}

/** What records are made from. */
export interface Portal {
  readonly state: HubSpotState
  /** The place-th record of a type, counted round. */
  at(type: string, place: number): CrmRecord
  /** The owner of the place-th record, or nobody. */
  owner(place: number): Readonly<Record<string, string>>
}

/** Enough for several pages of what people list. Every twentieth is archived. */
export function seedRecords(state: HubSpotState, seed: number): void {
  const portal: Portal = {
    state,
    at: (type, place) => state.records[type]![place % state.records[type]!.length]!,
    owner: (place) => (place % 3 === 1 ? {} : { hubspot_owner_id: state.owners[(place * 5) % 20]!.id }),
  }
  for (const [type, count, sketch] of plan) {
    for (let place = 0; place < count; place++) add(portal, { type, place, sketch, seed })
  }
  const own = state.schemas[0]!.fullyQualifiedName
  for (let place = 0; place < 9; place++) add(portal, { type: own, place, sketch: customRecord, seed })
}

const plan: readonly (readonly [type: string, count: number, sketch: Sketch])[] = [
  ['companies', 46, company],
  ['contacts', 48, contact],
  ['products', 24, product],
  ['deals', 44, deal],
  ['tickets', 44, ticket],
  ['line_items', 8, lineItem],
  ['notes', 22, note],
  ['tasks', 44, task],
  ['calls', 6, call],
  ['meetings', 6, meeting],
  ['emails', 6, email],
]

interface Place {
  readonly type: string
  readonly place: number
  readonly sketch: Sketch
  readonly seed: number
}

function add(portal: Portal, { type: name, place, sketch, seed }: Place): void {
  const { state } = portal
  const type = typeNamed(state, name)
  const isOwn = state.schemas.some(({ fullyQualifiedName }) => fullyQualifiedName === name)
  const random = openRandom(seed, `hubspot/${isOwn ? 'own' : name}/${place}`)
  const { values, links = [] } = sketch(random, place, portal)
  const id = seededId(state, random)
  const { createdAt, updatedAt } = times(random, place)
  const own = {
    [type.created]: createdAt,
    ...values,
    hs_object_id: id,
    [type.modified]: updatedAt,
    hs_object_source: place % 2 === 0 ? 'CRM_UI' : 'IMPORT',
    hs_object_source_label: place % 2 === 0 ? 'CRM_UI' : 'IMPORT',
  }
  const properties = Object.fromEntries(
    Object.entries(withDerived(state, type, own)).filter(([, value]) => value !== ''),
  )
  const archived = place % 20 === 19 ? { archivedAt: updatedAt } : {}
  recordsOf(state, type).push({ id, properties, createdAt, updatedAt, ...archived, history: {} })
  if (place % 20 === 19) return
  for (const [to, at] of links) {
    const other = portal.at(to, at)
    if (other.archivedAt === undefined) link(state, { type: name, id }, { type: to, id: other.id })
  }
}
