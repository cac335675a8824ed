import { isJsonObject, type Json, type JsonObject } from '../../../lib/json.ts'
import { batchAnswer, inputsIn } from '../batch.ts'
import { typeNamed } from '../object-types.ts'
import { pageByPlace, paging } from '../pages.ts'
import { findRecord } from '../records/records.ts'
import { unreadable } from '../refusal.ts'
import { type HubSpotAnswer, type HubSpotCall, type HubSpotRoute, objectIn } from '../route.ts'
import { type End, type HubSpotState, type LinkType, nextId, now } from '../state.ts'
import { existing } from './associate-new.ts'
import { linkTypeNamed, linkTypes, plainLinkType } from './link-types.ts'
import { link, linksOf, type Seen, unlink } from './links.ts'
import { accessToEnds } from './scopes.ts'
import { endsIn, idIn } from './v3-routes.ts'

const item = '/crm/v4/objects/:type/:id/associations'
const pair = '/crm/v4/associations/:type/:to'
const limits = { most: 500, usual: 500 }

export function labelledAssociationRoutes(state: HubSpotState): readonly HubSpotRoute[] {
  const read = { method: 'get', scopes: accessToEnds(state, 'read') } as const
  const write = { method: 'post', scopes: accessToEnds(state, 'write') } as const
  return [
    { ...write, method: 'put', path: `${item}/default/:to/:toId`, answer: (call) => linkPlainly(state, call) },
    { ...read, path: `${item}/:to`, answer: (call) => listLinks(state, call) },
    { ...write, method: 'put', path: `${item}/:to/:toId`, answer: (call) => linkOne(state, call) },
    { ...write, method: 'delete', path: `${item}/:to/:toId`, answer: (call) => unlinkOne(state, call) },
    { ...read, path: `${pair}/labels`, answer: ({ params }) => [200, { results: labels(state, params) }] },
    { ...write, path: `${pair}/labels`, answer: (call) => createLabel(state, call) },
    { ...read, method: 'post', path: `${pair}/batch/read`, answer: (call) => readBatch(state, call) },
    { ...write, path: `${pair}/batch/create`, answer: (call) => linkBatch(state, call) },
    { ...write, path: `${pair}/batch/associate/default`, answer: (call) => linkBatchPlainly(state, call) },
    { ...write, path: `${pair}/batch/archive`, answer: (call) => unlinkBatch(state, call) },
    { ...write, path: `${pair}/batch/labels/archive`, answer: (call) => unlinkBatch(state, call) },
  ]
}

function listLinks(state: HubSpotState, { params, query }: HubSpotCall): HubSpotAnswer {
  const type = typeNamed(state, params['type'] ?? '')
  const { id } = findRecord(state, type, { id: params['id'] ?? '' })
  const all = linksOf(state, { type: type.name, id }, endsIn(state, params).to)
  const { items, after } = pageByPlace(all, query, limits)
  return [200, { results: items.map(seenView), ...paging(after) }]
}

function seenView({ to, types }: Seen): JsonObject {
  return { toObjectId: to.id, associationTypes: types.map(kindView) }
}

function kindView({ category, id, label }: LinkType): JsonObject {
  return { category, typeId: id, label }
}

function labels(state: HubSpotState, params: HubSpotCall['params']): Json {
  const { from, to } = endsIn(state, params)
  return linkTypes(state, from, to).map(kindView)
}

function createLabel(state: HubSpotState, call: HubSpotCall): HubSpotAnswer {
  const { from, to } = endsIn(state, call.params)
  const { label, name, inverseLabel } = objectIn(call)
  if (typeof label !== 'string' || typeof name !== 'string') {
    throw unreadable('Some required fields were not set: [label, name]')
  }
  const [id, inverse] = [Number(nextId(state)) % 100_000, Number(nextId(state)) % 100_000]
  const back = typeof inverseLabel === 'string' ? inverseLabel : label
  const kind = { category: 'USER_DEFINED' } as const
  const made: LinkType[] = [
    { ...kind, from, to, id, inverse, name, label },
    { ...kind, from: to, to: from, id: inverse, inverse: id, name: `${name}_inverse`, label: back },
  ]
  state.linkTypes.push(...made)
  return [200, { results: made.map(kindView) }]
}

function endsOf(state: HubSpotState, { params }: HubSpotCall): readonly [End, End] {
  const { from, to } = endsIn(state, params)
  return [
    existing(state, { type: from, id: params['id'] ?? '' }),
    existing(state, { type: to, id: params['toId'] ?? '' }),
  ]
}

function linkOne(state: HubSpotState, call: HubSpotCall): HubSpotAnswer {
  const [from, to] = endsOf(state, call)
  for (const kind of kindsIn(state, [from, to], call.body)) link(state, from, to, kind)
  return [201, pairView(state, from, to)]
}

