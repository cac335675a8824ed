/** The scopes that each group of operations accepts; any one is enough. */
export const acceptedScopes = {
  readEvents: accept(
    '',
    'readonly',
    'events',
    'events.readonly',
    'app.created',
    'events.freebusy',
    'events.owned',
    'events.owned.readonly',
    'events.public.readonly',
  ),
  writeEvents: accept('', 'events', 'app.created', 'events.owned'),
  readAcl: accept('', 'acls', 'acls.readonly'),
  writeAcl: accept('', 'acls'),
  readCalendars: accept('', 'readonly', 'calendars', 'calendars.readonly', 'app.created'),
  writeCalendars: accept('', 'calendars', 'app.created'),
  clearCalendar: accept('', 'calendars'),
  readCalendarList: accept('', 'readonly', 'calendarlist', 'calendarlist.readonly'),
  writeCalendarList: accept('', 'calendarlist'),
  readSettings: accept('', 'readonly', 'settings.readonly'),
  readColors: accept(
    '',
    'readonly',
    'app.created',
    'calendarlist',
    'calendarlist.readonly',
    'events.freebusy',
    'events.owned',
    'events.owned.readonly',
    'events.public.readonly',
  ),
  readFreeBusy: accept('', 'readonly', 'freebusy', 'events.freebusy'),
} as const

function accept(...names: readonly string[]): readonly string[] {
  return names.map((name) => `https://www.googleapis.com/auth/calendar${name === '' ? '' : `.${name}`}`)
}
