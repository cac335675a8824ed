import { randomBytes } from 'node:crypto'
import type { JsonObject } from '../../lib/json.ts'
import { stringArgument } from './arguments.ts'
import type { Call, OwnMethod } from './own-method.ts'
import type { Row } from './tables.ts'
import { reminderView } from './views.ts'

/** A person's reminders. */
export const reminderMethods: Readonly<Record<string, OwnMethod>> = {
  'reminders.add': { scopes: () => ['reminders:write'], answer: addReminder },
  'reminders.list': { scopes: () => ['reminders:read'], answer: listReminders },
  'reminders.info': {
    scopes: () => ['reminders:read'],
    answer: (call) => withReminder(call, (row) => ({ ok: true, reminder: reminderView(row) })),
  },
  'reminders.complete': { scopes: () => ['reminders:write'], answer: completeReminder },
  'reminders.delete': {
    scopes: () => ['reminders:write'],
    answer: (call) =>
      withReminder(call, (row) => {
        call.account.reminders.delete(row.id)
        return { ok: true }
      }),
  },
}

function addReminder({ account, args }: Call): JsonObject | undefined {
  const text = stringArgument(args, 'text')
  const time = stringArgument(args, 'time')
  if (text === undefined || time === undefined) return { ok: false, error: 'invalid_arguments' }
  if (args['recurrence'] !== undefined) return undefined
  const at = timeOf(time)
  if (at === undefined) return { ok: false, error: 'cannot_parse' }
  const row = account.reminders.insert({
    reminder_id: `Rm${randomBytes(5).toString('hex').toUpperCase()}`,
    creator: account.app.userId,
    user: stringArgument(args, 'user') ?? account.app.userId,
    text,
    recurring: false,
    time: at,
    complete_ts: 0,
  })
  return { ok: true, reminder: reminderView(row) }
}

const units: Readonly<Record<string, number>> = { minute: 60, hour: 3600, day: 86_400, week: 604_800 }

/** A time of day, seconds from now, or a few plain words. */
function timeOf(text: string): number | undefined {
  const now = Math.floor(Date.now() / 1000)
  const number = Number(text)
  if (Number.isFinite(number)) {
    if (number <= 0) return undefined
    return number <= 86_400 ? now + Math.floor(number) : Math.floor(number)
  }
  const [, count, unit = ''] = /^in (\d+|an?) (minute|hour|day|week)s?$/i.exec(text.trim()) ?? []
  if (count !== undefined) return now + (Number(count) || 1) * units[unit.toLowerCase()]!
  if (/^tomorrow\b/i.test(text.trim())) return now + 86_400
  return undefined
}

function listReminders({ account }: Call): JsonObject {
  return { ok: true, reminders: account.reminders.all().map(reminderView) }
}

function completeReminder(call: Call): JsonObject {
  return withReminder(call, (row) => {
    if (row['recurring'] === true) return { ok: false, error: 'cannot_complete_recurring' }
    call.account.reminders.update(row.id, { complete_ts: Math.floor(Date.now() / 1000) })
    return { ok: true }
  })
}

function withReminder({ account, args }: Call, answer: (row: Row) => JsonObject): JsonObject {
  const row = account.reminders.findOneBy('reminder_id', stringArgument(args, 'reminder'))
  return row ? answer(row) : { ok: false, error: 'not_found' }
}
