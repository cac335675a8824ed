import type { JsonObject } from '../../lib/json.ts'
import type { MessageRow } from './account.ts'
import { stringArgument } from './arguments.ts'
import { dndMethods } from './dnd-methods.ts'
import { type Call, isVisible, type OwnMethod } from './own-method.ts'
import { numberedPage, pageOf } from './pages.ts'
import { reminderMethods } from './reminder-methods.ts'
import { searchMethods } from './search-methods.ts'
import { usergroupMethods } from './usergroup-methods.ts'
import { messageView, permalinkOf } from './views.ts'

/** The small methods that emulate lacks altogether. */
export const otherMethods: Readonly<Record<string, OwnMethod>> = {
  'api.test': { scopes: () => [], answer: ({ args }) => ({ ok: true, args }) },
  'auth.test': { scopes: () => [], answer: testAuth },
  'team.info': { scopes: () => ['team:read'], answer: teamInfo },
  'emoji.list': { scopes: () => ['emoji:read'], answer: listEmoji },
  'chat.getPermalink': { scopes: () => [], answer: permalink },
  'reactions.list': { scopes: () => ['reactions:read'], answer: listReactions },
  ...dndMethods,
  ...usergroupMethods,
  ...reminderMethods,
  ...searchMethods,
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

/** By cursor, or by numbered pages when one of those is asked for. */
function listReactions({ account, args }: Call): JsonObject {
  const user = stringArgument(args, 'user') ?? account.app.userId
  if (!account.users.findOneBy('user_id', user)) return { ok: false, error: 'user_not_found' }
  const rows = account.messages
    .all()
    .filter((row) => (row['reactions'] as { users: string[] }[]).some((reaction) => reaction.users.includes(user)))
    .filter((row) => isVisible(account.channels.findOneBy('channel_id', row.channel_id)!, account))
  const view = (row: MessageRow) => ({
    type: 'message',
    channel: row.channel_id,
    message: { ...messageView(row, account), permalink: permalinkOf(row, account) },
  })
  if (args['page'] !== undefined || args['count'] !== undefined) {
    const { items, paging } = numberedPage(args, rows)
    return { ok: true, items: items.map(view), paging: { ...paging } }
  }
  return pageOf(args, 'items', { items: rows, key: (row) => `${row.channel_id}/${row.ts}`, subject: 'reaction', view })
}
