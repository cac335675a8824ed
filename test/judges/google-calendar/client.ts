import { calendar, type calendar_v3 } from '@googleapis/calendar'
import { clientOptions, everyPage } from '../google/client.ts'
import type { ServedAccount } from '../jury.ts'

export function openCalendar(account: ServedAccount): calendar_v3.Calendar {
  return calendar({ version: 'v3', ...clientOptions(account) })
}

/** With a credential that nobody gave out. */
export function openAsStranger(account: ServedAccount): calendar_v3.Calendar {
  return openCalendar({ ...account, credential: 'of somebody else' })
}

export async function everyListed(api: calendar_v3.Calendar): Promise<calendar_v3.Schema$CalendarListEntry[]> {
  const { items } = await everyPage(
    (pageToken) => api.calendarList.list({ showHidden: true, ...(pageToken !== undefined && { pageToken }) }),
    ({ items }) => items,
  )
  return items
}

/** The id of a calendar on which the person has exactly this role; the `nth` of them in the list. */
export async function calendarWithRole(api: calendar_v3.Calendar, role: string, nth = 0): Promise<string> {
  const ids = (await everyListed(api)).filter(({ accessRole }) => accessRole === role).map(({ id }) => id ?? '')
  return ids[nth] ?? ''
}

interface Moment {
  readonly dateTime: string
  readonly timeZone: string
}

/** An event of an hour on a day in May 2031, which no seed reaches. */
export function hourOn(day: number, hour = 10): { start: Moment; end: Moment } {
  const moment = (at: number) => ({ dateTime: new Date(Date.UTC(2031, 4, day, at)).toISOString(), timeZone: 'UTC' })
  return { start: moment(hour), end: moment(hour + 1) }
}

export function everyEvent(
  api: calendar_v3.Calendar,
  calendarId: string,
  choice: calendar_v3.Params$Resource$Events$List = {},
): Promise<{ items: calendar_v3.Schema$Event[]; pages: number; last: calendar_v3.Schema$Events }> {
  return everyPage(
    (pageToken) => api.events.list({ calendarId, ...choice, ...(pageToken !== undefined && { pageToken }) }),
    ({ items }) => items,
  )
}
