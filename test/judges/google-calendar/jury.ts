import { googleClient, specificationBreaks } from '../google/client.ts'
import type { Jury } from '../jury.ts'
import { acl, aclRefusals, syncedAcl } from './acl.judge.ts'
import { calendarList, listedCalendars, listRefusals } from './calendar-list.judge.ts'
import { calendarRefusals, calendars, clearing } from './calendars.judge.ts'
import { channels } from './channels.judge.ts'
import { busyTimes, chosenEntries, chosenLists, lifetimes, ruledByOthers, ruleScopes } from './choices.judge.ts'
import { colors } from './colors.judge.ts'
import { defaults, quickEvents } from './defaults.judge.ts'
import { eventFields, eventTimes, guests } from './event-input.judge.ts'
import { chosenEvents, listedEvents, recurringEvents, syncedEvents } from './event-list.judge.ts'
import { changedEvents, eventRefusals, events, otherWays } from './events.judge.ts'
import { filteredEvents, listRules } from './found-events.judge.ts'
import { freeBusy } from './free-busy.judge.ts'
import { endlessEvents, instances, recurrenceRules } from './recurrence.judge.ts'
import { conferences, rewrites } from './rewrites.judge.ts'
import { aclsOnly, eventsOnly, readOnly } from './scopes.judge.ts'
import { settings } from './settings.judge.ts'
import { syncedList } from './synced-list.judge.ts'

export const googleCalendar: Jury = {
  api: 'google-calendar',
  client: googleClient,
  judges: [
    [acl, syncedAcl, aclRefusals],
    [calendarList, listedCalendars, listRefusals],
    [syncedList, channels],
    [calendars, calendarRefusals, clearing],
    [events, changedEvents, otherWays, eventRefusals],
    [listedEvents, chosenEvents, syncedEvents, recurringEvents],
    [colors, freeBusy, settings],
    [defaults, quickEvents, guests, eventFields, eventTimes],
    [filteredEvents, listRules, recurrenceRules, instances, endlessEvents],
    [chosenEntries, chosenLists, ruleScopes, ruledByOthers, lifetimes, busyTimes, rewrites, conferences],
    [readOnly, eventsOnly, aclsOnly],
  ].flat(),
  breaksOf: specificationBreaks('google-calendar'),
}
