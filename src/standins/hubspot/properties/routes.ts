import { z } from 'zod'
import { isJsonObject, type Json, type JsonObject } from '../../../lib/json.ts'
import { batchAnswer, inputsIn } from '../batch.ts'
import { readInput } from '../input.ts'
import { type ObjectType, typeNamed } from '../object-types.ts'
import { conflict, invalid, notFound } from '../refusal.ts'
import { type HubSpotAnswer, type HubSpotCall, type HubSpotRoute, objectIn } from '../route.ts'
import { type Definition, type HubSpotState, now } from '../state.ts'
import { definition, definitionsOf } from './definitions.ts'
import { groupRoutes } from './groups.ts'
import { propertyAccess } from './scopes.ts'

const collection = '/crm/v3/properties/:type'
const item = `${collection}/:name`

export function propertyRoutes(state: HubSpotState): readonly HubSpotRoute[] {
  const read = { method: 'get', scopes: propertyAccess(state, 'read') } as const
  const write = { method: 'post', scopes: propertyAccess(state, 'write') } as const
  const typed = (answer: (type: ObjectType, call: HubSpotCall) => HubSpotAnswer) => (call: HubSpotCall) =>
    answer(typeNamed(state, call.params['type'] ?? ''), call)
  const one = (answer: (property: Definition, call: HubSpotCall) => HubSpotAnswer) =>
    typed((type, call) => answer(findProperty(state, type, call), call))
  return [
    ...groupRoutes(state),
    {
      ...read,
      method: 'post',
      path: `${collection}/batch/read`,
      answer: typed((type, call) => readBatch(state, type, call)),
    },
    { ...write, path: `${collection}/batch/create`, answer: typed((type, call) => createBatch(state, type, call)) },
    { ...write, path: `${collection}/batch/archive`, answer: typed((type, call) => archiveBatch(state, type, call)) },
    { ...read, path: collection, answer: typed((type, call) => list(state, type, call)) },
    {
      ...write,
      path: collection,
      answer: typed((type, call) => [201, create(state, type, objectIn(call))]),
    },
    { ...read, path: item, answer: one((property) => [200, property]) },
    { ...write, method: 'patch', path: item, answer: one((property, call) => change(state, property, call)) },
    {
      ...write,
      method: 'delete',
      path: item,
      answer: one((property, { params }) => archive(state, property, params['type'] ?? '')),
    },
  ]
}

function list(state: HubSpotState, type: ObjectType, { query }: HubSpotCall): HubSpotAnswer {
  const archived = query.get('archived') === 'true'
  const wanted = (query.get('properties') ?? '').split(',').filter(Boolean)
  const all = definitionsOf(state, type.name).filter((property) => property.archived === archived)
  const results = wanted.length > 0 ? all.map((property) => only(property, wanted)) : all
  return [200, { results }]
}

function create(state: HubSpotState, type: ObjectType, sent: JsonObject): Definition {
  const input = readInput(newProperty, sent)
  const definitions = definitionsOf(state, type.name)
  const twin = definitions.find(({ name }) => name === input.name)
  if (twin && !twin.archived) throw conflict(`A property named '${input.name}' already exists.`)
  if (!state.propertyGroups[type.name]?.some((group) => group['name'] === input.groupName)) {
    throw invalid(`The property group "${input.groupName}" does not exist for ${type.name}.`)
  }
  refuseMismatch(input)
  const at = now()
  const made = definition({
    ...(input as JsonObject),
    ...optionsIn(input.options),
    updatedAt: at,
    createdAt: at,
    createdUserId: String(state.identity.userId),
    updatedUserId: String(state.identity.userId),
  })
  state.properties[type.name] = [...definitions.filter((one) => one !== twin), made]
  return made
}

function change(state: HubSpotState, property: Definition, call: HubSpotCall): HubSpotAnswer {
  const input = readInput(changedProperty, objectIn(call))
  const made = {
    ...property,
    ...(input as JsonObject),
    ...(input.options ? optionsIn(input.options) : {}),
    updatedAt: now(),
    updatedUserId: String(state.identity.userId),
  } as unknown as Definition
  replace(state, call.params['type'] ?? '', property, made)
  return [200, made]
}

