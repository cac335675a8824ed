import type { JsonObject } from '../../lib/json.ts'
import { accountObject, type AccountObject, type AccountState } from '../stand-in.ts'
import { linkTypeNamed } from './associations/link-types.ts'
import { listView } from './lists.ts'
import { type ObjectType, typesOf } from './object-types.ts'
import { isStandard } from './properties/definitions.ts'
import { wholeRecordView } from './records/record-view.ts'
import { schemaView } from './schemas.ts'
import type { HubSpotState, Kept, Link } from './state.ts'

/** The whole portal. Of what every portal has alike, such as HubSpot's own properties, only what was changed here. */
export function snapshotHubSpot(state: HubSpotState): AccountState {
  return [
    accountObject('account', String(state.portalId), state.account, []),
    ...typesOf(state).flatMap((type) => recordsIn(state, type)),
    ...state.links.map((link) => associationIn(state, link)),
    ...typesOf(state).flatMap(({ name }) => definitionsIn(state, name)),
    ...Object.entries(state.pipelines).flatMap(([type]) => pipelinesIn(state, type)),
    ...state.schemas.map((schema) => {
      const { properties: _properties, ...fields } = schemaView(state, schema)
      return accountObject('schemas', schema.objectTypeId, fields, ['objectTypeId', 'fullyQualifiedName', 'name'])
    }),
    ...all('owners', state.owners, ['id', 'email']),
    ...all('users', state.users, ['id', 'email']),
    ...all('roles', state.roles, ['id', 'name']),
    ...all('teams', state.teams, ['id', 'name']),
    ...all('forms', state.forms, ['id', 'name']),
    ...all('marketingEmails', state.marketingEmails, ['id', 'name']),
    ...all('flows', state.flows, ['id', 'name']),
    ...state.lists.map((list) => {
      const fields = { ...listView(list), members: list.members.map(({ id }) => id) }
      return accountObject('lists', list.id, fields, ['listId', 'name'])
    }),
  ]
}

function recordsIn(state: HubSpotState, type: ObjectType): AccountObject[] {
  const isOwn = state.schemas.some(({ fullyQualifiedName }) => fullyQualifiedName === type.name)
  // A custom type is called differently in every portal.
  const collection = isOwn
    ? `custom objects ${state.schemas.findIndex((one) => one.fullyQualifiedName === type.name)}`
    : type.name
  const names = ['id', ...(namedBy[type.name] ?? []).map((name) => `properties.${name}`)]
  return (state.records[type.name] ?? []).map((record) =>
    accountObject(collection, record.id, wholeRecordView(state, type, record), names),
  )
}

const namedBy: Readonly<Record<string, readonly string[]>> = {
  contacts: ['email'],
  companies: ['domain', 'name'],
  deals: ['dealname'],
  tickets: ['subject'],
  products: ['name', 'hs_sku'],
  tasks: ['hs_task_subject'],
}

function associationIn(state: HubSpotState, { from, to, types }: Link): AccountObject {
  const kinds = types.map((id) => linkTypeNamed(state, from.type, to.type, id))
  const fields: JsonObject = {
    fromObjectType: from.type,
    fromObjectId: from.id,
    toObjectType: to.type,
    toObjectId: to.id,
    types: kinds.map(({ name }) => name),
  }
  return accountObject('associations', `${from.id}/${to.id}`, fields, [])
}

function definitionsIn(state: HubSpotState, type: string): AccountObject[] {
  const definitions = (state.properties[type] ?? []).filter(
    (property) => !isStandard(property) || property['updatedUserId'] !== undefined,
  )
  const groups = (state.propertyGroups[type] ?? []).filter(
    ({ displayOrder, archived }) => displayOrder !== 0 || archived,
  )
  return [
    ...definitions.map((property) =>
      accountObject('properties', `${type}/${property.name}`, { objectType: type, ...property }, ['label']),
    ),
    ...groups.map((group) =>
      accountObject('propertyGroups', `${type}/${String(group['name'])}`, { objectType: type, ...group }, [
        'name',
        'label',
      ]),
    ),
  ]
}

// An id that every portal has names nothing of this one in particular.
function pipelinesIn(state: HubSpotState, type: string): AccountObject[] {
  const named = (id: string) => (/^\d{9,}$/.test(id) ? ['id', 'label'] : ['label'])
  return (state.pipelines[type] ?? []).flatMap((pipeline) => [
    accountObject('pipelines', `${type}/${pipeline.id}`, { objectType: type, ...pipeline.fields }, named(pipeline.id)),
    ...pipeline.stages.map(({ id, fields }) => {
      const place = { objectType: type, pipelineId: pipeline.id }
      return accountObject('pipelineStages', `${type}/${pipeline.id}/${id}`, { ...place, ...fields }, named(id))
    }),
  ])
}

function all(collection: string, kept: readonly Kept[], names: readonly string[]): AccountObject[] {
  return kept.map(({ id, fields }) => accountObject(collection, id, fields, names))
}
