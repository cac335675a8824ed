import { z } from 'zod'
import type { JsonObject } from '../../lib/json.ts'
import { etagOf, withEtag } from '../google/etag.ts'
import { mergePatch } from '../google/merge-patch.ts'
import { continuation, pageOf, type Tokens } from '../google/pages.ts'
import { notFound, refuse } from '../google/refusal.ts'
import type { GoogleCall, GoogleRoute } from '../google/route.ts'
import { readSyncToken } from './events/list-events.ts'
import { acceptedScopes } from './scopes.ts'
import { type Calendar, type CalendarState, findCalendar, nextRevision, requireRole, type Stored } from './state.ts'

const collection = '/calendar/v3/calendars/:calendarId/acl'
const item = `${collection}/:ruleId`
const limits = { most: 250, given: 5 }

export function aclRoutes(state: CalendarState, tokens: Tokens): readonly GoogleRoute[] {
  const owned = (call: GoogleCall) => {
    const calendar = findCalendar(state, call.params['calendarId'] ?? '')
    requireRole(calendar, 'owner')
    return calendar
  }
  const route = (name: string, method: GoogleRoute['method']) => ({
    operation: `calendar.v3.Acl.${name}`,
    method,
    scopes: method === 'get' ? acceptedScopes.readAcl : acceptedScopes.writeAcl,
  })
  return [
    { ...route('List', 'get'), path: collection, answer: (call) => listRules(state, owned(call), { call, tokens }) },
    { ...route('Get', 'get'), path: item, answer: (call) => withEtag(ruleOf(owned(call), call).resource) },
    { ...route('Insert', 'post'), path: collection, answer: (call) => insertRule(state, owned(call), call) },
    { ...route('Patch', 'patch'), path: item, answer: (call) => changeRule(state, ruleOf(owned(call), call), call) },
    { ...route('Update', 'put'), path: item, answer: (call) => changeRule(state, ruleOf(owned(call), call), call) },
    { ...route('Delete', 'delete'), path: item, answer: (call) => deleteRule(state, owned(call), call) },
  ]
}

function listRules(
  state: CalendarState,
  calendar: Calendar,
  { call, tokens }: { call: GoogleCall; tokens: Tokens },
): JsonObject {
  const list = `acl/${calendar.id}`
  const token = call.query.get('syncToken') ?? ''
  const since = token === '' ? undefined : readSyncToken(tokens, token, list)
  const shown = calendar.rules.filter((rule) =>
    since === undefined
      ? rule.resource['role'] !== 'none' || call.query.get('showDeleted') === 'true'
      : rule.revision > since,
  )
  const page = pageOf(shown, call.query, list, { tokens, limits })
  return {
    kind: 'calendar#acl',
    etag: etagOf([list, state.revision]),
    ...continuation(page, () => tokens.seal('sync', state.revision, list)),
    items: page.items.map((rule) => withEtag(rule.resource)),
  }
}

/** A rule for somebody who has one already replaces it. */
function insertRule(state: CalendarState, calendar: Calendar, { body }: GoogleCall): JsonObject {
  const { role, scope } = readInput(body)
  if (!role) throw refuse(400, { reason: 'required', message: 'Missing role.' })
  if (!scope) throw refuse(400, { reason: 'required', message: 'Missing scope.' })
  const { type } = scope
  const value = scope.value?.trim().toLowerCase() ?? ''
  if (type !== 'default' && !valid[type].test(value))
    throw refuse(400, { reason: 'invalid', message: 'Invalid scope value.' })
  const id = type === 'default' ? 'default' : `${type}:${value}`
  const resource = { kind: 'calendar#aclRule', id, scope: type === 'default' ? { type } : { type, value }, role }
  const known = calendar.rules.find((rule) => rule.id === id)
  if (known) return change(state, known, resource)
  calendar.rules.push({ id, resource, revision: nextRevision(state) })
  return withEtag(resource)
}

const valid = { user: /^[^@\s]+@[^@\s]+$/, group: /^[^@\s]+@[^@\s]+$/, domain: /^[^@\s]+\.[^@\s]+$/ }

function changeRule(state: CalendarState, rule: Stored, { body }: GoogleCall): JsonObject {
  const { role } = readInput(body)
  return change(state, rule, mergePatch(rule.resource, role ? { role } : {}))
}

function deleteRule(state: CalendarState, calendar: Calendar, call: GoogleCall): undefined {
  const rule = ruleOf(calendar, call)
  if (rule.id === `user:${state.owner}` && calendar.id === state.owner) {
    throw refuse(403, {
      domain: 'calendar',
      reason: 'cannotChangeOwnAcl',
      message: 'Cannot change your own access level.',
    })
  }
  change(state, rule, { ...rule.resource, role: 'none' })
}

function change(state: CalendarState, rule: Stored, resource: JsonObject): JsonObject {
  rule.resource = resource
  rule.revision = nextRevision(state)
  return withEtag(resource)
}

function ruleOf(calendar: Calendar, { params }: GoogleCall): Stored {
  const rule = calendar.rules.find((candidate) => candidate.id === params['ruleId'])
  if (!rule || rule.resource['role'] === 'none') throw notFound()
  return rule
}

function readInput(body: JsonObject): z.infer<typeof ruleInput> {
  const read = ruleInput.safeParse(body)
  if (read.success) return read.data
  throw refuse(400, { reason: 'invalid', message: `Invalid value for: ${read.error.issues[0]?.path.join('.') ?? ''}` })
}

const ruleInput = z.object({
  role: z.enum(['none', 'freeBusyReader', 'reader', 'writer', 'owner']).nullish(),
  scope: z.object({ type: z.enum(['default', 'user', 'group', 'domain']), value: z.string().nullish() }).nullish(),
})
