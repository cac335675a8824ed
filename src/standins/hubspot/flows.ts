import type { JsonObject } from '../../lib/json.ts'
import { pageByPlace, paging } from './pages.ts'
import { invalid, notFound } from './refusal.ts'
import { type HubSpotAnswer, type HubSpotCall, type HubSpotRoute, objectIn } from './route.ts'
import { type HubSpotState, type Kept, nextId, now } from './state.ts'

const collection = '/automation/v4/flows'
const item = `${collection}/:id`
const limits = { most: 100, usual: 100 }

/** Workflows: kept and shown, never run. */
export function flowRoutes(state: HubSpotState): readonly HubSpotRoute[] {
  const flows = { method: 'get', scopes: () => ['automation'] } as const
  return [
    { ...flows, path: collection, answer: (call) => list(state, call) },
    { ...flows, method: 'post', path: collection, answer: (call) => create(state, objectIn(call)) },
    { ...flows, path: item, answer: (call) => [200, findFlow(state, call).fields] },
    { ...flows, method: 'put', path: item, answer: (call) => replace(findFlow(state, call), objectIn(call)) },
    { ...flows, method: 'delete', path: item, answer: (call) => remove(state, findFlow(state, call)) },
  ]
}

function list(state: HubSpotState, { query }: HubSpotCall): HubSpotAnswer {
  const { items, after } = pageByPlace(state.flows, query, limits)
  const results = items.map(({ fields }) => brief(fields))
  return [200, { results, ...paging(after, { path: collection, query }) }]
}

// A list tells less than the workflow's own page.
function brief(fields: JsonObject): JsonObject {
  const told = ['id', 'name', 'isEnabled', 'flowType', 'objectTypeId', 'revisionId', 'createdAt', 'updatedAt']
  return Object.fromEntries(told.flatMap((name) => (fields[name] === undefined ? [] : [[name, fields[name]]])))
}

function create(state: HubSpotState, sent: JsonObject): HubSpotAnswer {
  for (const name of ['type', 'objectTypeId']) {
    if (typeof sent[name] !== 'string') throw invalid(`Some required fields were not set: [${name}]`)
  }
  const id = nextId(state)
  const at = now()
  const fields: JsonObject = {
    isEnabled: false,
    actions: [],
    ...sent,
    id,
    revisionId: '1',
    createdAt: at,
    updatedAt: at,
  }
  state.flows.push({ id, fields })
  return [201, fields]
}

/** Whoever changes a workflow says which revision was seen. */
function replace(flow: Kept, sent: JsonObject): HubSpotAnswer {
  const seen = flow.fields['revisionId']
  if (sent['revisionId'] !== seen) throw invalid(`The revisionId must be the latest one: ${String(seen)}`)
  const { id, createdAt = null } = flow.fields
  const revisionId = String(Number(seen) + 1)
  flow.fields = { ...sent, id: id ?? flow.id, createdAt, revisionId, updatedAt: now() }
  return [200, flow.fields]
}

function remove(state: HubSpotState, flow: Kept): HubSpotAnswer {
  state.flows = state.flows.filter((one) => one !== flow)
  return [204, null]
}

function findFlow(state: HubSpotState, { params }: HubSpotCall): Kept {
  const found = state.flows.find(({ id }) => id === params['id'])
  if (!found) throw notFound()
  return found
}
