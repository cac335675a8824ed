import { isJsonObject, type JsonObject } from '../../lib/json.ts'
import type { Account, ChannelRow } from './account.ts'
import { booleanArgument, stringArgument } from './arguments.ts'
import type { SlackCore } from './core.ts'
import { enrich } from './enrich.ts'
import { finishMessage } from './finish-message.ts'
import { type Call, isVisible } from './own-method.ts'
import { ownMethods } from './own-methods.ts'
import { cursorAt, numberedPage, readPage } from './pages.ts'
import { lastRead } from './views.ts'

/** What Slack answers to a call; undefined when neither we nor emulate have the method. */
export async function callMethod(method: string, call: Call, core: SlackCore): Promise<JsonObject | undefined> {
  const own = ownMethods[method]
  const needed = own?.scopes(call).map((scope) => [scope]) ?? fixedScopes(method, call)
  const missing = needed.filter((accepted) => call.scopes && !accepted.some((scope) => call.scopes?.includes(scope)))
  if (missing.length > 0) return missingScope(missing.flat().join(','), call.scopes ?? [])
  const refused = channelRefusal(method, call)
  if (refused !== undefined) return { ok: false, error: refused }
  return own ? own.answer(call) : await callCore(method, call, core)
}

/** What a method of emulate's needs, each with its alternatives: Slack looks at that before it looks at the arguments. */
function fixedScopes(method: string, { account, args }: Call): readonly (readonly string[])[] {
  const [family = '', verb = ''] = method.split('.')
  if (family === 'chat') return [['chat:write']]
  if (family === 'conversations' && conversationWrites.has(verb)) {
    const channel = account.channels.findOneBy('channel_id', args['channel'])
    return channel && isVisible(channel, account) ? [writeScopes(channel)] : []
  }
  if (!['reactions', 'pins', 'files', 'bookmarks'].includes(family)) return []
  return [[`${family}:${['get', 'list', 'info'].includes(verb) ? 'read' : 'write'}`]]
}

const conversationWrites = new Set(
  'archive close invite kick leave mark rename setPurpose setTopic unarchive'.split(' '),
)

function writeScopes({ is_im, is_mpim, is_private }: ChannelRow): readonly string[] {
  if (is_im) return ['im:write']
  if (is_mpim) return ['mpim:write']
  return is_private ? ['groups:write'] : ['channels:manage', 'channels:write']
}

async function callCore(method: string, call: Call, core: SlackCore): Promise<JsonObject | undefined> {
  const { account, args, scopes } = call
  const subject = cursorSubjects[method]
  const page = subject === undefined ? undefined : readPage(args, subject)
  if (page?.kind === 'refused') return { ok: false, error: page.error }
  const answer = await core.call(method, {
    ...args,
    ...(page ? { limit: page.limit, cursor: page.from ?? '' } : {}),
    ...(method === 'files.list' ? { count: numberedPage(args, []).paging.count } : {}),
    ...(stringArgument(args, 'channel') === undefined ? {} : { channel: channelName(args) }),
  })
  if (answer === undefined) return undefined
  if (answer['ok'] !== true) return refusal(answer, call)
  const emails = scopes === undefined || scopes.includes('users:read.email')
  const whole = finishMessage(method, enrich(answer, account, { emails }), call)
  return withoutCounts(method, call, subject === undefined ? whole : withCursor(whole, subject))
}

// What the cursors of emulate's own lists point at.
const cursorSubjects: Readonly<Record<string, string>> = {
  'chat.scheduledMessages.list': 'scheduled',
}

/** Slack tells a stranger that a private channel does not exist. */
function channelRefusal(method: string, { account, args }: Call): string | undefined {
  const named = stringArgument(args, 'channel')
  if (named === undefined || method === 'users.conversations') return undefined
  const channel = account.channels.findOneBy('channel_id', named)
  if (channel) return channelStanding(method, channel, account)
  const byName = method.startsWith('chat.') && account.channels.findOneBy('name', named.replace(/^#/, ''))
  const toUser = method === 'chat.postMessage' && account.users.findOneBy('user_id', named)
  return byName || toUser ? undefined : 'channel_not_found'
}

function channelStanding(method: string, channel: ChannelRow, account: Account): string | undefined {
  if (!isVisible(channel, account)) return 'channel_not_found'
  if (channel.is_general && generalRefusals[method] !== undefined) return generalRefusals[method]
  const reads = method === 'conversations.history' || method === 'conversations.replies'
  return reads && !channel.members.includes(account.app.userId) ? 'not_in_channel' : undefined
}

// emulate knows the general channel by its name alone, and ours may be called anything.
const generalRefusals: Readonly<Record<string, string>> = {
  'conversations.archive': 'cant_archive_general',
  'conversations.leave': 'cant_leave_general',
  'conversations.kick': 'cant_kick_from_general',
}

function channelName(args: JsonObject): string {
  return String(args['channel']).replace(/^#/, '')
}

function refusal(answer: JsonObject, { scopes }: Call): JsonObject {
  if (answer['error'] === 'missing_scope')
    return missingScope(String(answer['needed']).replaceAll('|', ','), scopes ?? [])
  return answer
}

function missingScope(needed: string, provided: readonly string[]): JsonObject {
  return { ok: false, error: 'missing_scope', needed, provided: provided.join(',') }
}

function withCursor(answer: JsonObject, subject: string): JsonObject {
  const metadata = answer['response_metadata'] ?? {}
  const next = isJsonObject(metadata) ? String(metadata['next_cursor'] ?? '') : ''
  return { ...answer, response_metadata: { next_cursor: cursorAt(subject, next) } }
}

/** Beside the list only `conversations.info` counts members, and only when asked. */
function withoutCounts(method: string, { account, args }: Call, answer: JsonObject): JsonObject {
  const channel = answer['channel'] ?? null
  if (!isJsonObject(channel)) return answer
  const { num_members: _count, ...rest } = channel
  if (method !== 'conversations.info') return { ...answer, channel: rest }
  const shown = booleanArgument(args, 'include_num_members') ? channel : rest
  const row = account.channels.findOneBy('channel_id', channel['id'])
  return { ...answer, channel: row ? { ...shown, last_read: lastRead(row, account) } : shown }
}
