import type { JsonObject } from '../../lib/json.ts'
import type { Account, ChannelRow, MessageRow } from './account.ts'
import { booleanArgument, stringArgument } from './arguments.ts'
import { type Call, isVisible, type OwnMethod } from './own-method.ts'
import { otherMethods } from './other-methods.ts'
import { pageOf } from './pages.ts'
import { channelView, messageView, plain, userView } from './views.ts'

export const ownMethods: Readonly<Record<string, OwnMethod>> = {
  'users.list': { scopes: () => ['users:read'], answer: listUsers },
  'conversations.list': { scopes: readScopes, answer: listConversations },
  'users.conversations': { scopes: readScopes, answer: listUserConversations },
  'conversations.members': { scopes: (call) => channelScopes(call, 'read'), answer: listMembers },
  'conversations.history': { scopes: (call) => channelScopes(call, 'history'), answer: listHistory },
  'conversations.replies': { scopes: (call) => channelScopes(call, 'history'), answer: listReplies },
  ...otherMethods,
}

function listUsers({ account, args, scopes }: Call): JsonObject {
  const emails = scopes === undefined || scopes.includes('users:read.email')
  const page = pageOf(args, 'members', {
    items: account.users.all(),
    key: (user) => user.user_id,
    subject: 'user',
    view: (user) => userView(user, { emails }),
  })
  return page['ok'] === true ? { ...page, cache_ts: Math.floor(Date.now() / 1000) } : page
}

function listConversations(call: Call): JsonObject {
  return conversationPage(call, () => true, ['is_open'])
}

function listUserConversations(call: Call): JsonObject {
  const user = stringArgument(call.args, 'user') ?? call.account.app.userId
  if (!call.account.users.findOneBy('user_id', user)) return { ok: false, error: 'user_not_found' }
  return conversationPage(call, (channel) => channel.members.includes(user), ['is_open', 'is_member', 'num_members'])
}

/** `hidden` are the fields of a channel that this method does not tell. */
function conversationPage(
  { account, args }: Call,
  wanted: (channel: ChannelRow) => boolean,
  hidden: readonly string[],
): JsonObject {
  const types = wantedTypes(args)
  if (types.size === 0) return { ok: false, error: 'invalid_types' }
  const items = account.channels
    .all()
    .filter((channel) => isVisible(channel, account) && wanted(channel) && types.has(typeOf(channel)))
    .filter((channel) => !(channel.is_archived && booleanArgument(args, 'exclude_archived')))
  const view = (channel: ChannelRow) =>
    Object.fromEntries(Object.entries(channelView(channel, account)).filter(([field]) => !hidden.includes(field)))
  return pageOf(args, 'channels', { items, key: (channel) => channel.channel_id, subject: 'team', view })
}

function listMembers({ account, args }: Call): JsonObject {
  const channel = visibleChannel(account, args)
  if (!channel) return { ok: false, error: 'channel_not_found' }
  return pageOf(args, 'members', { items: channel.members, key: (user) => user, subject: 'user', view: (user) => user })
}

function listHistory({ account, args }: Call): JsonObject {
  const channel = visibleChannel(account, args)
  if (!channel) return { ok: false, error: 'channel_not_found' }
  const messages = account.messages
    .findBy('channel_id', channel.channel_id)
    .filter((message) => message.thread_ts === undefined || message.thread_ts === message.ts)
    .filter((message) => isWithin(message.ts, args))
    .sort((one, other) => (other.ts > one.ts ? 1 : -1))
  return {
    ...messagePage(account, args, messages),
    pin_count: account.pins.findBy('channel_id', channel.channel_id).length,
  }
}

function listReplies({ account, args }: Call): JsonObject {
  const channel = visibleChannel(account, args)
  if (!channel) return { ok: false, error: 'channel_not_found' }
  const ts = stringArgument(args, 'ts')
  const messages = account.messages
    .findBy('channel_id', channel.channel_id)
    .filter((message) => message.ts === ts || message.thread_ts === ts)
    .sort((one, other) => (one.ts > other.ts ? 1 : -1))
  if (messages.length === 0) return { ok: false, error: 'thread_not_found' }
  return messagePage(account, args, messages)
}

function messagePage(account: Account, args: JsonObject, items: readonly MessageRow[]): JsonObject {
  const view = (message: MessageRow) => messageView(message, account)
  const page = pageOf(args, 'messages', { items, key: (message) => message.ts, subject: 'next_ts', view })
  if (page['ok'] !== true) return page
  const { response_metadata: metadata, ...rest } = page
  const more = (metadata as { next_cursor: string }).next_cursor !== ''
  return plain({ ...rest, has_more: more, response_metadata: more ? metadata : undefined })
}

function isWithin(ts: string, args: JsonObject): boolean {
  const oldest = stringArgument(args, 'oldest')
  const latest = stringArgument(args, 'latest')
  const inclusive = booleanArgument(args, 'inclusive')
  if (oldest !== undefined && !(inclusive ? Number(ts) >= Number(oldest) : Number(ts) > Number(oldest))) return false
  return latest === undefined || (inclusive ? Number(ts) <= Number(latest) : Number(ts) < Number(latest))
}

function visibleChannel(account: Account, args: JsonObject): ChannelRow | undefined {
  const channel = account.channels.findOneBy('channel_id', args['channel'])
  return channel && isVisible(channel, account) ? channel : undefined
}

function channelScopes({ account, args }: Call, right: 'read' | 'history'): readonly string[] {
  const channel = account.channels.findOneBy('channel_id', args['channel'])
  return [`${channel ? scopePrefix[typeOf(channel)] : 'channels'}:${right}`]
}

function readScopes({ args }: Call): readonly string[] {
  return [...wantedTypes(args)].map((type) => `${scopePrefix[type]}:read`)
}

type ConversationType = keyof typeof scopePrefix
const scopePrefix = { public_channel: 'channels', private_channel: 'groups', im: 'im', mpim: 'mpim' } as const

function wantedTypes(args: JsonObject): Set<ConversationType> {
  const named = (stringArgument(args, 'types') ?? 'public_channel').split(',').map((type) => type.trim())
  return new Set(named.filter((type): type is ConversationType => Object.hasOwn(scopePrefix, type)))
}

function typeOf(channel: ChannelRow): ConversationType {
  if (channel.is_im) return 'im'
  if (channel.is_mpim) return 'mpim'
  return channel.is_private ? 'private_channel' : 'public_channel'
}
