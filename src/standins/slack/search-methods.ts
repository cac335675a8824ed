import { createHash } from 'node:crypto'
import type { Json, JsonObject } from '../../lib/json.ts'
import type { Account, MessageRow } from './account.ts'
import { booleanArgument, stringArgument } from './arguments.ts'
import { type Call, isVisible, type OwnMethod } from './own-method.ts'
import { cursorAt, numberedPage, readPage } from './pages.ts'
import { parseSearch, type Search } from './parse-search.ts'
import type { Row } from './tables.ts'
import { channelView, fileView, messageView, permalinkOf, plain } from './views.ts'

/** What a word of a query may be written with; a query that we cannot read is a gap of ours. */
export const searchMethods: Readonly<Record<string, OwnMethod>> = {
  'search.messages': {
    scopes: () => ['search:read'],
    answer: (call) => search(call, ({ query, read }) => messagesAnswer(call, query, read)),
  },
  'search.files': {
    scopes: () => ['search:read'],
    answer: (call) =>
      search(call, ({ query, read }) => ({ ok: true, query, files: section(call, foundFiles(call, read)) })),
  },
  'search.all': {
    scopes: () => ['search:read'],
    answer: (call) =>
      search(call, ({ query, read }) => ({
        ok: true,
        query,
        messages: section(call, foundMessages(call, read)),
        files: section(call, foundFiles(call, read)),
        posts: { total: 0, matches: [] },
      })),
  },
}

interface Asked {
  readonly query: string
  readonly read: Search
}

function search({ account, args }: Call, answer: (asked: Asked) => JsonObject): JsonObject | undefined {
  const query = stringArgument(args, 'query')
  if (query === undefined || query.trim() === '') return { ok: false, error: 'no_query' }
  const read = parseSearch(query, account)
  return read && answer({ query, read })
}

interface Found {
  readonly score: number
  /** Seconds since 1970. */
  readonly time: number
  readonly match: () => JsonObject
}

function messagesAnswer(call: Call, query: string, read: Search): JsonObject {
  const found = foundMessages(call, read)
  const cursor = stringArgument(call.args, 'cursor')
  if (cursor === undefined) return { ok: true, query, messages: section(call, found) }
  const { count, limit = count } = call.args
  const asked = { limit: limit ?? null, ...(cursor === '*' ? {} : { cursor }) }
  const page = readPage(asked, 'search')
  if (page.kind === 'refused') return { ok: false, error: page.error }
  const start = Number(page.from ?? 0)
  const next = start + page.limit < found.length ? cursorAt('search', String(start + page.limit)) : ''
  const matches = found.slice(start, start + page.limit).map(({ match }) => match())
  return {
    ok: true,
    query,
    messages: { total: found.length, matches },
    response_metadata: { next_cursor: next },
  }
}

function section({ args }: Call, found: readonly Found[]): JsonObject {
  const { items, paging } = numberedPage(args, found)
  const { count, total, page, pages } = paging
  const first = items.length === 0 ? 0 : (page - 1) * count + 1
  return {
    total,
    pagination: {
      total_count: total,
      page,
      per_page: count,
      page_count: pages,
      first,
      last: first + Math.max(0, items.length - 1),
    },
    paging: { ...paging },
    matches: items.map(({ match }) => match()),
  }
}

function foundMessages({ account, args }: Call, read: Search): Found[] {
  const found = account.messages
    .all()
    .filter((row) => isWanted(row.channel_id, row.user, Number(row.ts), { account, read }))
    .flatMap((row): Found[] => {
      const score = read.score(row.text)
      return score === 0
        ? []
        : [{ score, time: Number(row.ts), match: () => messageMatch(row, account, { args, read }) }]
    })
  return ordered(found, args)
}

function foundFiles({ account, args }: Call, read: Search): Found[] {
  const found = account.files
    .all()
    .filter((row) => row['deleted'] !== true)
    .filter((row) =>
      (row['channels'] as readonly string[]).some((channel) =>
        isWanted(channel, String(row['user']), Number(row['created']), { account, read }),
      ),
    )
    .flatMap((row): Found[] => {
      const score = read.score(`${String(row['title'])} ${String(row['name'])}`)
      return score === 0 ? [] : [{ score, time: Number(row['created']), match: () => fileMatch(row, { args, read }) }]
    })
  return ordered(found, args)
}

function isWanted(
  channelId: string,
  user: string,
  time: number,
  { account, read }: { account: Account; read: Search },
): boolean {
  const channel = account.channels.findOneBy('channel_id', channelId)
  return channel !== undefined && isVisible(channel, account) && read.admits({ channel, user, time })
}

/** The best or the newest first, unless the other way round is asked for. */
function ordered(found: readonly Found[], args: JsonObject): Found[] {
  const newest = (one: Found, other: Found) => other.time - one.time
  const best = (one: Found, other: Found) => other.score - one.score || newest(one, other)
  const sorted = found.toSorted(args['sort'] === 'timestamp' ? newest : best)
  return args['sort_dir'] === 'asc' ? sorted.toReversed() : sorted
}

interface Shown {
  readonly args: JsonObject
  readonly read: Search
}

function messageMatch(row: MessageRow, account: Account, { args, read }: Shown): JsonObject {
  const channel = account.channels.findOneBy('channel_id', row.channel_id)!
  const view = channelView(channel, account)
  const named = ['id', 'name', 'is_channel', 'is_group', 'is_im', 'is_mpim', 'is_private', 'is_shared', 'is_org_shared']
  const { type, user, team, ts, text, blocks, attachments, files } = messageView(row, account)
  return plain({
    iid: iidOf(`${row.channel_id}/${row.ts}`),
    score: read.score(row.text),
    ...plain({ type, user, team, ts, blocks, attachments, files }),
    text: booleanArgument(args, 'highlight') ? read.highlight(String(text)) : text,
    username: account.users.findOneBy('user_id', row.user)?.name,
    channel: Object.fromEntries(
      named.flatMap((field): [string, Json][] => (field in view ? [[field, view[field]!]] : [])),
    ),
    permalink: permalinkOf(row, account),
    no_reactions: ((row['reactions'] as readonly Json[] | undefined) ?? []).length === 0,
  })
}

function fileMatch(row: Row, { args, read }: Shown): JsonObject {
  const file = fileView(row)
  return booleanArgument(args, 'highlight') ? { ...file, title: read.highlight(String(file['title'])) } : file
}

/** The same for the same message at every search. */
function iidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex')
  return hex.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
