import { randomUUID } from 'node:crypto'
import type { JsonObject } from '../../lib/json.ts'
import { notImplemented } from '../not-implemented.ts'
import type { StandIn, StandInOptions } from '../stand-in.ts'
import type { Account } from './account.ts'
import { readArguments, stringArgument } from './arguments.ts'
import { openSlackCore, type SlackCore } from './core.ts'
import { callMethod } from './call-method.ts'
import { isSlackMethod } from './known-methods.ts'
import { seedAccount } from './seed/seed-account.ts'
import { snapshotAccount } from './snapshot-account.ts'
import { openTables } from './tables.ts'

const label = 'slack/1'

/** emulate's Slack behind a door of our own: who comes in, how arguments arrive, and what emulate lacks. */
export async function openSlack(options: StandInOptions): Promise<StandIn> {
  const tables = openTables()
  const account = seedAccount(tables, options.seed)
  admit(account, options)
  const core = await openSlackCore(tables, options.credential)
  return {
    api: 'slack',
    label,
    async fetch(request) {
      const response = await answer(request, { account, core, options })
      response.headers.set('x-stand-in', label)
      return response
    },
    snapshot: async () => snapshotAccount(account),
    [Symbol.asyncDispose]: () => core.close(),
  }
}

interface Door {
  readonly account: Account
  readonly core: SlackCore
  readonly options: StandInOptions
}

/** emulate looks a token up in its own table and compares scopes only when told to. */
function admit(account: Account, { credential, scopes }: StandInOptions): void {
  account.tables.setData('slack.strict_scopes', scopes !== undefined)
  account.tables.collection('slack.tokens').insert({
    token: credential,
    token_type: 'bot',
    team_id: account.team.id,
    user_id: account.app.userId,
    scopes: scopes ?? [],
    app_id: account.app.appId,
    bot_id: account.app.botId,
    bot_user_id: account.app.userId,
  })
}

async function answer(request: Request, { account, core, options }: Door): Promise<Response> {
  const { pathname } = new URL(request.url)
  if (pathname.startsWith('/upload/v1/')) return new Response((await core.fetch(request)).body)
  const method = /^\/api\/([^/]+)$/.exec(pathname)?.[1]
  if (method === undefined || !['GET', 'POST'].includes(request.method)) return notImplemented(request.method, pathname)
  const args = await readArguments(request)
  if (!args) return reply({ ok: false, error: 'invalid_json' })
  const { token, ...rest } = args
  const credential =
    /^bearer\s+(.+)$/i.exec(request.headers.get('authorization') ?? '')?.[1] ??
    stringArgument({ token: token ?? '' }, 'token')
  if (!isSlackMethod(method)) return reply({ ok: false, error: 'unknown_method', req_method: method })
  if (credential === undefined) return reply({ ok: false, error: 'not_authed' })
  if (credential !== options.credential) return reply({ ok: false, error: 'invalid_auth' })
  const answered = await callMethod(method, { account, args: rest, scopes: options.scopes }, core)
  return answered ? reply(answered) : notImplemented(request.method, pathname)
}

/** Slack answers 200 whatever happened. */
function reply(answer: JsonObject): Response {
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'x-slack-req-id': randomUUID().replaceAll('-', ''),
  }
  return new Response(JSON.stringify(answer), { headers })
}