function archive(state: HubSpotState, property: Definition, type: string): HubSpotAnswer {
  if (property['hubspotDefined'] === true) {
    throw invalid(`The property ${property.name} is defined by HubSpot and cannot be archived.`)
  }
  replace(state, type, property, { ...property, archived: true, archivedAt: now() } as Definition)
  return [204, null]
}

function readBatch(state: HubSpotState, type: ObjectType, call: HubSpotCall): HubSpotAnswer {
  const startedAt = now()
  const archived = objectIn(call)['archived'] === true
  const results = inputsIn(call).flatMap(({ name }) =>
    definitionsOf(state, type.name).filter((one) => one.name === name && one.archived === archived),
  )
  return batchAnswer(200, { results, startedAt })
}

function createBatch(state: HubSpotState, type: ObjectType, call: HubSpotCall): HubSpotAnswer {
  const startedAt = now()
  const results = inputsIn(call).map((input) => create(state, type, input))
  return batchAnswer(201, { results, startedAt })
}

function archiveBatch(state: HubSpotState, type: ObjectType, call: HubSpotCall): HubSpotAnswer {
  for (const { name } of inputsIn(call)) {
    const property = definitionsOf(state, type.name).find((one) => one.name === name && !one.archived)
    if (property) archive(state, property, type.name)
  }
  return [204, null]
}

function findProperty(state: HubSpotState, type: ObjectType, { params, query }: HubSpotCall): Definition {
  const archived = query.get('archived') === 'true'
  const found = definitionsOf(state, type.name).find(
    ({ name, archived: gone }) => name === params['name'] && gone === archived,
  )
  if (!found) throw notFound()
  return found
}

function replace(state: HubSpotState, type: string, old: Definition, made: Definition): void {
  const { name } = typeNamed(state, type)
  state.properties[name] = definitionsOf(state, name).map((one) => (one === old ? made : one))
}

function only(property: Definition, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(property).filter(([name]) => names.includes(name)))
}

function optionsIn(options: readonly object[] | undefined): { readonly options: Json } {
  const given = (options ?? []) as readonly JsonObject[]
  return { options: given.map((option, displayOrder) => ({ displayOrder, hidden: false, ...option })) }
}

function refuseMismatch({ type, fieldType, options }: z.infer<typeof newProperty>): void {
  const allowed = fieldTypes[type] ?? []
  if (!allowed.includes(fieldType)) throw invalid(`Property type ${type} does not go with field type ${fieldType}.`)
  const values = (options ?? []).map((option) => (isJsonObject(option) ? option['value'] : undefined))
  if (new Set(values).size < values.length) throw invalid('Property option values must be unique.')
}

const fieldTypes: Readonly<Record<string, readonly string[]>> = {
  string: ['text', 'textarea', 'html', 'file', 'phonenumber', 'calculation_equation'],
  number: ['number', 'calculation_equation'],
  date: ['date'],
  datetime: ['date', 'calculation_equation'],
  enumeration: ['select', 'radio', 'checkbox', 'booleancheckbox', 'calculation_equation'],
  bool: ['booleancheckbox', 'calculation_equation'],
}

const option = z.object({
  label: z.string(),
  value: z.string(),
  description: z.string().optional(),
  displayOrder: z.number().int().optional(),
  hidden: z.boolean().optional(),
})
const shown = {
  description: z.string().optional(),
  displayOrder: z.number().int().optional(),
  hidden: z.boolean().optional(),
  formField: z.boolean().optional(),
  options: z.array(option).optional(),
}
const type = z.enum(['string', 'number', 'date', 'datetime', 'enumeration', 'bool'])
const fieldType = z.string()
const newProperty = z.object({
  name: z.string().regex(/^[a-z][a-z0-9_]*$/, 'Property name must be lower case letters, digits and underscores'),
  label: z.string().min(1),
  type,
  fieldType,
  groupName: z.string().min(1),
  hasUniqueValue: z.boolean().optional(),
  externalOptions: z.boolean().optional(),
  ...shown,
})
const changedProperty = z.object({
  label: z.string().min(1).optional(),
  type: type.optional(),
  fieldType: fieldType.optional(),
  groupName: z.string().optional(),
  ...shown,
})
