import type { Json, JsonObject } from '../../../lib/json.ts'
import { batchAnswer, inputsIn, notFoundInBatch } from '../batch.ts'
import { type ObjectType, typeNamed } from '../object-types.ts'
import { HubSpotRefusal, invalid, unreadable } from '../refusal.ts'
import { type HubSpotAnswer, type HubSpotCall, type HubSpotRoute, objectIn } from '../route.ts'
import { type CrmRecord, type HubSpotState, now } from '../state.ts'
import { recordView, wholeRecordView } from './record-view.ts'
import { archiveRecord, createRecord, findRecord, recordsOf, updateRecord } from './records.ts'

const batch = '/crm/v3/objects/:type/batch'

type Access = (verb: 'read' | 'write') => HubSpotRoute['scopes']

export function batchRoutes(state: HubSpotState, access: Access): readonly HubSpotRoute[] {
  const write = { method: 'post', scopes: access('write') } as const
  const typed = (answer: (type: ObjectType, call: HubSpotCall) => HubSpotAnswer) => (call: HubSpotCall) =>
    answer(typeNamed(state, call.params['type'] ?? ''), call)
  return [
    {
      ...write,
      scopes: access('read'),
      path: `${batch}/read`,
      answer: typed((type, call) => readBatch(state, type, call)),
    },
    { ...write, path: `${batch}/create`, answer: typed((type, call) => createBatch(state, type, call)) },
    { ...write, path: `${batch}/update`, answer: typed((type, call) => updateBatch(state, type, call)) },
    { ...write, path: `${batch}/upsert`, answer: typed((type, call) => upsertBatch(state, type, call)) },
    { ...write, path: `${batch}/archive`, answer: typed((type, call) => archiveBatch(state, type, call)) },
  ]
}

function readBatch(state: HubSpotState, type: ObjectType, call: HubSpotCall): HubSpotAnswer {
  const startedAt = now()
  const { idProperty, properties, propertiesWithHistory } = objectIn(call)
  const wish = { properties: texts(properties), propertiesWithHistory: texts(propertiesWithHistory) }
  const archived = call.query.get('archived') === 'true'
  const found = inputsIn(call).map((input) => {
    const id = idOf(input)
    const named = typeof idProperty === 'string' ? { id, idProperty, archived } : { id, archived }
    return { id, record: foundOrNot(() => findRecord(state, type, named)) }
  })
  const results = found.flatMap(({ record }) => (record ? [recordView(state, type, record, wish)] : []))
  return batchAnswer(200, { results, startedAt, errors: missed(type, found) })
}

/** All or none: one input that is not valid refuses the whole batch. */
function createBatch(state: HubSpotState, type: ObjectType, call: HubSpotCall): HubSpotAnswer {
  const startedAt = now()
  const made = allOrNone(state, type, () => inputsIn(call).map((input) => createRecord(state, type, input)))
  return batchAnswer(201, { results: made.map((record) => wholeRecordView(state, type, record)), startedAt })
}

function updateBatch(state: HubSpotState, type: ObjectType, call: HubSpotCall): HubSpotAnswer {
  const startedAt = now()
  const inputs = inputsIn(call)
  const ids = inputs.map((input) => `${input['idProperty'] ?? ''} ${idOf(input)}`)
  if (new Set(ids).size < ids.length) throw invalid('Duplicate IDs found in batch input')
  const found = inputs.map((input) => {
    const { idProperty } = input
    const named = { id: idOf(input), ...(typeof idProperty === 'string' ? { idProperty } : {}) }
    return { id: named.id, input, record: foundOrNot(() => findRecord(state, type, named)) }
  })
  allOrNone(state, type, () => {
    for (const { record, input } of found) if (record) updateRecord(state, type, record, input['properties'])
  })
  const results = found.flatMap(({ record, input }) =>
    record ? [wholeRecordView(state, type, record, input['properties'])] : [],
  )
  return batchAnswer(200, { results, startedAt, errors: missed(type, found) })
}

function upsertBatch(state: HubSpotState, type: ObjectType, call: HubSpotCall): HubSpotAnswer {
  const startedAt = now()
  const results = allOrNone(state, type, () =>
    inputsIn(call).map((input) => {
      const { idProperty, properties } = input
      if (typeof idProperty !== 'string') throw unreadable('Some required fields were not set: [idProperty]')
      const id = idOf(input)
      const record = foundOrNot(() => findRecord(state, type, { id, idProperty }))
      if (record) updateRecord(state, type, record, properties)
      const values = { ...((properties ?? {}) as JsonObject), [idProperty]: id }
      const kept = record ?? createRecord(state, type, { properties: values })
      return { ...wholeRecordView(state, type, kept), new: record === undefined }
    }),
  )
  return batchAnswer(200, { results, startedAt })
}

function archiveBatch(state: HubSpotState, type: ObjectType, call: HubSpotCall): HubSpotAnswer {
  for (const input of inputsIn(call)) archiveRecord(state, type, idOf(input))
  return [204, null]
}

function allOrNone<result>(state: HubSpotState, type: ObjectType, work: () => result): result {
  const records = structuredClone(recordsOf(state, type))
  const links = structuredClone(state.links)
  try {
    return work()
  } catch (error) {
    // Whatever it was: nothing of the batch stays.
    state.records[type.name] = records
    state.links = links
    throw error
  }
}

function foundOrNot(find: () => CrmRecord): CrmRecord | undefined {
  try {
    return find()
  } catch (error) {
    // A batch goes on without what is not there; a wrong way of naming things refuses it.
    if (error instanceof HubSpotRefusal && error.status === 404) return undefined
    throw error
  }
}

function missed(type: ObjectType, found: readonly { id: string; record: CrmRecord | undefined }[]): JsonObject[] {
  const ids = found.filter(({ record }) => !record).map(({ id }) => id)
  return ids.length > 0 ? [notFoundInBatch(type.singular.toUpperCase(), ids)] : []
}

function idOf({ id }: JsonObject): string {
  if (typeof id === 'string' || typeof id === 'number') return String(id)
  throw unreadable('Some required fields were not set: [id]')
}

function texts(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.map(String) : []
}
