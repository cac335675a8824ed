import { z } from 'zod'
import type { JsonObject } from '../../lib/json.ts'
import { readInput } from './input.ts'
import { typeNamed } from './object-types.ts'
import { pageByPlace, paging } from './pages.ts'
import { conflict, invalid, notFound } from './refusal.ts'
import { type HubSpotAnswer, type HubSpotCall, type HubSpotRoute, objectIn } from './route.ts'
import { type HubSpotState, type List, nextId, now } from './state.ts'

const collection = '/crm/v3/lists'
const item = `${collection}/:id`
const limits = { most: 250, usual: 100 }

/** Lists (segments) of records. Only manual ones can be given members; dynamic ones are kept and never computed. */
export function listRoutes(state: HubSpotState): readonly HubSpotRoute[] {
  const read = { method: 'get', scopes: () => ['crm.lists.read'] } as const
  const write = { method: 'post', scopes: () => ['crm.lists.write'] } as const
  const found = (call: HubSpotCall) => findList(state, call)
  const members = `${item}/memberships`
  return [
    { ...read, method: 'post', path: `${collection}/search`, answer: (call) => search(state, call) },
    {
      ...read,
      path: `${collection}/object-type-id/:type/name/:name`,
      answer: (call) => [200, { list: listView(findByName(state, call)) }],
    },
    { ...read, path: collection, answer: (call) => several(state, call) },
    { ...write, path: collection, answer: (call) => create(state, call) },
    { ...read, path: item, answer: (call) => [200, { list: listView(found(call)) }] },
    { ...write, method: 'delete', path: item, answer: (call) => remove(state, found(call)) },
    { ...write, method: 'put', path: `${item}/update-list-name`, answer: (call) => rename(state, found(call), call) },
    { ...read, path: members, answer: (call) => memberships(found(call), call) },
    { ...write, method: 'put', path: `${members}/add`, answer: (call) => addMembers(state, found(call), call) },
    { ...write, method: 'put', path: `${members}/remove`, answer: (call) => removeMembers(found(call), call) },
    {
      ...write,
      method: 'delete',
      path: members,
      answer(call) {
        manual(found(call)).members = []
        return [204, null]
      },
    },
  ]
}

export function listView({ fields, members }: List): JsonObject {
  return { ...fields, size: members.length }
}

function search(state: HubSpotState, call: HubSpotCall): HubSpotAnswer {
  const { query, offset, count, processingTypes } = readInput(wantedLists, objectIn(call))
  const all = state.lists
    .filter(({ fields }) => processingTypes.length === 0 || processingTypes.includes(String(fields['processingType'])))
    .filter(({ fields }) => String(fields['name']).toLowerCase().includes(query.toLowerCase()))
  const end = offset + Math.min(count, 20)
  const lists = all.slice(offset, end).map(({ fields, members }) => ({
    ...fields,
    additionalProperties: { hs_list_size: String(members.length) },
  }))
  return [200, { offset: end, hasMore: end < all.length, lists, total: all.length }]
}

function several(state: HubSpotState, { query }: HubSpotCall): HubSpotAnswer {
  const ids = query.getAll('listIds').flatMap((value) => value.split(','))
  return [200, { lists: state.lists.filter(({ id }) => ids.includes(id)).map(listView) }]
}

function create(state: HubSpotState, call: HubSpotCall): HubSpotAnswer {
  const input = readInput(newList, objectIn(call))
  const type = typeNamed(state, input.objectTypeId)
  refuseTwin(state, input.name, type.id)
  const id = nextId(state)
  const at = now()
  const by = String(state.identity.userId)
  const fields = {
    ...(input as JsonObject),
    listId: id,
    listVersion: 1,
    objectTypeId: type.id,
    processingStatus: 'COMPLETE',
    createdAt: at,
    updatedAt: at,
    createdById: by,
    updatedById: by,
  }
  const made: List = { id, fields, members: [] }
  state.lists.push(made)
  return [200, { list: listView(made) }]
}

function rename(state: HubSpotState, list: List, { query }: HubSpotCall): HubSpotAnswer {
  const name = query.get('listName') ?? ''
  if (name === '') throw invalid('Some required fields were not set: [listName]')
  refuseTwin(state, name, String(list.fields['objectTypeId']))
  list.fields = { ...list.fields, name, updatedAt: now() }
  return [200, { updatedList: listView(list) }]
}

function remove(state: HubSpotState, list: List): HubSpotAnswer {
  state.lists = state.lists.filter((one) => one !== list)
  return [204, null]
}

function memberships({ members }: List, { query }: HubSpotCall): HubSpotAnswer {
  const { items, after } = pageByPlace(members, query, limits)
  const results = items.map(({ id, since }) => ({ recordId: id, membershipTimestamp: since }))
  return [200, { total: members.length, results, ...paging(after) }]
}

function addMembers(state: HubSpotState, list: List, call: HubSpotCall): HubSpotAnswer {
  const ids = idsIn(call)
  const type = typeNamed(state, String(list.fields['objectTypeId']))
  const known = new Set((state.records[type.name] ?? []).flatMap(({ id, archivedAt }) => (archivedAt ? [] : [id])))
  const added = ids.filter((id) => known.has(id) && !list.members.some((member) => member.id === id))
  const since = now()
  manual(list).members = [...list.members, ...added.map((id) => ({ id, since }))]
  return [200, { recordsIdsAdded: added, recordIdsRemoved: [], recordIdsMissing: ids.filter((id) => !known.has(id)) }]
}

function removeMembers(list: List, call: HubSpotCall): HubSpotAnswer {
  const ids = idsIn(call)
  const isMember = (id: string) => list.members.some((member) => member.id === id)
  const gone = ids.filter(isMember)
  manual(list).members = list.members.filter(({ id }) => !gone.includes(id))
  const missing = ids.filter((id) => !gone.includes(id))
  return [200, { recordsIdsAdded: [], recordIdsRemoved: gone, recordIdsMissing: missing }]
}

function manual(list: List): List {
  if (list.fields['processingType'] !== 'DYNAMIC') return list
  throw invalid('The members of a dynamic list are chosen by its filters and cannot be changed.')
}

function idsIn({ body }: HubSpotCall): string[] {
  if (!Array.isArray(body)) throw invalid('Invalid input JSON: a list of record ids is expected.')
  return body.map(String)
}

function refuseTwin(state: HubSpotState, name: string, objectTypeId: string): void {
  const twin = state.lists.find(({ fields }) => fields['name'] === name && fields['objectTypeId'] === objectTypeId)
  if (twin) throw conflict(`A list named '${name}' already exists.`)
}

function findList(state: HubSpotState, { params }: HubSpotCall): List {
  const found = state.lists.find(({ id }) => id === params['id'])
  if (!found) throw notFound()
  return found
}

function findByName(state: HubSpotState, { params }: HubSpotCall): List {
  const type = typeNamed(state, params['type'] ?? '')
  const found = state.lists.find(
    ({ fields }) => fields['name'] === params['name'] && fields['objectTypeId'] === type.id,
  )
  if (!found) throw notFound()
  return found
}

const wantedLists = z.object({
  query: z.string().default(''),
  offset: z.number().int().min(0).default(0),
  count: z.number().int().min(1).max(500).default(20),
  processingTypes: z.array(z.string()).default([]),
})
const newList = z.object({
  name: z.string().min(1),
  objectTypeId: z.string(),
  processingType: z.enum(['MANUAL', 'DYNAMIC', 'SNAPSHOT']),
  filterBranch: z.looseObject({}).optional(),
})
