import { z } from 'zod'
import type { JsonObject } from '../../lib/json.ts'
import { readInput } from './input.ts'
import { pageByPlace, paging } from './pages.ts'
import { conflict, invalid, notFound } from './refusal.ts'
import { type HubSpotAnswer, type HubSpotCall, type HubSpotRoute, objectIn } from './route.ts'
import { type HubSpotState, type Kept, nextId } from './state.ts'

const collection = '/settings/v3/users'
const item = `${collection}/:id`
const limits = { most: 100, usual: 100 }

/** The people who can log in to the portal, their roles and teams. */
export function userRoutes(state: HubSpotState): readonly HubSpotRoute[] {
  const read = { method: 'get', scopes: () => ['settings.users.read'] } as const
  const write = { method: 'post', scopes: () => ['settings.users.write'] } as const
  const results = (all: readonly Kept[]): HubSpotAnswer => [200, { results: all.map(({ fields }) => fields) }]
  return [
    { ...read, path: `${collection}/roles`, answer: () => results(state.roles) },
    {
      ...read,
      scopes: () => ['settings.users.teams.read'],
      path: `${collection}/teams`,
      answer: () => results(state.teams),
    },
    { ...read, path: collection, answer: (call) => list(state, call) },
    { ...write, path: collection, answer: (call) => create(state, call) },
    { ...read, path: item, answer: (call) => [200, findUser(state, call).fields] },
    { ...write, method: 'put', path: item, answer: (call) => change(state, findUser(state, call), call) },
    { ...write, method: 'delete', path: item, answer: (call) => remove(state, findUser(state, call)) },
  ]
}

function list(state: HubSpotState, { query }: HubSpotCall): HubSpotAnswer {
  const { items, after } = pageByPlace(state.users, query, limits)
  const results = items.map(({ fields }) => fields)
  return [200, { results, ...paging(after, { path: `${collection}/`, query }) }]
}

function create(state: HubSpotState, call: HubSpotCall): HubSpotAnswer {
  const { sendWelcomeEmail, ...input } = readInput(newUser, objectIn(call))
  const email = input.email.toLowerCase()
  if (state.users.some(({ fields }) => fields['email'] === email)) {
    throw conflict(`A user with the email address ${email} already exists.`)
  }
  const id = nextId(state)
  const fields = { id, ...withRole(state, input), email, superAdmin: false } as JsonObject
  state.users.push({ id, fields })
  return [201, { ...fields, sendWelcomeEmail: sendWelcomeEmail ?? false }]
}

function change(state: HubSpotState, user: Kept, call: HubSpotCall): HubSpotAnswer {
  user.fields = { ...user.fields, ...withRole(state, readInput(changedUser, objectIn(call))) }
  return [200, user.fields]
}

function remove(state: HubSpotState, user: Kept): HubSpotAnswer {
  if (user.fields['superAdmin'] === true && state.users.filter(({ fields }) => fields['superAdmin']).length === 1) {
    throw invalid('The last super admin cannot be removed.')
  }
  state.users = state.users.filter((one) => one !== user)
  return [204, null]
}

function findUser(state: HubSpotState, { params, query }: HubSpotCall): Kept {
  const named = (params['id'] ?? '').toLowerCase()
  const byAddress = query.get('idProperty') === 'EMAIL'
  const found = state.users.find(({ id, fields }) => (byAddress ? fields['email'] === named : id === named))
  if (!found) throw notFound()
  return found
}

function withRole(state: HubSpotState, input: z.infer<typeof changedUser>): JsonObject {
  const { roleId, primaryTeamId } = input
  if (roleId !== undefined && !state.roles.some(({ id }) => id === roleId)) {
    throw invalid(`The role ${roleId} does not exist.`, [], { roleId: [roleId] })
  }
  const teams = [...(primaryTeamId === undefined ? [] : [primaryTeamId]), ...(input.secondaryTeamIds ?? [])]
  const strange = teams.find((team) => !state.teams.some(({ id }) => id === team))
  if (strange !== undefined) throw invalid(`The team ${strange} does not exist.`, [], { teamId: [strange] })
  const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as JsonObject
  return { ...given, ...(roleId === undefined ? {} : { roleIds: [roleId] }) }
}

const common = {
  firstName: z.string().optional(),
  lastName: z.string().optional(),
  roleId: z.string().optional(),
  primaryTeamId: z.string().optional(),
  secondaryTeamIds: z.array(z.string()).optional(),
}
const newUser = z.object({
  email: z
    .string()
    .trim()
    .regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'not an email address'),
  sendWelcomeEmail: z.boolean().optional(),
  ...common,
})
const changedUser = z.object(common)
