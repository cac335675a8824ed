import type { JsonObject } from '../../../lib/json.ts'
import { type ObjectType, typeNamed } from '../object-types.ts'
import { pageById, paging } from '../pages.ts'
import { invalid } from '../refusal.ts'
import { type HubSpotAnswer, type HubSpotCall, type HubSpotRoute, objectIn } from '../route.ts'
import type { HubSpotState } from '../state.ts'
import { batchRoutes } from './batch-routes.ts'
import { mergeRecords } from './merge.ts'
import { recordView, wholeRecordView, wishIn } from './record-view.ts'
import { archiveRecord, createRecord, findRecord, recordsOf, removeRecord, updateRecord } from './records.ts'
import { searchRecords } from './search.ts'

const collection = '/crm/v3/objects/:type'
const item = `${collection}/:id`
const limits = { most: 100, usual: 10 }

/** The same operations for every type of record, one's own types too. */
export function recordRoutes(state: HubSpotState): readonly HubSpotRoute[] {
  const access = (verb: 'read' | 'write') => (params: HubSpotCall['params']) =>
    typeNamed(state, params['type'] ?? '').scopes[verb]
  const read = { method: 'get', scopes: access('read') } as const
  const write = { method: 'post', scopes: access('write') } as const
  const typed = (answer: (type: ObjectType, call: HubSpotCall) => HubSpotAnswer) => (call: HubSpotCall) =>
    answer(typeNamed(state, call.params['type'] ?? ''), call)
  return [
    { ...read, method: 'post', path: `${collection}/search`, answer: typed((type, call) => search(state, type, call)) },
    { ...write, path: `${collection}/merge`, answer: typed((type, call) => mergeRecords(state, type, objectIn(call))) },
    { ...write, path: `${collection}/gdpr-delete`, answer: typed((type, call) => forget(state, type, call)) },
    ...batchRoutes(state, access),
    { ...read, path: collection, answer: typed((type, call) => list(state, type, call)) },
    { ...write, path: collection, answer: typed((type, call) => create(state, type, call)) },
    { ...read, path: item, answer: typed((type, call) => get(state, type, call)) },
    { ...write, method: 'patch', path: item, answer: typed((type, call) => update(state, type, call)) },
    { ...write, method: 'delete', path: item, answer: typed((type, call) => archive(state, type, call)) },
  ]
}

function list(state: HubSpotState, type: ObjectType, { query }: HubSpotCall): HubSpotAnswer {
  const archived = query.get('archived') === 'true'
  const wish = wishIn(query)
  const all = recordsOf(state, type).filter(({ archivedAt }) => (archivedAt !== undefined) === archived)
  const { items, after } = pageById(all, query, limits)
  const results = items.map((record) => recordView(state, type, record, wish))
  return [200, { results, ...paging(after, { path: `/crm/v3/objects/${type.name}`, query }) }]
}

function create(state: HubSpotState, type: ObjectType, call: HubSpotCall): HubSpotAnswer {
  return [201, wholeRecordView(state, type, createRecord(state, type, objectIn(call)))]
}

function get(state: HubSpotState, type: ObjectType, call: HubSpotCall): HubSpotAnswer {
  const archived = call.query.get('archived') === 'true'
  const record = findRecord(state, type, { ...named(call), archived })
  return [200, recordView(state, type, record, wishIn(call.query))]
}

function update(state: HubSpotState, type: ObjectType, call: HubSpotCall): HubSpotAnswer {
  const record = findRecord(state, type, named(call))
  const { properties } = objectIn(call)
  updateRecord(state, type, record, properties)
  return [200, wholeRecordView(state, type, record, properties)]
}

/** What is archived already, or was never there, is no error. */
function archive(state: HubSpotState, type: ObjectType, { params }: HubSpotCall): HubSpotAnswer {
  archiveRecord(state, type, params['id'] ?? '')
  return [204, null]
}

function forget(state: HubSpotState, type: ObjectType, call: HubSpotCall): HubSpotAnswer {
  const { objectId, idProperty } = objectIn(call)
  if (typeof objectId !== 'string') throw invalid('Some required fields were not set: [objectId]')
  const property = typeof idProperty === 'string' ? { idProperty } : {}
  removeRecord(state, type, findRecord(state, type, { id: objectId, ...property }))
  return [204, null]
}

function search(state: HubSpotState, type: ObjectType, call: HubSpotCall): HubSpotAnswer {
  return [200, searchRecords(state, type, objectIn(call) satisfies JsonObject)]
}

function named({ params, query }: HubSpotCall): { id: string; idProperty: string | null } {
  return { id: params['id'] ?? '', idProperty: query.get('idProperty') }
}
