import { randomUUID } from 'node:crypto'
import { type Json, type JsonObject, isJsonObject, jsonOrText, objectsIn } from '../../lib/json.ts'
import { isIdLike } from '../../lib/id-like.ts'
import { ownName } from '../../lib/own-name.ts'
import type { Upstream } from '../gateway.ts'
import { type Held, smallAnswer } from '../in-flight.ts'
import { type Asked, asked } from './asked.ts'
import { type Leases, openLeases } from './leases.ts'
import { type ChangedSetting, type Note, type OwnedThing, type Owner, isSameOwner } from './ledger.ts'
import { madeThings } from './made-things.ts'
import { reachOf } from './may-reach.ts'
import { strangerIn } from './recipients.ts'
import { type Refused, hiddenWrite, refusalText } from './refusal-text.ts'
import { type Doing, whatItDoes } from './what-it-does.ts'

/** One attempt's standing in a live account, with what the plan lets it reach beside what it makes. */
export interface Tenant extends Owner {
  /** Names of things, in the spec or in the connection. */
  readonly named: ReadonlySet<string>
  /** Whom it may write to, in small letters. */
  readonly recipients: ReadonlySet<string>
}

/** Which attempt made what in one live account, and what follows from that. */
export interface Ownership {
  /** The account as one attempt, or a verification of it, may use it. */
  upstreamFor(tenant: Tenant): Upstream
  /** Puts back what only one at a time may change, and lets the next have it. */
  release(owner: Owner): Promise<void>
  /** Puts back what an earlier process of the run left changed. */
  putBack(left: readonly ChangedSetting[]): Promise<void>
  /** The account as we ourselves use it. */
  readonly upstream: Upstream
  /** What was made and is still there, the newest first. */
  readonly left: readonly OwnedThing[]
}

export interface OwnershipOptions {
  readonly api: string
  readonly baseUrl: string
  readonly upstream: Upstream
  /** Writes down what happens. False where it could not: then nothing may happen. */
  readonly note: (note: Note) => boolean
  /** What earlier processes of the run made. */
  readonly earlier: readonly OwnedThing[]
}

/** The books of one account. */
interface Books extends OwnershipOptions {
  readonly things: OwnedThing[]
  /** Every name that an answer had: what was there before is nobody's. */
  readonly seen: Set<string>
  readonly leases: Leases
}

export function openOwnership(options: OwnershipOptions): Ownership {
  const books: Books = { ...options, things: [...options.earlier], seen: new Set(), leases: openLeases(options) }
  return {
    upstreamFor: (tenant) => upstreamFor(books, tenant),
    upstream: options.upstream,
    release: (owner) => books.leases.release(owner),
    putBack: (left) => books.leases.putBack(left),
    get left() {
      return books.things.toReversed()
    },
  }
}

function upstreamFor(books: Books, tenant: Tenant): Upstream {
  const { kind, secrets } = books.upstream
  return {
    kind,
    ...(secrets && { secrets: () => secrets() }),
    async refusal(request) {
      const wanted = await asked(request.clone(), books)
      const refused = await refusedTo(books, tenant, wanted)
      return refused && refusalText(books.api, wanted, refused)
    },
    async fetch(request, held) {
      const wanted = await asked(request.clone(), books)
      // Whoever asks without looking first is refused all the same.
      const refused = await refusedTo(books, tenant, wanted)
      if (refused) return Response.json({ error: refusalText(books.api, wanted, refused) }, { status: 403 })
      return send(books, tenant, { request, wanted, doing: whatItDoes(wanted), ...(held && { held }) })
    },
  }
}

async function refusedTo(books: Books, tenant: Tenant, wanted: Asked): Promise<Refused | undefined> {
  const hidden = hiddenWrite(wanted)
  if (hidden !== undefined) return { kind: 'hidden', how: hidden }
  const doing = whatItDoes(wanted)
  const isOwn = (name: string, collection: string) => owns(books, tenant, { name, collection })
  const isNamed = (name: string) => tenant.named.has(name)
  const reach = reachOf(wanted, doing, { isOwn, isNamed })
  if (reach.kind === 'foreign' || reach.kind === 'unnamed') return reach
  if (doing.kind === 'reads') return undefined
  const isKnown = (whom: string) => tenant.recipients.has(whom.toLowerCase()) || isNamed(whom) || isOwn(whom, '')
  const stranger = strangerIn(wanted, isKnown)
  if (stranger !== undefined) return { kind: 'stranger', whom: stranger }
  if (reach.kind !== 'singleton') return undefined
  const because = await books.leases.take(wanted, tenant)
  return because === undefined ? undefined : { kind: 'taken', because }
}

function owns({ things }: Books, tenant: Owner, of: { name: string; collection: string }): boolean {
  return things.some(({ owner, thing }) => {
    if (!isSameOwner(owner, tenant) || thing.name !== of.name) return false
    return (thing.isCertain && isIdLike(thing.name)) || thing.collection === of.collection
  })
}

interface Sending {
  readonly request: Request
  readonly held?: Pick<Held, 'grow'>
  readonly wanted: Asked
  readonly doing: Doing
}

