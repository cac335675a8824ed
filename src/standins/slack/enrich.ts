import { isJsonObject, type Json, type JsonObject } from '../../lib/json.ts'
import type { Account } from './account.ts'
import { channelView, messageExtras, permalinkOf, type Sight, userView } from './views.ts'

/** emulate's answer with the objects in it completed to what the real clients see. */
export function enrich(answer: JsonObject, account: Account, sight: Sight): JsonObject {
  return enrichValue(answer, account, sight) as JsonObject
}

function enrichValue(value: Json, account: Account, sight: Sight): Json {
  if (Array.isArray(value)) return value.map((item) => enrichValue(item, account, sight))
  if (!isJsonObject(value)) return value
  const known = knownObject(value, account, sight)
  if (known) return known
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, enrichValue(member, account, sight)]))
}

function knownObject(value: JsonObject, account: Account, sight: Sight): JsonObject | undefined {
  if (value['is_channel'] !== undefined) {
    const channel = account.channels.findOneBy('channel_id', value['id'])
    return channel && channelView(channel, account)
  }
  if (isJsonObject(value['profile'] ?? null) && value['id'] !== undefined) {
    const user = account.users.findOneBy('user_id', value['id'])
    return user && userView(user, sight)
  }
  if (value['mimetype'] !== undefined) {
    // emulate shows the text of the message in which a file was shared as if it were a comment on the file.
    const { initial_comment: _text, ...file } = value
    return file
  }
  const author = value['user']
  if (value['type'] === 'message' && typeof value['ts'] === 'string' && typeof author === 'string') {
    const row = account.messages.findOneBy('ts', value['ts'])
    // emulate has one address for everything; a message's has the team's name in it.
    const permalink = row && value['permalink'] !== undefined ? { permalink: permalinkOf(row, account) } : {}
    return { ...value, ...messageExtras(author, account), ...permalink }
  }
  return undefined
}
