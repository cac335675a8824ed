import { accountObject, type AccountObject, type AccountState } from '../stand-in.ts'
import { entryView } from './calendar-list.ts'
import { withEtag } from '../google/etag.ts'
import { eventEtag } from './events/event-view.ts'
import type { Calendar, CalendarState } from './state.ts'

/** The whole account, calendar by calendar within each collection. */
export function snapshotCalendars(state: CalendarState): AccountState {
  const { calendars } = state
  return [
    ...calendars.map((calendar) => accountObject('calendars', calendar.id, withEtag(calendar.resource), ['id'])),
    ...calendars
      .filter((calendar) => calendar.entry !== null)
      .map((calendar) => accountObject('calendarList', calendar.id, withEtag(entryView(calendar, state)), ['id'])),
    ...calendars.flatMap(eventsOf),
    ...calendars.flatMap((calendar) =>
      calendar.rules
        .filter((rule) => rule.resource['role'] !== 'none')
        .map((rule) =>
          accountObject('acl', `${calendar.id}/${rule.id}`, { calendarId: calendar.id, ...withEtag(rule.resource) }, [
            'id',
            'scope.value',
          ]),
        ),
    ),
    ...state.channels.map((channel) => accountObject('channels', channel.id, { ...channel }, ['id', 'resourceId'])),
    ...state.settings.map((setting) => accountObject('settings', String(setting['id']), withEtag(setting), ['id'])),
  ]
}

function eventsOf(calendar: Calendar): AccountObject[] {
  return calendar.events.map((event) =>
    accountObject(
      'events',
      `${calendar.id}/${event.id}`,
      { calendarId: calendar.id, etag: eventEtag(event), ...event.resource },
      ['id', 'iCalUID'],
    ),
  )
}
