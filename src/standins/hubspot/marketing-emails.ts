import { z } from 'zod'
import type { JsonObject } from '../../lib/json.ts'
import { readInput } from './input.ts'
import { pageByPlace, paging } from './pages.ts'
import { invalid, notFound } from './refusal.ts'
import { type HubSpotAnswer, type HubSpotCall, type HubSpotRoute, objectIn } from './route.ts'
import { type HubSpotState, type Kept, nextId, now } from './state.ts'

const collection = '/marketing/v3/emails'
const item = `${collection}/:id`
const limits = { most: 100, usual: 10 }

export function marketingEmailRoutes(state: HubSpotState): readonly HubSpotRoute[] {
  const read = { method: 'get', scopes: () => ['content', 'crm.objects.marketing_emails.read'] } as const
  const write = { method: 'post', scopes: () => ['content', 'crm.objects.marketing_emails.write'] } as const
  const found = (call: HubSpotCall) => findEmail(state, call)
  return [
    { ...read, path: collection, answer: (call) => list(state, call) },
    { ...write, path: collection, answer: (call) => create(state, call) },
    { ...write, path: `${collection}/clone`, answer: (call) => clone(state, call) },
    { ...read, path: item, answer: (call) => [200, chosen(found(call).fields, call.query)] },
    { ...write, method: 'patch', path: item, answer: (call) => change(state, found(call), call) },
    { ...write, method: 'delete', path: item, answer: (call) => remove(state, found(call)) },
    { ...write, path: `${item}/publish`, answer: (call) => publish(found(call), true) },
    { ...write, path: `${item}/unpublish`, answer: (call) => publish(found(call), false) },
    { ...read, path: `${item}/draft`, answer: (call) => [200, found(call).fields] },
    { ...write, method: 'patch', path: `${item}/draft`, answer: (call) => change(state, found(call), call) },
  ]
}

function list(state: HubSpotState, { query }: HubSpotCall): HubSpotAnswer {
  const all = state.marketingEmails.map(({ fields }) => fields).filter((email) => isWanted(email, query))
  const { items, after } = pageByPlace(sorted(all, query.get('sort')), query, limits)
  const results = items.map((email) => chosen(email, query))
  return [200, { total: all.length, results, ...paging(after, { path: collection, query }) }]
}

function create(state: HubSpotState, call: HubSpotCall): HubSpotAnswer {
  return [201, keep(state, readInput(newEmail, objectIn(call)) as JsonObject)]
}

function clone(state: HubSpotState, call: HubSpotCall): HubSpotAnswer {
  const { id, cloneName, language } = readInput(wantedClone, objectIn(call))
  const original = state.marketingEmails.find((email) => email.id === id)
  if (!original) throw notFound()
  const { publishDate: _date, publishedAt: _at, publishedById: _by, ...fields } = original.fields
  const own = {
    ...fields,
    name: cloneName ?? `${String(fields['name'])} (clone)`,
    clonedFrom: id,
    state: 'DRAFT',
    isPublished: false,
    ...(language === undefined ? {} : { language }),
  }
  return [200, keep(state, own)]
}

function change(state: HubSpotState, email: Kept, call: HubSpotCall): HubSpotAnswer {
  const input = readInput(changedEmail, objectIn(call)) as JsonObject
  const updatedById = String(state.identity.userId)
  email.fields = { ...email.fields, ...input, updatedAt: now(), updatedById }
  return [200, email.fields]
}

function remove(state: HubSpotState, email: Kept): HubSpotAnswer {
  state.marketingEmails = state.marketingEmails.filter((one) => one !== email)
  return [204, null]
}

function publish(email: Kept, isPublished: boolean): HubSpotAnswer {
  const fields: JsonObject = { ...email.fields, isPublished, state: isPublished ? 'PUBLISHED' : 'DRAFT' }
  email.fields = { ...fields, updatedAt: now(), ...(isPublished ? { publishedAt: now() } : {}) }
  return [204, null]
}

function keep(state: HubSpotState, own: JsonObject): JsonObject {
  const id = nextId(state)
  const at = now()
  const by = String(state.identity.userId)
  const stamped = { ...own, archived: false, id, createdAt: at, updatedAt: at, createdById: by, updatedById: by }
  const fields: JsonObject = { ...blankEmail(state), ...stamped }
  state.marketingEmails.push({ id, fields })
  return fields
}

