import type { Json, JsonObject } from '../../../lib/json.ts'
import { linksShown } from '../associations/links.ts'
import type { ObjectType } from '../object-types.ts'
import { typeNamed } from '../object-types.ts'
import { definitionsOf } from '../properties/definitions.ts'
import type { CrmRecord, HubSpotState } from '../state.ts'

/** What of a record was asked for. */
export interface Wish {
  /** Names of properties; those that every answer has come by themselves. Absent: the type's few defaults. */
  readonly properties?: readonly string[]
  readonly propertiesWithHistory?: readonly string[]
  /** Types of records. */
  readonly associations?: readonly string[]
}

/** Lists in a query may be repeated or separated by commas. */
export function wishIn(query: URLSearchParams): Wish {
  const list = (name: string) => query.getAll(name).flatMap((value) => value.split(','))
  const named = (name: string) =>
    list(name)
      .map((value) => value.trim())
      .filter(Boolean)
  return {
    properties: named('properties'),
    propertiesWithHistory: named('propertiesWithHistory'),
    associations: named('associations'),
  }
}

export function recordView(state: HubSpotState, type: ObjectType, record: CrmRecord, wish: Wish = {}): JsonObject {
  const { propertiesWithHistory = [] } = wish
  const history = propertiesWithHistory.filter((name) => record.history[name] ?? record.properties[name])
  return {
    ...frame(state, type, record, valuesFor(state, type, { record, wish })),
    ...(history.length > 0 ? { propertiesWithHistory: pastOf(record, history) } : {}),
    ...associationsOf(state, type, { record, asked: wish.associations ?? [] }),
  }
}

/** What is answered to a write: everything that is set, and as empty what was just cleared. */
export function wholeRecordView(
  state: HubSpotState,
  type: ObjectType,
  record: CrmRecord,
  sent: Json | undefined = {},
): JsonObject {
  const cleared = Object.keys((sent ?? {}) as JsonObject).filter((name) => !(name in record.properties))
  const values = { ...record.properties, ...Object.fromEntries(cleared.map((name) => [name, ''])) }
  return frame(state, type, record, sorted(values))
}

function frame(state: HubSpotState, type: ObjectType, record: CrmRecord, properties: JsonObject): JsonObject {
  const { id, createdAt, updatedAt, archivedAt } = record
  return {
    id,
    properties,
    createdAt,
    updatedAt,
    archived: archivedAt !== undefined,
    ...(archivedAt === undefined ? {} : { archivedAt }),
    url: `https://app.hubspot.com/contacts/${state.portalId}/record/${type.id}/${id}`,
  }
}

// A property without a value is null; a name that no property has is passed over.
function valuesFor(
  state: HubSpotState,
  type: ObjectType,
  { record, wish }: { record: CrmRecord; wish: Wish },
): JsonObject {
  const { properties = [], propertiesWithHistory = [] } = wish
  const asked = [...properties, ...propertiesWithHistory]
  const always = [type.created, type.modified, 'hs_object_id']
  const names = asked.length > 0 ? [...asked, ...always] : type.defaults
  const defined = new Set(definitionsOf(state, type.name).flatMap(({ name, archived }) => (archived ? [] : [name])))
  const known = [...new Set(names)].filter((name) => defined.has(name) || record.properties[name] !== undefined)
  return sorted(Object.fromEntries(known.map((name) => [name, record.properties[name] ?? null])))
}

function pastOf(record: CrmRecord, names: readonly string[]): JsonObject {
  return Object.fromEntries(
    names.map((name) => {
      const kept = record.history[name] ?? [{ value: record.properties[name] ?? '', timestamp: record.createdAt }]
      return [name, kept.map((past) => ({ ...past, sourceType: 'INTEGRATION' }))]
    }),
  )
}

function associationsOf(
  state: HubSpotState,
  type: ObjectType,
  { record, asked }: { record: CrmRecord; asked: readonly string[] },
): JsonObject {
  const found = asked.flatMap((name) => {
    const to = typeNamed(state, name).name
    const results = linksShown(state, { type: type.name, id: record.id }, to)
    return results.length > 0 ? [[to.replaceAll('_', ' '), { results }] as const] : []
  })
  return found.length > 0 ? { associations: Object.fromEntries(found) } : {}
}

function sorted(values: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(values).toSorted(([one], [other]) => (one < other ? -1 : 1)))
}
