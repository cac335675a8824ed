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
})
