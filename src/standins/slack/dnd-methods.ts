import type { JsonObject } from '../../lib/json.ts'
import type { UserRow } from './account.ts'
import { stringArgument } from './arguments.ts'
import type { Call, OwnMethod } from './own-method.ts'

/** When people do not want to be disturbed. */
export const dndMethods: Readonly<Record<string, OwnMethod>> = {
  'dnd.info': { scopes: () => ['dnd:read'], answer: dndInfo },
  'dnd.teamInfo': { scopes: () => ['dnd:read'], answer: dndTeamInfo },
  'dnd.setSnooze': { scopes: () => ['dnd:write'], answer: setSnooze },
  'dnd.endSnooze': { scopes: () => ['dnd:write'], answer: endSnooze },
}

/** Only to themselves a person is shown whether the snooze is on. */
function dndInfo({ account, args }: Call): JsonObject {
  const asked = stringArgument(args, 'user') ?? account.app.userId
  const user = account.users.findOneBy('user_id', asked)
  if (!user || user.deleted) return { ok: false, error: 'user_not_found' }
  return { ok: true, ...hoursOf(user), ...(asked === account.app.userId ? snoozeOf(user) : {}) }
}

function dndTeamInfo({ account, args }: Call): JsonObject {
  const ids = (stringArgument(args, 'users') ?? '').split(',').filter((id) => id !== '')
  if (ids.length > 50) return { ok: false, error: 'too_many_users' }
  const users = ids.flatMap((id) => account.users.findOneBy('user_id', id) ?? [])
  return { ok: true, cached: true, users: Object.fromEntries(users.map((user) => [user.user_id, hoursOf(user)])) }
}

function setSnooze({ account, args }: Call): JsonObject {
  const minutes = Number(args['num_minutes'])
  if (args['num_minutes'] === undefined || Number.isNaN(minutes)) return { ok: false, error: 'missing_duration' }
  if (minutes <= 0) return { ok: false, error: 'snooze_failed' }
  const self = account.users.findOneBy('user_id', account.app.userId)!
  const until = Math.floor(Date.now() / 1000) + Math.floor(minutes) * 60
  const changed = account.users.update(self.id, { snooze_endtime: until }) as UserRow
  return { ok: true, ...snoozeOf(changed) }
}

function endSnooze({ account }: Call): JsonObject {
  const self = account.users.findOneBy('user_id', account.app.userId)!
  if (snoozeOf(self)['snooze_enabled'] !== true) return { ok: false, error: 'snooze_not_active' }
  const changed = account.users.update(self.id, { snooze_endtime: 0 }) as UserRow
  return { ok: true, ...hoursOf(changed), snooze_enabled: false }
}

function hoursOf(user: UserRow): JsonObject {
  const start = Number(user['dnd_start'] ?? 0)
  return {
    dnd_enabled: start > 0,
    next_dnd_start_ts: start > 0 ? start : 1,
    next_dnd_end_ts: start > 0 ? Number(user['dnd_end']) : 1,
  }
}

function snoozeOf(user: UserRow): JsonObject {
  const until = Number(user['snooze_endtime'] ?? 0)
  const remaining = until - Math.floor(Date.now() / 1000)
  if (remaining <= 0) return { snooze_enabled: false }
  return { snooze_enabled: true, snooze_endtime: until, snooze_remaining: remaining, snooze_is_indefinite: false }
}
