import type { Client } from '@hubspot/api-client'
import type { Page } from './client.ts'

/** A record as every part of the client shows it. */
export interface CrmRecord {
  readonly id: string
  readonly properties: Readonly<Record<string, string | null>>
  readonly propertiesWithHistory?: Readonly<Record<string, readonly { value: string; timestamp: Date }[]>>
  readonly associations?: Readonly<Record<string, { readonly results: readonly { id: string; type: string }[] }>>
  readonly createdAt: Date
  readonly updatedAt: Date
  readonly archived?: boolean
  readonly archivedAt?: Date
}

type Properties = Readonly<Record<string, string>>

/** What the client can do with records of one type; each type has a part of it, and all are alike. */
export interface Records {
  readonly basicApi: {
    create(input: { properties: Properties; associations: Association[] }): Promise<CrmRecord>
    // The places of the arguments are the client's.
    getById(id: string, ...wish: [...Wish, by?: string]): Promise<CrmRecord>
    getPage(limit?: number, after?: string, ...wish: Wish): Promise<Page<CrmRecord>>
    update(id: string, input: { properties: Properties }, idProperty?: string): Promise<CrmRecord>
    archive(id: string): Promise<void>
  }
}

type Wish = [properties?: string[], withHistory?: string[], associations?: string[], archived?: boolean]

export interface Association {
  to: { id: string }
  types: { associationCategory: never; associationTypeId: number }[]
}

/** A type of record, what makes one, what changes it, and what is answered when nothing is asked for. */
export interface Kind {
  readonly type: string
  readonly typeId: string
  readonly of: (client: Client) => Records
  readonly make: Properties
  readonly change: Properties
  readonly defaults: string
  /** What has to be given. */
  readonly required?: string
}

const now = '2026-03-04T05:06:07Z'
const engagement = { defaults: 'hs_createdate hs_lastmodifieddate hs_object_id', required: 'hs_timestamp' }

export const kinds: readonly Kind[] = [
  {
    type: 'contacts',
    typeId: '0-1',
    of: ({ crm }) => crm.contacts,
    make: { email: 'ann@judge.example', firstname: 'Ann' },
    change: { lastname: 'Lee' },
    defaults: 'createdate email firstname hs_object_id lastmodifieddate lastname',
  },
  {
    type: 'companies',
    typeId: '0-2',
    of: ({ crm }) => crm.companies,
    make: { name: 'Judges', domain: 'judge.example' },
    change: { city: 'The Hague' },
    defaults: 'createdate domain hs_lastmodifieddate hs_object_id name',
  },
  {
    type: 'deals',
    typeId: '0-3',
    of: ({ crm }) => crm.deals,
    make: { dealname: 'A deal', amount: '12.5' },
    change: { dealname: 'Another' },
    defaults: 'amount closedate createdate dealname dealstage hs_lastmodifieddate hs_object_id pipeline',
  },
  {
    type: 'tickets',
    typeId: '0-5',
    of: ({ crm }) => crm.tickets,
    make: { subject: 'A ticket', hs_pipeline_stage: '1' },
    change: { content: 'More' },
    defaults:
      'content createdate hs_lastmodifieddate hs_object_id hs_pipeline hs_pipeline_stage hs_ticket_category hs_ticket_priority subject',
    required: 'hs_pipeline_stage',
  },
  {
    type: 'products',
    typeId: '0-7',
    of: ({ crm }) => crm.products,
    make: { name: 'A product', price: '9.99' },
    change: { description: 'Good' },
    defaults: 'createdate description hs_lastmodifieddate hs_object_id name price',
  },
  {
    type: 'line_items',
    typeId: '0-8',
    of: ({ crm }) => crm.lineItems,
    make: { name: 'A line', quantity: '3' },
    change: { price: '2' },
    defaults: 'createdate hs_lastmodifieddate hs_object_id hs_product_id quantity',
  },
  {
    type: 'tasks',
    typeId: '0-27',
    of: ({ crm }) => crm.objects.tasks,
    make: { hs_timestamp: now, hs_task_subject: 'A task' },
    change: { hs_task_subject: 'Another' },
    ...engagement,
  },
  {
    type: 'notes',
    typeId: '0-46',
    of: ({ crm }) => crm.objects.notes,
    make: { hs_timestamp: now, hs_note_body: '<p>A <b>note</b></p>' },
    change: { hs_note_body: 'Another' },
    ...engagement,
  },
  {
    type: 'meetings',
    typeId: '0-47',
    of: ({ crm }) => crm.objects.meetings,
    make: { hs_timestamp: now, hs_meeting_title: 'A meeting' },
    change: { hs_meeting_title: 'Another' },
    ...engagement,
  },
  {
    type: 'calls',
    typeId: '0-48',
    of: ({ crm }) => crm.objects.calls,
    make: { hs_timestamp: now, hs_call_title: 'A call' },
    change: { hs_call_title: 'Another' },
    ...engagement,
  },
  {
    type: 'emails',
    typeId: '0-49',
    of: ({ crm }) => crm.objects.emails,
    make: { hs_timestamp: now, hs_email_subject: 'An e-mail' },
    change: { hs_email_subject: 'Another' },
    ...engagement,
  },
  {
    type: 'communications',
    typeId: '0-18',
    of: ({ crm }) => crm.objects.communications,
    make: { hs_timestamp: now, hs_communication_body: 'Hello' },
    change: { hs_communication_body: 'Another' },
    ...engagement,
  },
  {
    type: 'postal_mail',
    typeId: '0-116',
    of: ({ crm }) => crm.objects.postalMail,
    make: { hs_timestamp: now, hs_postal_mail_body: 'Hello' },
    change: { hs_postal_mail_body: 'Another' },
    ...engagement,
  },
]
