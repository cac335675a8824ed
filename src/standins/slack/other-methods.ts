import { randomBytes } from 'node:crypto'
import type { JsonObject } from '../../lib/json.ts'
import { booleanArgument, stringArgument } from './arguments.ts'
import type { Call, OwnMethod } from './own-methods.ts'
import { messageView, permalinkOf, plain, reminderView, usergroupView } from './views.ts'

/** The small methods that emulate lacks altogether. */
export const otherMethods: Readonly<Record<string, OwnMethod>> = {
  'api.test': { scopes: () => [], answer: ({ args }) => ({ ok: true, args }) },
  'auth.test': { scopes: () => [], answer: testAuth },
  'team.info': { scopes: () => ['team:read'], answer: teamInfo },
  'emoji.list': { scopes: () => ['emoji:read'], answer: listEmoji },
  'chat.getPermalink': { scopes: () => [], answer: permalink },
  'dnd.info': { scopes: () => ['dnd:read'], answer: dndInfo },
  'usergroups.list': { scopes: () => ['usergroups:read'], answer: listUsergroups },
  'usergroups.users.list': { scopes: () => ['usergroups:read'], answer: listUsergroupUsers },
  'reactions.list': { scopes: () => ['reactions:read'], answer: listReactions },
  'reminders.add': { scopes: () => ['reminders:write'], answer: addReminder },
  'reminders.list': { scopes: () => ['reminders:read'], answer: listReminders },
  'search.messages': { scopes: () => ['search:read'], answer: searchMessages },
}

function testAuth({ account: { team, app } }: Call): JsonObject {
  const url = `https://${team.domain}.slack.com/`
  const who = { user: app.name, team_id: team.id, user_id: app.userId, bot_id: app.botId }
  return { ok: true, url, team: team.name, ...who, is_enterprise_install: false }
}

function teamInfo({ account: { team } }: Call): JsonObject {
  const icon = { image_default: true, image_68: `https://avatars.slack-edge.com/${team.domain}_68.png` }
  const url = `https://${team.domain}.slack.com/`
  return {
    ok: true,
    team: { ...team, url, email_domain: `${team.domain}.example`, icon, avatar_base_url: 'https://ca.slack-edge.com/' },
  }
}

function listEmoji({ account }: Call): JsonObject {
  const emoji = Object.fromEntries(account.emoji.all().map((row) => [String(row['name']), String(row['url'])]))
  return { ok: true, emoji, cache_ts: `${Math.floor(Date.now() / 1000)}.000000` }
}

function permalink({ account, args }: Call): JsonObject {
  const { channel, message_ts: ts } = args
  const message = account.messages.all().find((row) => row.channel_id === channel && row.ts === ts)
  if (!message) return { ok: false, error: 'message_not_found' }
  return { ok: true, channel: message.channel_id, permalink: permalinkOf(message, account) }
}

function dndInfo({ account, args }: Call): JsonObject {
  const user = stringArgument(args, 'user')
  if (user !== undefined && !account.users.findOneBy('user_id', user)) return { ok: false, error: 'user_not_found' }
  return { ok: true, dnd_enabled: false, next_dnd_start_ts: 1, next_dnd_end_ts: 1, snooze_enabled: false }
}

function listUsergroups({ account, args }: Call): JsonObject {
  const groups = account.usergroups
    .all()
    .filter((row) => Number(row['date_delete']) === 0 || booleanArgument(args, 'include_disabled'))
  return {
    ok: true,
    usergroups: groups.map((row) => usergroupView(row, account, booleanArgument(args, 'include_users'))),
  }
}

function listUsergroupUsers({ account, args }: Call): JsonObject {
  const group = account.usergroups.findOneBy('usergroup_id', args['usergroup'])
  return group ? plain({ ok: true, users: group['users'] }) : { ok: false, error: 'no_such_subteam' }
}

function listReactions({ account, args }: Call): JsonObject {
  const user = stringArgument(args, 'user') ?? account.app.userId
  const items = account.messages
    .all()
    .filter((row) => (row['reactions'] as { users: string[] }[]).some((reaction) => reaction.users.includes(user)))
    .map((row) => ({ type: 'message', channel: row.channel_id, message: messageView(row, account) }))
  return { ok: true, items, response_metadata: { next_cursor: '' } }
}

function addReminder({ account, args }: Call): JsonObject {
  const text = stringArgument(args, 'text')
  const time = Number(args['time'])
  if (text === undefined || args['time'] === undefined) return { ok: false, error: 'invalid_arguments' }
  if (!Number.isFinite(time) || time <= 0) return { ok: false, error: 'cannot_parse' }
  const row = account.reminders.insert({
    reminder_id: `Rm${randomBytes(5).toString('hex').toUpperCase()}`,
    creator: account.app.userId,
    user: stringArgument(args, 'user') ?? account.app.userId,
    text,
    recurring: false,
    time: time < 1_000_000_000 ? Math.floor(Date.now() / 1000 + time) : Math.floor(time),
    complete_ts: 0,
  })
  return { ok: true, reminder: reminderView(row) }
}

function listReminders({ account }: Call): JsonObject {
  return { ok: true, reminders: account.reminders.all().map(reminderView) }
}

function searchMessages({ account, args }: Call): JsonObject {
  const query = stringArgument(args, 'query')
  if (query === undefined) return { ok: false, error: 'no_query' }
  const count = Math.min(Number(args['count'] ?? 20) || 20, 100)
  const page = Number(args['page'] ?? 1) || 1
  const found = account.messages.all().filter((row) => row.text.toLowerCase().includes(query.toLowerCase()))
  const matches = found.slice((page - 1) * count, page * count).map((row) => ({
    ...messageView(row, account),
    channel: { id: row.channel_id, name: account.channels.findOneBy('channel_id', row.channel_id)?.name ?? '' },
    permalink: permalinkOf(row, account),
  }))
  const paging = { count, total: found.length, page, pages: Math.max(1, Math.ceil(found.length / count)) }
  return { ok: true, query, messages: { total: found.length, paging, matches } }
}
