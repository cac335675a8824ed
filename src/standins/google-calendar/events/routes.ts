import { refuse } from '../../google/refusal.ts'
import type { Tokens } from '../../google/pages.ts'
import type { GoogleCall, GoogleRoute } from '../../google/route.ts'
import { acceptedScopes } from '../scopes.ts'
import { type CalendarState, findCalendar, requireRole } from '../state.ts'
import { eventView } from './event-view.ts'
import { findEvent } from './find-event.ts'
import { listEvents, listInstances } from './list-events.ts'
import { readQuickText } from './quick-add.ts'
import { changeEvent, deleteEvent, importEvent, insertEvent, moveEvent, type Writing } from './write-event.ts'

const collection = '/calendar/v3/calendars/:calendarId/events'
const item = `${collection}/:eventId`

export function eventRoutes(state: CalendarState, tokens: Tokens): readonly GoogleRoute[] {
  const calendarOf = (call: GoogleCall) => findCalendar(state, call.params['calendarId'] ?? '')
  const writing = (call: GoogleCall): Writing => ({ state, calendar: calendarOf(call), call })
  const listing = (call: GoogleCall) => ({ state, calendar: readable(calendarOf(call)), query: call.query, tokens })
  const eventOf = (call: GoogleCall) => findEvent(readable(calendarOf(call)), call.params['eventId'] ?? '')
  const read = (name: string) => ({
    operation: `calendar.v3.Events.${name}`,
    scopes: acceptedScopes.readEvents,
    method: 'get' as const,
  })
  const write = (name: string) => ({
    operation: `calendar.v3.Events.${name}`,
    scopes: acceptedScopes.writeEvents,
    method: 'post' as const,
  })
  return [
    { ...read('List'), path: collection, answer: (call) => listEvents(listing(call)) },
    { ...write('Insert'), path: collection, answer: (call) => eventView(insertEvent(writing(call)), call.query) },
    {
      ...write('Import'),
      path: `${collection}/import`,
      answer: (call) => eventView(importEvent(writing(call)), call.query),
    },
    {
      ...write('QuickAdd'),
      path: `${collection}/quickAdd`,
      answer: (call) => {
        const body = readQuickText(call.query.get('text'), calendarOf(call))
        return eventView(insertEvent(writing({ ...call, body })), call.query)
      },
    },
    { ...read('Get'), path: item, answer: (call) => eventView(eventOf(call), call.query) },
    {
      ...write('Patch'),
      method: 'patch',
      path: item,
      answer: (call) => eventView(changeEvent(writing(call), 'patch'), call.query),
    },
    {
      ...write('Update'),
      method: 'put',
      path: item,
      answer: (call) => eventView(changeEvent(writing(call), 'put'), call.query),
    },
    { ...write('Delete'), method: 'delete', path: item, answer: (call) => void deleteEvent(writing(call)) },
    { ...read('Instances'), path: `${item}/instances`, answer: (call) => listInstances(listing(call), eventOf(call)) },
    {
      ...write('Move'),
      path: `${item}/move`,
      answer: (call) => {
        const to = call.query.get('destination')
        if (to === null) throw refuse(400, { reason: 'required', message: 'Required', parameter: 'destination' })
        return eventView(moveEvent(writing(call), findCalendar(state, to)), call.query)
      },
    },
  ]
}

function readable<calendar extends Parameters<typeof requireRole>[0]>(calendar: calendar): calendar {
  requireRole(calendar, 'reader')
  return calendar
}
