import { z } from 'zod'
import type { JsonObject } from '../../../lib/json.ts'
import { refuse } from '../../google/refusal.ts'

/** The fields that a client may set; others are ignored, as Calendar ignores them. A wrong type is a 400. */
export function readEventInput(body: JsonObject): JsonObject {
  const read = eventInput.safeParse(body)
  if (read.success) return read.data as JsonObject
  const path = read.error.issues[0]?.path.join('.') ?? ''
  throw refuse(400, { reason: 'invalid', message: `Invalid value for: ${path}` })
}

const text = z.string().nullish()
const flag = z.boolean().nullish()
const properties = z.record(z.string(), z.string().nullable()).nullish()
const moment = z.object({ date: text, dateTime: text, timeZone: text }).nullish()
const attendee = z.object({
  email: text,
  displayName: text,
  optional: flag,
  resource: flag,
  responseStatus: z.enum(['needsAction', 'declined', 'tentative', 'accepted']).nullish(),
  comment: text,
  additionalGuests: z.number().int().nullish(),
})
const override = z.object({ method: z.enum(['email', 'popup']), minutes: z.number().int().min(0).max(40_320) })

const eventInput = z.object({
  id: text,
  iCalUID: text,
  summary: text,
  description: text,
  location: text,
  colorId: z
    .string()
    .regex(/^([1-9]|1[01])$/)
    .nullish(),
  status: z.enum(['confirmed', 'tentative', 'cancelled']).nullish(),
  transparency: z.enum(['opaque', 'transparent']).nullish(),
  visibility: z.enum(['default', 'public', 'private', 'confidential']).nullish(),
  start: moment,
  end: moment,
  attendees: z.array(attendee).max(200).nullish(),
  recurrence: z.array(z.string()).nullish(),
  reminders: z.object({ useDefault: flag, overrides: z.array(override).max(5).nullish() }).nullish(),
  guestsCanInviteOthers: flag,
  guestsCanModify: flag,
  guestsCanSeeOtherGuests: flag,
  anyoneCanAddSelf: flag,
  extendedProperties: z.object({ private: properties, shared: properties }).nullish(),
  source: z.object({ url: text, title: text }).nullish(),
  attachments: z.array(z.looseObject({ fileUrl: z.string() })).nullish(),
  conferenceData: z.looseObject({}).nullish(),
  eventType: z.enum(['default', 'outOfOffice', 'focusTime', 'workingLocation', 'birthday', 'fromGmail']).nullish(),
})
