import { z } from 'zod'
import type { JsonObject } from '../../../lib/json.ts'
import { readInput } from '../input.ts'
import { typeNamed } from '../object-types.ts'
import { conflict, notFound } from '../refusal.ts'
import { type HubSpotCall, type HubSpotRoute, objectIn } from '../route.ts'
import type { HubSpotState } from '../state.ts'
import { propertyAccess } from './scopes.ts'

const collection = '/crm/v3/properties/:type/groups'
const item = `${collection}/:name`

/** The groups that properties are shown in. */
export function groupRoutes(state: HubSpotState): readonly HubSpotRoute[] {
  const read = { method: 'get', scopes: propertyAccess(state, 'read') } as const
  const write = { method: 'post', scopes: propertyAccess(state, 'write') } as const
  const keep = (call: HubSpotCall, change: (group: JsonObject) => JsonObject) => {
    const old = findGroup(state, call)
    const made = change(old)
    const type = typeOf(state, call)
    state.propertyGroups[type] = groupsOf(state, type).map((one) => (one === old ? made : one))
    return made
  }
  return [
    {
      ...read,
      path: collection,
      answer: (call) => [
        200,
        { results: groupsOf(state, typeOf(state, call)).filter((one) => one['archived'] === false) },
      ],
    },
    { ...write, path: collection, answer: (call) => [201, createGroup(state, call)] },
    { ...read, path: item, answer: (call) => [200, findGroup(state, call)] },
    {
      ...write,
      method: 'patch',
      path: item,
      answer: (call) => [
        200,
        keep(call, (old) => ({ ...old, ...(readInput(changedGroup, objectIn(call)) as JsonObject) })),
      ],
    },
    {
      ...write,
      method: 'delete',
      path: item,
      answer: (call) => {
        keep(call, (old) => ({ ...old, archived: true }))
        return [204, null]
      },
    },
  ]
}

function createGroup(state: HubSpotState, call: HubSpotCall): JsonObject {
  const input = readInput(newGroup, objectIn(call))
  const type = typeOf(state, call)
  const groups = groupsOf(state, type)
  if (groups.some(({ name }) => name === input.name)) {
    throw conflict(`A property group named '${input.name}' already exists.`)
  }
  const made = { displayOrder: -1, ...(input as JsonObject), archived: false }
  state.propertyGroups[type] = [...groups, made]
  return made
}

function findGroup(state: HubSpotState, call: HubSpotCall): JsonObject {
  const found = groupsOf(state, typeOf(state, call)).find(
    ({ name, archived }) => name === call.params['name'] && archived === false,
  )
  if (!found) throw notFound()
  return found
}

function groupsOf(state: HubSpotState, type: string): readonly JsonObject[] {
  return state.propertyGroups[type] ?? []
}

function typeOf(state: HubSpotState, { params }: HubSpotCall): string {
  return typeNamed(state, params['type'] ?? '').name
}

const newGroup = z.object({
  name: z.string().min(1),
  label: z.string().min(1),
  displayOrder: z.number().int().optional(),
})
const changedGroup = z.object({ label: z.string().min(1).optional(), displayOrder: z.number().int().optional() })
