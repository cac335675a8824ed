import type { Exchange } from '../../gateway/exchange.ts'
import { jsonOrText } from '../../lib/json.ts'
import type { AccountObject, AccountState, StandIn } from '../../standins/stand-in.ts'
import { decodedOrSame } from '../decoded-or-same.ts'
import { chosenHeaders } from '../../gateway/identity.ts'
import type { Prepared } from '../account-again.ts'
import { headersAgain } from '../asked-again.ts'
import type { Evidence } from '../evidence.ts'
import { bodyOf } from '../replay/answers.ts'
import { leavesOf, withValue } from '../replay/boxed/leaves.ts'
import { isSuccess } from '../refusal.ts'
import { seenIn } from '../shared/seen-state.ts'
import { type Cast, castsFor } from './counterparts.ts'
import { type KnownRun, namedBy, renamed } from './fresh-input.ts'
import { fieldOf, namesIn } from './names-in-account.ts'

export interface Made {
  /** What stands for what. */
  readonly cast: Cast
  /** The requests by which it was made. */
  readonly done: readonly Prepared[]
}

/**
 * Things that the agent made itself and then worked on have no counterpart in a new account. They are made there as it
 * made them: by the request that created them, translated. What it did with the things before, so that there is
 * something to undo or to read, is done there too. What cannot be made is left to be cast like any other.
 */
export async function makeAgain(
  known: KnownRun,
  evidence: Evidence,
  account: StandIn,
  credential: string,
): Promise<Made> {
  const done: Prepared[] = []
  const cast = new Map<AccountObject, AccountObject>()
  const objects = namedBy([known.input, known.metadata], namesIn(known.account))
  const creations: Exchange[] = []
  const madeBy = (creation: Exchange) => (object: AccountObject) => creationOf(object, evidence) === creation
  for (const object of objects) {
    const creation = creationOf(object, evidence)
    const made =
      creation && (await repeat(creation, { known, account, credential, object, cast, done, isOwn: madeBy(creation) }))
    if (made) cast.set(object, made)
    if (creation) creations.push(creation)
  }
  if (cast.size === 0) return { cast, done }
  for (const preparation of preparationsFor([...cast.keys()], known, evidence)) {
    if (!creations.includes(preparation)) await again(preparation, { known, account, credential, cast, done })
  }
  return { cast, done }
}

/** What was done with the things that were made, before the known run and by other operations than its own. */
function preparationsFor(objects: readonly AccountObject[], known: KnownRun, { recording }: Evidence): Exchange[] {
  const own = recording.filter(({ during }) => during === known.label)
  const names = objects.flatMap((object) => object.names.map((name) => String(fieldOf(object, name))))
  const operation = ({ method, url }: Exchange) => {
    const path = new URL(url).pathname.split('/').map(decodedOrSame)
    return `${method} ${path.map((segment) => (names.some((name) => segment.includes(name)) ? '*' : segment)).join('/')}`
  }
  const done = new Set(own.filter(({ kind }) => kind === 'proxy').map(operation))
  const first = own[0]?.seq ?? Infinity
  return recording.filter(
    (exchange) =>
      exchange.kind === 'proxy' &&
      exchange.seq < first &&
      exchange.method !== 'GET' &&
      isSuccess(exchange) &&
      !done.has(operation(exchange)) &&
      names.some((name) => `${decodedOrSame(exchange.url)} ${exchange.requestBody}`.includes(name)),
  )
}

/** The exchange in whose answer the thing first appeared, if it was one that makes things. */
function creationOf(object: AccountObject, { recording, dryRuns }: Evidence): Exchange | undefined {
  const first = dryRuns[0]?.stateBefore ?? seenOtherwise(object, recording)
  if (first.some(({ collection, key }) => collection === object.collection && key === object.key)) return undefined
  const names = object.names.map((name) => fieldOf(object, name))
  return recording.find(
    (exchange) =>
      exchange.method === 'POST' &&
      isSuccess(exchange) &&
      leavesOf(bodyOf(exchange)).some(({ value }) => names.includes(value)),
  )
}

/** Where there is no view from behind: a thing that was told of by anything but a POST was there before. */
function seenOtherwise(object: AccountObject, recording: readonly Exchange[]): AccountState {
  const first = recording.filter(isSuccess).find((exchange) => seenIn([exchange]).some(({ key }) => key === object.key))
  return first?.method === 'POST' ? [] : [object]
}

interface Again {
  readonly known: KnownRun
  readonly account: StandIn
  readonly credential: string
  readonly done: Prepared[]
  /** What was made already. */
  readonly cast: Cast
  /** Whether the agent's account first had a thing by this very request: then it is called here as it was called there. */
  readonly isOwn?: (object: AccountObject) => boolean
}

async function repeat(
  creation: Exchange,
  making: Again & { readonly object: AccountObject },
): Promise<AccountObject | undefined> {
  const { account, object } = making
  const before = await account.snapshot()
  await again(creation, making)
  const there = new Set(before.map(({ collection, key }) => `${collection} ${key}`))
  const after = await account.snapshot()
  return after.find(({ collection, key }) => collection === object.collection && !there.has(`${collection} ${key}`))
}

async function again(exchange: Exchange, { known, account, credential, cast, done, isOwn }: Again): Promise<void> {
  const old = isOwn ? known.account.filter((object) => !isOwn(object)) : known.account
  const { url, body } = translated(exchange, old, await account.snapshot(), cast)
  const { method } = exchange
  const contentType = contentTypeOf(exchange)
  const response = await account.fetch(
    new Request(url, {
      method,
      headers: headersAgain(exchange, { credential, contentType }),
      body: body === '' ? null : body,
    }),
  )
  const answer = await response.text()
  const chosen = chosenHeaders(Object.entries(exchange.requestHeaders)).map(([name, value]) => [
    `nango-proxy-${name}`,
    value,
  ])
  done.push({ method, url, headers: { ...Object.fromEntries(chosen), 'content-type': contentType }, body, answer })
}

/** The request with the names of the new account in the places of the old ones. */
function translated(
  creation: Exchange,
  old: AccountState,
  young: AccountState,
  made: Cast,
): { url: string; body: string } {
  const names = namesIn(old)
  // Names in a form are found as words of a text.
  const json = jsonOrText(creation.requestBody)
  const segments = creation.url.split(/(?<=[/?=&])|(?=[/?=&])/)
  const [cast = new Map() as Cast] = castsFor(namedBy([segments.map(decodedOrSame), json], names), old, young, {
    certain: made,
  })
  const url = segments.map((segment) => {
    const name = renamed(decodedOrSame(segment), names, cast)
    return name === undefined ? segment : encodeURIComponent(String(name))
  })
  const body = leavesOf(json).reduce((document, { path, value }) => {
    const name = renamed(value, names, cast)
    return name === undefined ? document : withValue(document, path, name)
  }, json)
  return { url: url.join(''), body: typeof body === 'string' ? body : JSON.stringify(body) }
}

export function contentTypeOf({ requestHeaders, requestBody }: Exchange): string {
  const given = Object.entries(requestHeaders).find(([name]) => name.toLowerCase() === 'content-type')?.[1]
  return given ?? (requestBody.startsWith('{') ? 'application/json' : 'application/x-www-form-urlencoded')
}
