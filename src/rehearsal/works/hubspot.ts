import type { Work } from './work.ts'

const seeContact = { source: 'hubspot/look-around', finds: ['contactId'] }
const ownContact = { source: 'hubspot/make-one', finds: ['contactId'] }

export const hubspot: readonly Work[] = [
  {
    interaction: 'hubspot/get-contact',
    question: 'read one contact by its id',
    source: 'hubspot/get-contact',
    look: seeContact,
    input: ({ contactId = '' }) => ({ contactId }),
  },
  {
    interaction: 'hubspot/create-contact',
    question: 'create a contact with properties',
    source: 'hubspot/create-contact',
    input: (_, { seed }) => ({
      email: `Visitor-${seed % 100_000}@example.com`,
      firstName: 'Ines',
      lastName: `Moreau ${1 + (seed % 90)}`,
    }),
    slip: {
      right: '{ lastName: lastname }),\n      createdAt: contact.createdAt,',
      wrong: '{ lastName: lastname }),',
    },
  },
  {
    interaction: 'hubspot/delete-contact',
    question: 'delete (archive) a contact',
    source: 'hubspot/delete-contact',
    look: ownContact,
    input: ({ contactId = '' }) => ({ contactId }),
  },
  {
    interaction: 'hubspot/list-contacts',
    question: 'list contacts a page at a time limit after paging',
    source: 'hubspot/list-contacts',
    // A small page, so that a test account has a second one.
    input: () => ({ limit: 5 }),
    nextPage: 'nextCursor',
  },
  {
    interaction: 'hubspot/sync-contacts',
    question: 'search contacts that changed since lastmodifieddate',
    source: 'hubspot/sync-contacts',
  },
]
