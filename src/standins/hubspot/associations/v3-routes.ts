import { isJsonObject, type Json, type JsonObject } from '../../../lib/json.ts'
import { batchAnswer, inputsIn } from '../batch.ts'
import { typeNamed } from '../object-types.ts'
import { findRecord } from '../records/records.ts'
import { unreadable } from '../refusal.ts'
import type { HubSpotAnswer, HubSpotCall, HubSpotRoute } from '../route.ts'
import { type End, type HubSpotState, now } from '../state.ts'
import { existing } from './associate-new.ts'
import { linkTypeNamed, linkTypes } from './link-types.ts'
import { link, linksShown, unlink } from './links.ts'
import { accessToEnds } from './scopes.ts'

const item = '/crm/v3/objects/:type/:id/associations/:to'
const pair = '/crm/v3/associations/:type/:to'

export function associationRoutes(state: HubSpotState): readonly HubSpotRoute[] {
  const read = { method: 'get', scopes: accessToEnds(state, 'read') } as const
  const write = { method: 'post', scopes: accessToEnds(state, 'write') } as const
  const one = (call: HubSpotCall, change: typeof link) => changeOne(state, call, change)
  return [
    { ...read, path: item, answer: (call) => listLinks(state, call) },
    { ...write, method: 'put', path: `${item}/:toId/:kind`, answer: (call) => one(call, link) },
    {
      ...write,
      method: 'delete',
      path: `${item}/:toId/:kind`,
      answer: (call) => one(call, (within, from, to, kind) => unlink(within, from, to, kind ? [kind] : [])),
    },
    { ...read, path: `${pair}/types`, answer: ({ params }) => [200, { results: kinds(state, params) }] },
    { ...read, method: 'post', path: `${pair}/batch/read`, answer: (call) => readBatch(state, call) },
    { ...write, path: `${pair}/batch/create`, answer: (call) => changeBatch(state, call, 'create') },
    { ...write, path: `${pair}/batch/archive`, answer: (call) => changeBatch(state, call, 'archive') },
  ]
}

export function endsIn(state: HubSpotState, params: HubSpotCall['params']): { from: string; to: string } {
  return { from: typeNamed(state, params['type'] ?? '').name, to: typeNamed(state, params['to'] ?? '').name }
}

/** The id in `{"id": …}`; a 400 when there is none. */
export function idIn(input: JsonObject, member: string): string {
  const end = input[member]
  const id = isJsonObject(end) ? end['id'] : undefined
  if (typeof id === 'string' || typeof id === 'number') return String(id)
  throw unreadable(`Some required fields were not set: [${member}]`)
}

function kinds(state: HubSpotState, params: HubSpotCall['params']): Json {
  const { from, to } = endsIn(state, params)
  return linkTypes(state, from, to).map(({ id, name }) => ({ id: String(id), name }))
}

function listLinks(state: HubSpotState, { params }: HubSpotCall): HubSpotAnswer {
  const type = typeNamed(state, params['type'] ?? '')
  const { id } = findRecord(state, type, { id: params['id'] ?? '' })
  return [200, { results: linksShown(state, { type: type.name, id }, endsIn(state, params).to) }]
}

function changeOne(state: HubSpotState, { params }: HubSpotCall, change: typeof link): HubSpotAnswer {
  const { from, to } = endsIn(state, params)
  const kind = linkTypeNamed(state, from, to, params['kind'] ?? '')
  const [one, other] = [
    existing(state, { type: from, id: params['id'] ?? '' }),
    existing(state, { type: to, id: params['toId'] ?? '' }),
  ]
  change(state, one, other, kind)
  return change === link ? [200, { results: linksShown(state, one, to) }] : [204, null]
}

function readBatch(state: HubSpotState, call: HubSpotCall): HubSpotAnswer {
  const ends = endsIn(state, call.params)
  const startedAt = now()
  const results = inputsIn(call).flatMap((input) => {
    const from: End = { type: ends.from, id: String(input['id']) }
    const to = linksShown(state, from, ends.to)
    return to.length > 0 ? [{ from: { id: from.id }, to }] : []
  })
  return batchAnswer(200, { results, startedAt })
}

function changeBatch(state: HubSpotState, call: HubSpotCall, way: 'create' | 'archive'): HubSpotAnswer {
  const ends = endsIn(state, call.params)
  const startedAt = now()
  const wanted = inputsIn(call).map((input) => {
    if (typeof input['type'] !== 'string' && typeof input['type'] !== 'number')
      throw unreadable('Some required fields were not set: [type]')
    const kind = linkTypeNamed(state, ends.from, ends.to, input['type'])
    const [from, to] = [
      { type: ends.from, id: idIn(input, 'from') },
      { type: ends.to, id: idIn(input, 'to') },
    ]
    return { from, to, kind }
  })
  if (way === 'archive') {
    for (const { from, to, kind } of wanted) unlink(state, from, to, [kind])
    return [204, null]
  }
  for (const { from, to } of wanted) existing(state, existing(state, from) && to)
  for (const { from, to, kind } of wanted) link(state, from, to, kind)
  const results = wanted.flatMap(({ from, to, kind }) => {
    const back = linkTypeNamed(state, ends.to, ends.from, kind.inverse)
    return [
      { from: { id: to.id }, to: { id: from.id }, type: back.name },
      { from: { id: from.id }, to: { id: to.id }, type: kind.name },
    ]
  })
  return batchAnswer(201, { results, startedAt })
}
