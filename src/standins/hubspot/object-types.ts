import { invalid } from './refusal.ts'
import type { HubSpotState } from './state.ts'

/** A type of CRM record. */
export interface ObjectType {
  /** As it is written in paths, such as `contacts`. */
  readonly name: string
  /** As it is written in the names of associations, such as `contact`. */
  readonly singular: string
  readonly id: string
  /** What is answered when no properties are asked for. */
  readonly defaults: readonly string[]
  readonly created: string
  readonly modified: string
  /** What must be given to make one. */
  readonly required: readonly string[]
  readonly scopes: { readonly read: readonly string[]; readonly write: readonly string[] }
  /** What definitions of properties and pipelines are guarded by, beside the scopes of the records. */
  readonly schemaScopes: { readonly read: readonly string[]; readonly write: readonly string[] }
}

/** A type by any of its names: `contacts`, `contact`, `0-1`, or those of a custom type. A 400 when there is none. */
export function typeNamed(state: HubSpotState, name: string): ObjectType {
  const asked = name.toLowerCase()
  const known = standard.find((type) => [type.name, type.singular, type.id].includes(asked))
  if (known) return known
  const schema = state.schemas.find(({ name: own, objectTypeId, fullyQualifiedName }) =>
    [own, objectTypeId, fullyQualifiedName, `p_${own}`].some((one) => one.toLowerCase() === asked),
  )
  if (!schema) throw invalid(`Unable to infer object type from: ${name}`)
  return customType(schema.fullyQualifiedName, schema.objectTypeId)
}

function customType(name: string, id: string): ObjectType {
  return {
    name,
    singular: name,
    id,
    required: [],
    defaults: ['hs_createdate', 'hs_lastmodifieddate', 'hs_object_id'],
    created: 'hs_createdate',
    modified: 'hs_lastmodifieddate',
    scopes: accessTo('crm.objects.custom'),
    schemaScopes: accessTo('crm.schemas.custom'),
  }
}

/** Types that HubSpot has and this stand-in lacks. */
export function isMissingType(name: string): boolean {
  return missing.includes(name)
}

export function typesOf(state: HubSpotState): ObjectType[] {
  return [
    ...standard,
    ...state.schemas.map(({ fullyQualifiedName, objectTypeId }) => customType(fullyQualifiedName, objectTypeId)),
  ]
}

const missing =
  'appointments carts courses deal_splits discounts feedback_submissions fees goal_targets invoices leads listings orders partner_clients payments projects quotes services subscriptions taxes users'.split(
    ' ',
  )

interface About {
  readonly defaults: string
  readonly created?: string
  readonly modified?: string
  readonly required?: readonly string[]
  /** Stems of scopes: `.read` and `.write` come after. */
  readonly scopes?: readonly string[]
  /** Whole names of scopes that allow everything. */
  readonly also?: readonly string[]
}

const engagement: About = {
  defaults: '',
  created: 'hs_createdate',
  required: ['hs_timestamp'],
  scopes: ['crm.objects.contacts'],
}

const standard: readonly ObjectType[] = [
  type('contacts', 'contact', '0-1', { defaults: 'email firstname lastname', modified: 'lastmodifieddate' }),
  type('companies', 'company', '0-2', { defaults: 'domain name' }),
  type('deals', 'deal', '0-3', { defaults: 'amount closedate dealname dealstage pipeline' }),
  type('tickets', 'ticket', '0-5', {
    defaults: 'content hs_pipeline hs_pipeline_stage hs_ticket_category hs_ticket_priority subject',
    required: ['hs_pipeline_stage'],
    also: ['tickets'],
  }),
  type('products', 'product', '0-7', { defaults: 'description name price', also: ['e-commerce'] }),
  type('line_items', 'line_item', '0-8', { defaults: 'hs_product_id quantity', also: ['e-commerce'] }),
  type('tasks', 'task', '0-27', engagement),
  type('notes', 'note', '0-46', engagement),
  type('meetings', 'meeting_event', '0-47', engagement),
  type('calls', 'call', '0-48', engagement),
  type('emails', 'email', '0-49', engagement),
  type('communications', 'communication', '0-18', engagement),
  type('postal_mail', 'postal_mail', '0-116', engagement),
]

function type(name: string, singular: string, id: string, about: About): ObjectType {
  const { created = 'createdate', modified = 'hs_lastmodifieddate', required = [], also = [] } = about
  const { scopes = [`crm.objects.${name}`] } = about
  const own = about.defaults.split(' ').filter(Boolean)
  const access = (verb: string) => [...also, ...scopes.map((stem) => `${stem}.${verb}`)]
  return {
    name,
    singular,
    id,
    created,
    modified,
    required,
    defaults: [...own, created, modified, 'hs_object_id'].toSorted(),
    scopes: { read: access('read'), write: access('write') },
    schemaScopes: accessTo(`crm.schemas.${name}`),
  }
}

function accessTo(stem: string): ObjectType['scopes'] {
  return { read: [`${stem}.read`], write: [`${stem}.write`] }
}
