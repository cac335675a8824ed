import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import type { Json } from '../lib/json.ts'
import { openStandIn, standInApis } from './open-stand-in.ts'
import type { AccountState, StandIn, StandInOptions } from './stand-in.ts'

const opened: StandIn[] = []
afterEach(async () => {
  for (const standIn of opened.splice(0)) await standIn[Symbol.asyncDispose]()
})

async function open(api: string, options: Partial<StandInOptions> = {}): Promise<StandIn> {
  const standIn = await openStandIn(api, { seed: 1, credential: 'right', ...options })
  opened.push(standIn)
  return standIn
}

const addresses: Readonly<Record<string, string>> = {
  'google-calendar': 'https://www.googleapis.com',
  'google-drive': 'https://www.googleapis.com',
  'google-sheet': 'https://sheets.googleapis.com',
  hubspot: 'https://api.hubapi.com',
  slack: 'https://slack.com/api',
}

/** Every operation that the catalogue names for an API, those under a condition too. */
function operationsOf(api: string): string[] {
  const text = readFileSync(new URL(`../../catalogue/${api}.yaml`, import.meta.url), 'utf8')
  const named = text.matchAll(/\b(?:GET|POST|PUT|PATCH|DELETE) \/[^\s'\],]+/g)
  return [...new Set([...named].map(([operation]) => operation))].toSorted()
}

/** Performs it on things that nobody has, but for what names a conversation or people of Slack's. */
async function perform(standIn: StandIn, operation: string, credential = 'right'): Promise<Reply> {
  const [method = '', path = ''] = operation.split(' ')
  const nothing = (_: string, name: string) => (/type$/i.test(name) ? 'contacts' : 'nothing1')
  const url = new URL(addresses[standIn.api] + path.replaceAll(/\{(\w+)\}/g, nothing))
  if (standIn.api === 'slack') {
    const account = await standIn.snapshot()
    if (path === '/conversations.open') url.searchParams.set('users', firstOf(account, 'users'))
    else url.searchParams.set('channel', firstOf(account, 'channels'))
  }
  const json = { body: '{}', headers: { 'content-type': 'application/json' } }
  const { headers = {}, ...sent } = method === 'GET' || method === 'DELETE' ? {} : json
  const authorization = `Bearer ${credential}`
  const request = new Request(url, { method, headers: { ...headers, authorization }, ...sent })
  const response = await standIn.fetch(request)
  const text = await response.text()
  const body = text.startsWith('{') ? (JSON.parse(text) as Json) : text
  return { operation, status: response.status, body, standIn: response.headers.get('x-stand-in') }
}

interface Reply {
  readonly operation: string
  readonly status: number
  readonly body: Json
  readonly standIn: string | null
}

function firstOf(account: AccountState, wanted: string): string {
  return account.find(({ collection }) => collection === wanted)!.key
}

async function performAll(api: string, standIn: StandIn, credential?: string): Promise<Reply[]> {
  const replies: Reply[] = []
  for (const operation of operationsOf(api)) replies.push(await perform(standIn, operation, credential))
  return replies
}

/** What an API says when the credential lacks every scope, and how it answers those who need none. */
const withoutScopes: Readonly<Record<string, (reply: Reply) => boolean>> = {
  'google-calendar': ({ body }) => JSON.stringify(body).includes('ACCESS_TOKEN_SCOPE_INSUFFICIENT'),
  'google-drive': ({ body }) => JSON.stringify(body).includes('ACCESS_TOKEN_SCOPE_INSUFFICIENT'),
  'google-sheet': ({ body }) => JSON.stringify(body).includes('ACCESS_TOKEN_SCOPE_INSUFFICIENT'),
  hubspot: ({ body }) => JSON.stringify(body).includes('MISSING_SCOPES'),
  slack: ({ body }) => JSON.stringify(body).includes('"missing_scope"'),
}

const needNoScope = [
  'GET /chat.getPermalink',
  'GET /oauth/v1/access-tokens/{accessToken}',
  'GET /account-info/v3/details',
]

describe('the catalogue', () => {
  it('names 182 operations', () => {
    expect(standInApis.flatMap(operationsOf)).toHaveLength(182)
  })
})

describe.each(standInApis)('the stand-in of %s', (api) => {
  it('has every operation that the catalogue names', async () => {
    const replies = await performAll(api, await open(api))
    expect(replies.filter(({ status }) => status === 501 || status === 405)).toEqual([])
    // Where nothing is found, it is an API's own word for it, not a page for a path that leads nowhere.
    const lost = replies.filter(({ body }) => typeof body === 'string' && body !== '')
    expect(lost).toEqual([])
    const strange = /unknown_method|^\{"status":"error","message":"resource not found","correlationId":"[^"]*"\}$/
    expect(replies.filter(({ body }) => strange.test(JSON.stringify(body)))).toEqual([])
    expect(new Set(replies.map(({ standIn }) => standIn)).size).toBe(1)
  })

  it('asks a scope for each of them', async () => {
    const replies = await performAll(api, await open(api, { scopes: [] }))
    const open_ = replies.filter((reply) => !withoutScopes[api]!(reply)).map(({ operation }) => operation)
    expect(open_.filter((operation) => !needNoScope.includes(operation))).toEqual([])
  })

  it('lets nobody in whom it does not know', async () => {
    const replies = await performAll(api, await open(api), 'wrong')
    const refused = (reply: Reply) =>
      api === 'slack' ? JSON.stringify(reply.body) === '{"ok":false,"error":"invalid_auth"}' : reply.status === 401
    const entered = replies.filter((reply) => !refused(reply)).map(({ operation }) => operation)
    expect(entered).toEqual(api === 'hubspot' ? ['GET /oauth/v1/access-tokens/{accessToken}'] : [])
  })

  it('answers nonsense in words of its own', async () => {
    const standIn = await open(api)
    const strange: string[] = []
    for (const operation of operationsOf(api)) {
      for (const [path, query, body] of nonsense) {
        const { status, text } = await sendNonsense(standIn, operation, { path, query, body })
        if (status >= 500)
          strange.push(`${operation} with ${path}?${query} and ${body.slice(0, 30)}: ${status} ${text}`)
      }
    }
    expect(strange).toEqual([])
  })
})

const deep = `${'{"a":['.repeat(200)}1${']}'.repeat(200)}`
const wrong = JSON.stringify({
  ...Object.fromEntries(
    'id summary name values properties inputs filterGroups requests start end role scope'
      .split(' ')
      .map((name) => [name, { a: [null] }]),
  ),
  ...Object.fromEntries(
    'items dataFilters data ranges content emailAddress to associations'.split(' ').map((name) => [name, 'text']),
  ),
})
const nonsense: readonly (readonly [path: string, query: string, body: string])[] = [
  ['nothing1', '', '{'],
  ['nothing1', '', '[1,2]'],
  ['nothing1', '', 'null'],
  ['nothing1', '', deep],
  ['nothing1', '', wrong],
  ['%', '', '{}'],
  ['%F0%9F%8E%89%2F..', 'fields=((&pageToken=x&limit=x&after=x&cursor=x&q=(&maxResults=-1&pageSize=1e9', '{}'],
  ['0', 'fields=*&syncToken=%00&alt=media&uploadType=multipart&properties=,&ranges=%F0%9F%8E%89', '{"__proto__":1}'],
]

async function sendNonsense(
  standIn: StandIn,
  operation: string,
  sent: { readonly path: string; readonly query: string; readonly body: string },
): Promise<{ status: number; text: string }> {
  const [method = '', path = ''] = operation.split(' ')
  const address = `${addresses[standIn.api]}${path.replaceAll(/\{\w+\}/g, sent.path)}?${sent.query}`
  const headers = { authorization: 'Bearer right', 'content-type': 'application/json' }
  const body = method === 'GET' || method === 'DELETE' ? {} : { body: sent.body }
  const response = await standIn.fetch(new Request(address, { method, headers, ...body }))
  return { status: response.status, text: (await response.text()).slice(0, 150) }
}