/** Asks the API. That a write is on its way is written down before, so that no kill makes it unknown. */
async function send(books: Books, tenant: Tenant, { request, wanted, doing, held }: Sending): Promise<Response> {
  const { api, note, upstream } = books
  const isWrite = doing.kind !== 'reads'
  const of = { api, interaction: tenant.interaction, attempt: tenant.attempt, write: randomUUID() }
  const address = wanted.url.origin + wanted.url.pathname
  if (isWrite && !note({ kind: 'write-sent', ...of, method: wanted.method, address })) {
    throw new Error('what it would do cannot be written down')
  }
  const answer = await upstream.fetch(request)
  const { body, response } = await looked(answer, () => held?.grow(request.signal))
  if (isWrite) keepWrite(books, { tenant, of, wanted, doing, answer, body })
  for (const name of namesIn(body)) books.seen.add(name)
  return response
}

interface Written {
  readonly tenant: Owner
  readonly of: Omit<Extract<Note, { kind: 'write-answered' }>, 'kind' | 'made' | 'effect'>
  readonly wanted: Asked
  readonly doing: Doing
  readonly answer: Response
  /** Undefined where it is too large to be looked at. */
  readonly body: Json | undefined
}

function keepWrite(books: Books, { tenant, of, wanted, doing, answer, body }: Written): void {
  const { interaction, attempt } = tenant
  const isDeclined = answer.status >= 400 || (isJsonObject(body ?? null) && (body as JsonObject)['ok'] === false)
  if (isDeclined || body === undefined) {
    // After an error of its own an API may have done the work all the same.
    const isKnown = isDeclined && answer.status < 500
    books.note({ kind: 'write-answered', ...of, made: [], effect: isKnown ? 'none' : 'unknown' })
    return
  }
  const gone = goneBy(books, tenant, { wanted, doing })
  const { status, headers } = answer
  const said = madeThings(wanted, doing, { status, headers, body }).filter(({ name, isCertain }) => {
    const isOthers = books.things.some(({ owner, thing }) => thing.name === name && !isSameOwner(owner, tenant))
    const isKnown = books.things.some(({ owner, thing }) => thing.name === name && isSameOwner(owner, tenant))
    return !isOthers && !isKnown && (isCertain || !books.seen.has(name))
  })
  // What was seen before may be somebody who was added to something.
  const made = said.map((thing) => ({ ...thing, isCertain: thing.isCertain && !books.seen.has(thing.name) }))
  for (const thing of made) books.things.push({ owner: { interaction, attempt }, thing })
  const isChange = doing.kind === 'changes' && made.length === 0 && gone.length === 0
  const isUnnamed = doing.kind === 'makes' && made.length === 0 && namesIn(body).length === 0
  const effect = isUnnamed ? 'unnamed' : isChange && !isOfOwn(books, tenant, wanted) ? 'changed' : 'none'
  books.note({ kind: 'write-answered', ...of, made, effect })
  for (const each of gone) forget(books, each)
}

/** What is changed of its own goes with it. */
function isOfOwn(books: Books, tenant: Owner, { segments, values }: Asked): boolean {
  const names = [...segments, ...values.map(({ value }) => String(value))]
  return books.things.some(({ owner, thing }) => isSameOwner(owner, tenant) && names.includes(thing.name))
}

/** What of its own a request takes away: at the end of its path, or by fields in the family of methods that made it. */
function goneBy({ things }: Books, tenant: Owner, { wanted, doing }: Pick<Sending, 'wanted' | 'doing'>): OwnedThing[] {
  if (!doing.isRemoving) return []
  const named = new Set(wanted.values.map(({ value }) => String(value)))
  const last = wanted.segments.at(-1) ?? ''
  const family = last.split('.')[0]?.toLowerCase()
  return things.filter(({ owner, thing }) => {
    if (!isSameOwner(owner, tenant)) return false
    if (!doing.isByFields) return thing.name === last
    return /delete|remove|destroy|archive/i.test(last) && named.has(thing.name) && thing.collection === family
  })
}

function forget(books: Books, gone: OwnedThing): void {
  books.things.splice(books.things.indexOf(gone), 1)
  books.note({ kind: 'thing-gone', api: books.api, address: gone.thing.address })
}

const largest = 4 * 1024 * 1024

/** The answer as a value, and as it came. What is larger is passed on unread: who asked has a bound of his own for it. */
async function looked(
  answer: Response,
  grow: () => Promise<void> | undefined,
): Promise<{ body: Json | undefined; response: Response }> {
  const { status, headers } = answer
  if (!answer.body) return { body: '', response: new Response(null, { status, headers }) }
  const reader = answer.body.getReader()
  const read: Uint8Array[] = []
  let size = 0
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    read.push(next.value)
    size += next.value.length
    if (size > smallAnswer) await grow()
    if (size > largest) return { body: undefined, response: new Response(rest(read, reader), { status, headers }) }
  }
  const bytes = Buffer.concat(read)
  return { body: jsonOrText(bytes.toString('utf8')), response: new Response(bytes, { status, headers }) }
}

/** What was read already, and what is still to come. */
function rest(read: readonly Uint8Array[], reader: ReadableStreamDefaultReader<Uint8Array>): ReadableStream {
  return new ReadableStream({
    start: (to) => read.forEach((chunk) => to.enqueue(chunk)),
    async pull(to) {
      const { done, value } = await reader.read()
      if (done) to.close()
      else to.enqueue(value)
    },
    cancel: (because) => reader.cancel(because),
  })
}

function namesIn(body: Json | undefined): string[] {
  return body === undefined ? [] : objectsIn(body).flatMap((thing) => ownName(thing)?.name ?? [])
}