function linkPlainly(state: HubSpotState, call: HubSpotCall): HubSpotAnswer {
  const [from, to] = endsOf(state, call)
  const startedAt = now()
  link(state, from, to)
  return batchAnswer(200, { results: plainView(state, from, to), startedAt })
}

function unlinkOne(state: HubSpotState, { params }: HubSpotCall): HubSpotAnswer {
  const { from, to } = endsIn(state, params)
  unlink(state, { type: from, id: params['id'] ?? '' }, { type: to, id: params['toId'] ?? '' })
  return [204, null]
}

function readBatch(state: HubSpotState, call: HubSpotCall): HubSpotAnswer {
  const ends = endsIn(state, call.params)
  const startedAt = now()
  const found = inputsIn(call, 1000).map((input) => {
    const from: End = { type: ends.from, id: String(input['id']) }
    return { id: from.id, to: linksOf(state, from, ends.to).map(seenView) }
  })
  const results = found.filter(({ to }) => to.length > 0).map(({ id, to }) => ({ from: { id }, to }))
  const errors = found
    .filter(({ to }) => to.length === 0)
    .map(({ id }) => ({
      status: 'error',
      category: 'OBJECT_NOT_FOUND',
      subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND',
      message: `No ${ends.to} is associated with ${ends.from} ${id}.`,
      context: { fromObjectId: [id], fromObjectType: [ends.from], toObjectType: [ends.to] },
    }))
  return batchAnswer(200, { results, startedAt, errors })
}

function linkBatch(state: HubSpotState, call: HubSpotCall): HubSpotAnswer {
  const startedAt = now()
  const wanted = pairsIn(state, call, 2000).map((one) => ({
    ...one,
    kinds: kindsIn(state, one.ends, one.input['types']),
  }))
  const results = wanted.map(({ ends: [from, to], kinds }) => {
    for (const kind of kinds) link(state, from, to, kind)
    return pairView(state, from, to)
  })
  return batchAnswer(201, { results, startedAt })
}

function linkBatchPlainly(state: HubSpotState, call: HubSpotCall): HubSpotAnswer {
  const startedAt = now()
  const results = pairsIn(state, call, 2000).flatMap(({ ends: [from, to] }) => {
    link(state, from, to)
    return plainView(state, from, to)
  })
  return batchAnswer(200, { results, startedAt })
}

// For labels each input names the kinds that go; for whole associations it may list several records.
function unlinkBatch(state: HubSpotState, call: HubSpotCall): HubSpotAnswer {
  const { from: fromType, to: toType } = endsIn(state, call.params)
  for (const input of inputsIn(call, 2000)) {
    const from = { type: fromType, id: idIn(input, 'from') }
    const many: readonly Json[] = Array.isArray(input['to']) ? input['to'] : [input['to'] ?? {}]
    for (const one of many) {
      const to = { type: toType, id: idIn({ to: one }, 'to') }
      const kinds = input['types'] === undefined ? [] : kindsIn(state, [from, to], input['types'])
      unlink(state, from, to, kinds)
    }
  }
  return [204, null]
}

function pairsIn(state: HubSpotState, call: HubSpotCall, most: number) {
  const { from, to } = endsIn(state, call.params)
  return inputsIn(call, most).map((input) => {
    const ends = [
      existing(state, { type: from, id: idIn(input, 'from') }),
      existing(state, { type: to, id: idIn(input, 'to') }),
    ] as const
    return { input, ends }
  })
}

function kindsIn(state: HubSpotState, [from, to]: readonly [End, End], sent: Json | undefined): LinkType[] {
  if (!Array.isArray(sent) || sent.length === 0) throw unreadable('Some required fields were not set: [types]')
  return sent.map((spec: Json) => {
    const id = isJsonObject(spec) ? spec['associationTypeId'] : undefined
    if (typeof id !== 'number' && typeof id !== 'string') {
      throw unreadable('Some required fields were not set: [associationTypeId]')
    }
    return linkTypeNamed(state, from.type, to.type, Number(id))
  })
}

function pairView(state: HubSpotState, from: End, to: End): JsonObject {
  const seen = linksOf(state, from, to.type).find((one) => one.to.id === to.id)
  return {
    fromObjectTypeId: typeNamed(state, from.type).id,
    fromObjectId: from.id,
    toObjectTypeId: typeNamed(state, to.type).id,
    toObjectId: to.id,
    labels: (seen?.types ?? []).flatMap(({ label }) => label ?? []),
  }
}

function plainView(state: HubSpotState, from: End, to: End): JsonObject[] {
  const there = plainLinkType(state, from.type, to.type)
  const spec = (id: number) => ({ associationCategory: there.category, associationTypeId: id })
  return [
    { from: { id: from.id }, to: { id: to.id }, associationSpec: spec(there.id) },
    { from: { id: to.id }, to: { id: from.id }, associationSpec: spec(there.inverse) },
  ]
}
