import type { Exchange } from '../../gateway/exchange.ts'
import type { Json } from '../../lib/json.ts'
import type { AccountObject, AccountState, StandIn } from '../../standins/stand-in.ts'
import { headersAgain } from '../asked-again.ts'
import type { Evidence } from '../evidence.ts'
import { bodyOf } from '../replay/answers.ts'
import { leavesOf, withValue } from '../replay/boxed/leaves.ts'
import { isSuccess } from '../refusal.ts'
import { type Cast, castsFor } from './counterparts.ts'
import { type KnownRun, namedBy, renamed } from './fresh-input.ts'
import { fieldOf, namesIn } from './names-in-account.ts'

/**
 * Things that the agent made itself and then worked on have no counterpart in a new account. They are made there as it
 * made them: by the request that created them, translated. What cannot be made is left to be cast like any other.
 */
export async function makeAgain(
  known: KnownRun,
  evidence: Evidence,
  account: StandIn,
  credential: string,
): Promise<Cast> {
  const cast = new Map<AccountObject, AccountObject>()
  for (const object of namedBy([known.input, known.metadata], namesIn(known.account))) {
    const creation = creationOf(object, evidence)
    const made = creation && (await repeat(creation, { known, account, credential, object }))
    if (made) cast.set(object, made)
  }
  return cast
}

/** The exchange in whose answer the thing first appeared, if it was one that makes things. */
function creationOf(object: AccountObject, { recording, dryRuns }: Evidence): Exchange | undefined {
  const first = dryRuns[0]?.stateBefore ?? []
  if (first.some(({ collection, key }) => collection === object.collection && key === object.key)) return undefined
  const names = object.names.map((name) => fieldOf(object, name))
  return recording.find(
    (exchange) =>
      exchange.method === 'POST' &&
      isSuccess(exchange) &&
      leavesOf(bodyOf(exchange)).some(({ value }) => names.includes(value)),
  )
}

interface Making {
  readonly known: KnownRun
  readonly account: StandIn
  readonly credential: string
  readonly object: AccountObject
}

async function repeat(creation: Exchange, making: Making): Promise<AccountObject | undefined> {
  const { known, account, credential, object } = making
  const before = await account.snapshot()
  const { url, body } = translated(creation, known.account, before)
  const response = await account.fetch(
    new Request(url, {
      method: creation.method,
      headers: headersAgain(creation, { credential, contentType: contentTypeOf(creation) }),
      body: body === '' ? null : body,
    }),
  )
  await response.arrayBuffer()
  const there = new Set(before.map(({ collection, key }) => `${collection} ${key}`))
  const after = await account.snapshot()
  return after.find(({ collection, key }) => collection === object.collection && !there.has(`${collection} ${key}`))
}

/** The request with the names of the new account in the places of the old ones. */
function translated(creation: Exchange, old: AccountState, young: AccountState): { url: string; body: string } {
  const names = namesIn(old)
  const json = parsed(creation.requestBody)
  const segments = creation.url.split(/(?<=[/?=&])|(?=[/?=&])/)
  const [cast = new Map() as Cast] = castsFor(namedBy([segments.map(decoded), json], names), old, young)
  const url = segments.map((segment) => {
    const name = renamed(decoded(segment), names, cast)
    return name === undefined ? segment : encodeURIComponent(String(name))
  })
  const body = leavesOf(json).reduce((document, { path, value }) => {
    const name = renamed(value, names, cast)
    return name === undefined ? document : withValue(document, path, name)
  }, json)
  return { url: url.join(''), body: typeof body === 'string' ? body : JSON.stringify(body) }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    // A lone percent sign: it names nothing.
    return text
  }
}

function parsed(body: string): Json {
  try {
    return JSON.parse(body) as Json
  } catch {
    // A form: names in it are found as words of a text.
    return body
  }
}

function contentTypeOf({ requestHeaders, requestBody }: Exchange): string {
  const given = Object.entries(requestHeaders).find(([name]) => name.toLowerCase() === 'content-type')?.[1]
  return given ?? (requestBody.startsWith('{') ? 'application/json' : 'application/x-www-form-urlencoded')
}