/** What an e-mail has of which nothing was said. */
export function blankEmail({ identity }: HubSpotState): JsonObject {
  return {
    activeDomain: identity.hubDomain,
    businessUnitId: '0',
    content: { templatePath: '@hubspot/email/dnd/plain_text.html', widgets: {}, flexAreas: {} },
    emailTemplateMode: 'DRAG_AND_DROP',
    from: { fromName: '', replyTo: identity.user },
    isAb: false,
    isPublished: false,
    isTransactional: false,
    jitterSendTime: false,
    language: 'en',
    sendOnPublish: true,
    state: 'DRAFT',
    subcategory: 'batch',
    subject: '',
    subscriptionDetails: {},
    testing: {},
    to: { contactIds: { include: [], exclude: [] }, contactIlsLists: { include: [], exclude: [] } },
    type: 'BATCH_EMAIL',
  }
}

function isWanted(email: JsonObject, query: URLSearchParams): boolean {
  const type = query.get('type')
  const published = query.get('isPublished')
  const time = (name: string) => Date.parse(String(email[name] ?? ''))
  const bound = (name: string) => timeIn(query, name)
  return (
    (type === null || email['type'] === type) &&
    (published === null || String(email['isPublished']) === published) &&
    email['archived'] === (query.get('archived') === 'true') &&
    !(bound('createdAfter') >= time('createdAt') || bound('createdBefore') <= time('createdAt')) &&
    !(bound('updatedAfter') >= time('updatedAt') || bound('updatedBefore') <= time('updatedAt'))
  )
}

// Not a number when absent: every comparison with it fails.
function timeIn(query: URLSearchParams, name: string): number {
  const text = query.get(name)
  if (text === null) return Number.NaN
  const time = /^\d+$/.test(text) ? Number(text) : Date.parse(text)
  if (Number.isNaN(time)) throw invalid(`Unable to parse value for ${name}: ${text}`)
  return time
}

function sorted(emails: readonly JsonObject[], sort: string | null): readonly JsonObject[] {
  const field = sort?.replace(/^-/, '')
  if (field === undefined) return emails
  if (!['name', 'createdAt', 'updatedAt', 'createdBy', 'updatedBy'].includes(field)) {
    throw invalid(`Invalid sort field: ${field}`)
  }
  const ordered = emails.toSorted((one, other) => String(one[field]).localeCompare(String(other[field])))
  return sort?.startsWith('-') ? ordered.toReversed() : ordered
}

function chosen(email: JsonObject, query: URLSearchParams): JsonObject {
  const names = query.getAll('includedProperties').flatMap((value) => value.split(','))
  if (names.length === 0) return email
  return Object.fromEntries(Object.entries(email).filter(([name]) => names.includes(name) || name === 'id'))
}

function findEmail(state: HubSpotState, { params }: HubSpotCall): Kept {
  const found = state.marketingEmails.find(({ id }) => id === params['id'])
  if (!found) throw notFound()
  return found
}

const recipients = z.looseObject({ include: z.array(z.string()).optional(), exclude: z.array(z.string()).optional() })
const shown = {
  subject: z.string(),
  from: z.object({ fromName: z.string(), replyTo: z.string(), customReplyTo: z.string() }).partial(),
  to: z.looseObject({ contactIds: recipients.optional(), contactLists: recipients.optional() }),
  content: z.looseObject({ plainTextVersion: z.string().optional(), templatePath: z.string().optional() }),
  language: z.string(),
  campaign: z.string(),
  activeDomain: z.string(),
  businessUnitId: z.union([z.string(), z.number()]).transform(String),
  state: z.string(),
  subcategory: z.string(),
  archived: z.boolean(),
  sendOnPublish: z.boolean(),
  jitterSendTime: z.boolean(),
  publishDate: z.string(),
  subscriptionDetails: z.looseObject({}),
  webversion: z.looseObject({}),
  testing: z.looseObject({}),
  rssData: z.looseObject({}),
  feedbackSurveyId: z.string(),
}
const changedEmail = z.object({ name: z.string().min(1), ...shown }).partial()
const newEmail = z.object({ name: z.string().min(1), ...z.object(shown).partial().shape })
const wantedClone = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  cloneName: z.string().optional(),
  language: z.string().optional(),
})
