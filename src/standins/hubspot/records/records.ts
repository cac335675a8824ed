import type { Json } from '../../../lib/json.ts'
import { associateNew } from '../associations/associate-new.ts'
import { detachAll } from '../associations/links.ts'
import type { ObjectType } from '../object-types.ts'
import { definitionsOf } from '../properties/definitions.ts'
import { readProperties } from '../properties/normalize.ts'
import { conflict, invalid, recordNotFound } from '../refusal.ts'
import { type CrmRecord, type HubSpotState, nextId, now } from '../state.ts'
import { withDerived } from './derived.ts'

export function recordsOf(state: HubSpotState, type: ObjectType): CrmRecord[] {
  return (state.records[type.name] ??= [])
}

/** By id, or by the value of a property that is unique. A 404 when there is none, archived ones left out unless asked for. */
export function findRecord(
  state: HubSpotState,
  type: ObjectType,
  { id, idProperty, archived = false }: { id: string; idProperty?: string | null; archived?: boolean },
): CrmRecord {
  const found = recordsOf(state, type).find(
    (record) =>
      (record.archivedAt !== undefined) === archived && isNamed(record, id, uniqueProperty(state, type, idProperty)),
  )
  if (!found) throw recordNotFound(id)
  return found
}

export function createRecord(
  state: HubSpotState,
  type: ObjectType,
  input: { readonly properties?: Json; readonly associations?: Json },
): CrmRecord {
  const values = readProperties(state, definitionsOf(state, type.name), input.properties)
  const unset = type.required.filter((name) => !values[name])
  if (unset.length > 0) {
    const message = `Error creating ${type.singular.toUpperCase()}. Some required properties were not set.`
    throw invalid(message, [], { properties: unset })
  }
  refuseTwin(state, type, values)
  const id = nextId(state)
  const at = now()
  const own = {
    [type.created]: at,
    ...values,
    hs_object_id: id,
    [type.modified]: at,
    hs_object_source: 'INTEGRATION',
    hs_object_source_label: 'INTEGRATION',
  }
  const record: CrmRecord = { id, properties: {}, createdAt: own[type.created] ?? at, updatedAt: at, history: {} }
  setValues(record, withDerived(state, type, { ...defaultsFor(state, type), ...own }), at)
  associateNew(state, { type: type.name, id }, input.associations)
  recordsOf(state, type).push(record)
  return record
}

/** Changes what is sent, clears what is sent empty, and leaves the rest. */
export function updateRecord(state: HubSpotState, type: ObjectType, record: CrmRecord, sent: Json | undefined): void {
  const values = readProperties(state, definitionsOf(state, type.name), sent)
  refuseTwin(state, type, values, record)
  const at = now()
  setValues(record, withDerived(state, type, { ...record.properties, ...values, [type.modified]: at }), at)
  record.updatedAt = at
}

export function archiveRecord(state: HubSpotState, type: ObjectType, id: string): void {
  const record = recordsOf(state, type).find((one) => one.id === id)
  if (!record || record.archivedAt !== undefined) return
  record.archivedAt = record.updatedAt = now()
  detachAll(state, { type: type.name, id })
}

/** As if it had never been: no archive keeps it. */
export function removeRecord(state: HubSpotState, type: ObjectType, record: CrmRecord): void {
  detachAll(state, { type: type.name, id: record.id })
  state.records[type.name] = recordsOf(state, type).filter((one) => one !== record)
}

export function setValues(record: CrmRecord, values: Readonly<Record<string, string>>, at: string): void {
  for (const [name, value] of Object.entries(values)) {
    if ((record.properties[name] ?? '') === value) continue
    record.history[name] = [{ value, timestamp: at }, ...(record.history[name] ?? [])]
  }
  record.properties = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''))
}

function isNamed(record: CrmRecord, id: string, property: string): boolean {
  if (property === 'hs_object_id') return record.id === id
  return record.properties[property]?.toLowerCase() === id.trim().toLowerCase()
}

function uniqueProperty(state: HubSpotState, type: ObjectType, named: string | null | undefined): string {
  if (named === null || named === undefined || named === '' || named === 'hs_object_id') return 'hs_object_id'
  const property = definitionsOf(state, type.name).find(({ name, archived }) => name === named && !archived)
  if (property?.['hasUniqueValue'] === true) return named
  throw invalid(`The property ${named} is not a unique identifier of ${type.name}.`)
}

function refuseTwin(
  state: HubSpotState,
  type: ObjectType,
  values: Readonly<Record<string, string>>,
  self?: CrmRecord,
): void {
  const unique = definitionsOf(state, type.name).filter((one) => one['hasUniqueValue'] === true)
  for (const { name } of unique) {
    if (!values[name]) continue
    const twin = recordsOf(state, type).find(
      (one) => one !== self && one.archivedAt === undefined && one.properties[name] === values[name],
    )
    if (!twin) continue
    const word = `${type.singular.charAt(0).toUpperCase()}${type.singular.slice(1)}`
    throw conflict(`${word} already exists. Existing ID: ${twin.id}`)
  }
}

/** What HubSpot fills in: the pipeline when there is only a stage, or neither. */
function defaultsFor(state: HubSpotState, type: ObjectType): Record<string, string> {
  const pipeline = state.pipelines[type.name]?.[0]
  if (!pipeline) return type.name === 'tasks' ? { hs_task_status: 'NOT_STARTED', hs_task_priority: 'NONE' } : {}
  return type.name === 'deals' ? { pipeline: pipeline.id } : { hs_pipeline: pipeline.id }
}
