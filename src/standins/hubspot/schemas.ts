import { z } from 'zod'
import type { JsonObject } from '../../lib/json.ts'
import { customLinkTypes } from './associations/link-types.ts'
import { readInput } from './input.ts'
import { definition, definitionsOf, standardDefinitions } from './properties/definitions.ts'
import { conflict, invalid, notFound } from './refusal.ts'
import { type HubSpotAnswer, type HubSpotCall, type HubSpotRoute, objectIn } from './route.ts'
import { type HubSpotState, nextId, now, type Schema } from './state.ts'

/** The portal's own types of objects, under both addresses that HubSpot gives them. */
export function schemaRoutes(state: HubSpotState): readonly HubSpotRoute[] {
  return ['/crm/v3/schemas', '/crm-object-schemas/v3/schemas'].flatMap((path) => routesAt(state, path))
}

function routesAt(state: HubSpotState, collection: string): HubSpotRoute[] {
  const read = { method: 'get', scopes: () => ['crm.schemas.custom.read', 'crm.schemas.custom.write'] } as const
  const write = { method: 'post', scopes: () => ['crm.schemas.custom.write'] } as const
  const item = `${collection}/:type`
  return [
    { ...read, path: collection, answer: (call) => list(state, call) },
    { ...write, path: collection, answer: (call) => [201, schemaView(state, createSchema(state, objectIn(call)))] },
    { ...read, path: item, answer: (call) => [200, schemaView(state, findSchema(state, call))] },
    { ...write, method: 'patch', path: item, answer: (call) => change(findSchema(state, call), call) },
    { ...write, method: 'delete', path: item, answer: (call) => remove(state, findSchema(state, call)) },
  ]
}

/** Without the properties that belong to every type: HubSpot shows those, too, and so does this. */
export function schemaView(
  state: HubSpotState,
  { fields, objectTypeId, fullyQualifiedName, name }: Schema,
): JsonObject {
  const kinds = state.linkTypes.filter(({ from }) => from === fullyQualifiedName)
  const associations = kinds.map((kind) => ({
    fromObjectTypeId: objectTypeId,
    toObjectTypeId: standardIds[kind.to] ?? kind.to,
    name: kind.name,
    cardinality: 'ONE_TO_MANY',
    inverseCardinality: 'ONE_TO_MANY',
    id: String(kind.id),
    createdAt: null,
    updatedAt: null,
  }))
  const properties = definitionsOf(state, fullyQualifiedName)
  return { ...fields, name, objectTypeId, fullyQualifiedName, properties, associations }
}

export function addSchema(state: HubSpotState, name: string, fields: JsonObject): Schema {
  const id = nextId(state)
  const objectTypeId = `2-${id.slice(-8)}`
  const fullyQualifiedName = `p${state.portalId}_${name}`
  const made: Schema = { name, objectTypeId, fullyQualifiedName, fields: { ...fields, id: objectTypeId } }
  state.schemas.push(made)
  state.properties[fullyQualifiedName] = [
    ...standardDefinitions(fullyQualifiedName),
    ...['hs_createdate', 'hs_lastmodifieddate'].map((date) =>
      definition({
        name: date,
        label: date,
        type: 'datetime',
        fieldType: 'date',
        groupName: name,
        hubspotDefined: true,
      }),
    ),
  ]
  state.propertyGroups[fullyQualifiedName] = [
    { name: `${name}_information`, label: name, displayOrder: 0, archived: false },
  ]
  state.linkTypes.push(...customLinkTypes(state, fullyQualifiedName, Number(id.slice(-5))))
  return made
}

function list(state: HubSpotState, { query }: HubSpotCall): HubSpotAnswer {
  const archived = query.get('archived') === 'true'
  return [200, { results: archived ? [] : state.schemas.map((schema) => schemaView(state, schema)) }]
}

function createSchema(state: HubSpotState, sent: JsonObject): Schema {
  const { name, properties, associatedObjects: _ends, ...input } = readInput(newSchema, sent)
  if (state.schemas.some((schema) => schema.name === name)) {
    throw conflict(`An object schema named '${name}' already exists.`)
  }
  const defined = properties.map((property) => property.name)
  const strange = input.requiredProperties.find((one) => !defined.includes(one))
  if (strange !== undefined) throw invalid(`The required property ${strange} is not among the properties.`)
  const at = now()
  const made = addSchema(state, name, { ...(input as JsonObject), createdAt: at, updatedAt: at, archived: false })
  const own = properties.map((property) =>
    definition({ groupName: `${name}_information`, ...(property as JsonObject), createdAt: at, updatedAt: at }),
  )
  state.properties[made.fullyQualifiedName] = [...own, ...definitionsOf(state, made.fullyQualifiedName)]
  return made
}

function change(schema: Schema, call: HubSpotCall): HubSpotAnswer {
  schema.fields = { ...schema.fields, ...(readInput(changedSchema, objectIn(call)) as JsonObject), updatedAt: now() }
  const { name, objectTypeId, fullyQualifiedName } = schema
  return [200, { ...schema.fields, name, objectTypeId, fullyQualifiedName }]
}

function remove(state: HubSpotState, schema: Schema): HubSpotAnswer {
  const records = state.records[schema.fullyQualifiedName] ?? []
  if (records.some(({ archivedAt }) => archivedAt === undefined)) {
    throw invalid(`The object type ${schema.name} still has objects and cannot be deleted.`)
  }
  state.schemas = state.schemas.filter((one) => one !== schema)
  return [204, null]
}

function findSchema(state: HubSpotState, { params }: HubSpotCall): Schema {
  const asked = (params['type'] ?? '').toLowerCase()
  const found = state.schemas.find(({ name, objectTypeId, fullyQualifiedName }) =>
    [name, objectTypeId, fullyQualifiedName, `p_${name}`].some((one) => one.toLowerCase() === asked),
  )
  if (!found) throw notFound()
  return found
}

const standardIds: Readonly<Record<string, string>> = {
  contacts: '0-1',
  companies: '0-2',
  deals: '0-3',
  tickets: '0-5',
}

const labels = z.object({ singular: z.string().optional(), plural: z.string().optional() })
const shown = {
  description: z.string().optional(),
  primaryDisplayProperty: z.string().optional(),
  secondaryDisplayProperties: z.array(z.string()).optional(),
  searchableProperties: z.array(z.string()).optional(),
}
const property = z.looseObject({ name: z.string(), label: z.string(), type: z.string(), fieldType: z.string() })
const newSchema = z.object({
  name: z.string().regex(/^[a-z][a-z0-9_]*$/i, 'Object name must be letters, digits and underscores'),
  labels,
  requiredProperties: z.array(z.string()),
  properties: z.array(property).min(1),
  associatedObjects: z.array(z.string()),
  ...shown,
})
const changedSchema = z.object({
  labels: labels.optional(),
  requiredProperties: z.array(z.string()).optional(),
  ...shown,
})
