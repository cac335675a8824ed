import type { calendar_v3 } from '@googleapis/calendar'
import { type Attempts, scopeJudge } from '../google/attempts.ts'
import { hourOn, openCalendar } from './client.ts'

type Api = calendar_v3.Calendar

const calendarId = 'primary'
const none = { calendarId, eventId: 'nothing' }
const rule = { role: 'reader', scope: { type: 'domain', value: 'else.example' } }
const period = { timeMin: '2031-05-01T00:00:00Z', timeMax: '2031-05-02T00:00:00Z' }

const eventReads: Attempts<Api> = [
  (api) => api.events.list({ calendarId }),
  (api) => api.events.get(none),
  (api) => api.events.instances(none),
]
const eventWrites: Attempts<Api> = [
  (api) => api.events.insert({ calendarId, requestBody: hourOn(1) }),
  (api) => api.events.import({ calendarId, requestBody: { iCalUID: 'x', ...hourOn(1) } }),
  (api) => api.events.quickAdd({ calendarId, text: 'Lunch' }),
  (api) => api.events.patch({ ...none, requestBody: {} }),
  (api) => api.events.update({ ...none, requestBody: {} }),
  (api) => api.events.move({ ...none, destination: calendarId }),
  (api) => api.events.delete(none),
]
const otherReads: Attempts<Api> = [
  (api) => api.calendars.get({ calendarId }),
  (api) => api.calendarList.list(),
  (api) => api.calendarList.get({ calendarId }),
  (api) => api.settings.list(),
  (api) => api.settings.get({ setting: 'locale' }),
]
const busyReads: Attempts<Api> = [(api) => api.freebusy.query({ requestBody: period }), (api) => api.colors.get()]
const otherWrites: Attempts<Api> = [
  (api) => api.calendars.insert({ requestBody: { summary: 'x' } }),
  (api) => api.calendars.patch({ calendarId, requestBody: {} }),
  (api) => api.calendars.update({ calendarId, requestBody: {} }),
  (api) => api.calendars.delete({ calendarId }),
  (api) => api.calendars.clear({ calendarId }),
  (api) => api.calendarList.insert({ requestBody: {} }),
  (api) => api.calendarList.patch({ calendarId, requestBody: {} }),
  (api) => api.calendarList.update({ calendarId, requestBody: {} }),
  (api) => api.calendarList.delete({ calendarId }),
]
const aclAttempts: Attempts<Api> = [
  (api) => api.acl.list({ calendarId }),
  (api) => api.acl.get({ calendarId, ruleId: 'default' }),
  (api) => api.acl.insert({ calendarId, requestBody: rule }),
  (api) => api.acl.patch({ calendarId, ruleId: 'default', requestBody: {} }),
  (api) => api.acl.update({ calendarId, ruleId: 'default', requestBody: {} }),
  (api) => api.acl.delete({ calendarId, ruleId: 'default' }),
]

export const readOnly = scopeJudge('a credential that may only read', {
  scope: 'calendar.readonly',
  open: openCalendar,
  letIn: [eventReads, otherReads, busyReads],
  refused: [eventWrites, otherWrites, aclAttempts],
})

export const eventsOnly = scopeJudge('a credential for events', {
  scope: 'calendar.events',
  open: openCalendar,
  letIn: [eventReads, eventWrites],
  refused: [otherReads, otherWrites, aclAttempts],
})

export const aclsOnly = scopeJudge('a credential for acl', {
  scope: 'calendar.acls',
  open: openCalendar,
  letIn: [aclAttempts],
  refused: [eventReads, eventWrites, otherReads, otherWrites, busyReads],
})
