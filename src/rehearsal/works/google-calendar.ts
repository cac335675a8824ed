import type { Work } from './work.ts'

const seeCalendar = { source: 'google-calendar/look-around', finds: ['calendarId'] }
const seeEvent = { source: 'google-calendar/look-around', finds: ['calendarId', 'eventId'] }
const ownEvent = { source: 'google-calendar/make-one', finds: ['calendarId', 'eventId'] }

const shownEvent = {
  kind: 'calendar#event',
  id: '4k1q2m9v0d8s7c6b5a',
  status: 'confirmed',
  htmlLink: 'https://www.google.com/calendar/event?eid=abc',
}

export const googleCalendar: readonly Work[] = [
  {
    interaction: 'google-calendar/create-event',
    question: 'create an event in a calendar events insert',
    source: 'google-calendar/create-event',
    look: seeCalendar,
    input: ({ calendarId = '' }, { seed }) => ({
      calendarId,
      summary: `Planning of week ${1 + (seed % 50)}`,
      start: `2027-04-${day(seed)}T09:00:00Z`,
      end: `2027-04-${day(seed)}T10:00:00Z`,
      location: `Room ${1 + (seed % 20)}`,
    }),
    documented: ({ summary, start, end, location }) => ({
      ...shownEvent,
      summary: summary ?? '',
      location: location ?? '',
      start: { dateTime: start ?? '' },
      end: { dateTime: end ?? '' },
    }),
    slip: { right: '...(end !== undefined && { end }),\n      ...(event.htmlLink', wrong: '...(event.htmlLink' },
  },
  {
    interaction: 'google-calendar/get-event',
    question: 'read one event events get',
    source: 'google-calendar/get-event',
    look: seeEvent,
    input: ({ calendarId = '', eventId = '' }) => ({ calendarId, eventId }),
    documented: ({ eventId }) => ({ ...shownEvent, id: eventId ?? '', summary: 'Appointment' }),
  },
  {
    interaction: 'google-calendar/add-attendee',
    question: 'add an attendee to an event events patch attendees',
    source: 'google-calendar/add-attendee',
    look: seeEvent,
    input: ({ calendarId = '', eventId = '' }, { seed }) => ({
      calendarId,
      eventId,
      email: `guest-${seed % 1000}@example.com`,
    }),
  },
  {
    interaction: 'google-calendar/delete-event',
    question: 'delete an event events delete',
    source: 'google-calendar/delete-event',
    idempotent: 'google-calendar/delete-event-idempotent',
    look: ownEvent,
    input: ({ calendarId = '', eventId = '' }) => ({ calendarId, eventId }),
  },
  {
    interaction: 'google-calendar/create-acl-rule',
    question: 'share a calendar access control rule acl insert',
    source: 'google-calendar/create-acl-rule',
    look: seeCalendar,
    input: ({ calendarId = '' }, { seed }) => ({
      calendarId,
      role: 'reader',
      scopeType: 'user',
      scopeValue: `reader-${seed % 1000}@example.com`,
    }),
    documented: ({ role, scopeType, scopeValue }) => ({
      kind: 'calendar#aclRule',
      id: `user:${String(scopeValue)}`,
      role: role ?? '',
      scope: { type: scopeType ?? '', value: scopeValue ?? '' },
    }),
  },
  {
    interaction: 'google-calendar/sync-events',
    question: 'list events with page tokens and updatedMin events list',
    source: 'google-calendar/sync-events',
  },
]

function day(seed: number): string {
  return String(1 + (seed % 28)).padStart(2, '0')
}
