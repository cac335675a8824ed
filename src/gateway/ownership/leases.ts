import { setTimeout as wait } from 'node:timers/promises'
import { bodyWithin } from '../../lib/body-within.ts'
import { type Json, type JsonObject, canonicalJson, isJsonObject, jsonObjectOrNothing } from '../../lib/json.ts'
import type { Upstream } from '../gateway.ts'
import { withoutSecrets } from '../secret-forms.ts'
import type { Asked } from './asked.ts'
import { type ChangedSetting, type Note, type Owner, isSameOwner } from './ledger.ts'

/** Things of which an account has one, such as its settings: one attempt at a time may change them. */
export interface Leases {
  /** Why it cannot be had; undefined when it is this owner's from now on. */
  take(asked: Asked, owner: Owner): Promise<string | undefined>
  /** Puts back what the owner has changed. */
  release(owner: Owner): Promise<void>
  /** Puts back what an earlier process left changed, unless somebody else has changed it since. */
  putBack(left: readonly ChangedSetting[]): Promise<void>
}

interface LeaseOptions {
  readonly api: string
  readonly upstream: Upstream
  readonly note: (note: Note) => boolean
}

interface Lease {
  readonly owner: Owner
  readonly address: string
  /** As the API showed it before the first write; undefined until it has. */
  before?: JsonObject | undefined
  /** How it is written: by the last write, with all fields that any had. */
  write: { readonly method: string; readonly sent: JsonObject }
}

const patience = 20_000
const pause = 250
/** Nothing of which there is one is larger. */
const largest = 4 * 1024 * 1024

export function openLeases(options: LeaseOptions): Leases {
  const leases = new Map<string, Lease>()
  return {
    async take(asked, owner) {
      const address = asked.url.origin + asked.url.pathname
      for (let waited = 0; waited < patience; waited += pause) {
        const held = leases.get(address)
        if (!held) break
        if (isSameOwner(held.owner, owner)) return takeAgain(held, asked, options)
        await wait(pause)
      }
      if (leases.has(address))
        return 'another attempt is at work on it: there is one of it in the account. Ask again in a minute'
      const lease: Lease = { owner, address, write: writeOf(asked) }
      leases.set(address, lease)
      lease.before = await shown(options.upstream, address)
      if (lease.before) return keep(lease, options)
      leases.delete(address)
      return 'it names nothing that you made, and GET shows nothing there that could be put back afterwards. Name a thing that you made yourself'
    },
    async release(owner) {
      for (const lease of [...leases.values()].filter((each) => isSameOwner(each.owner, owner))) {
        await putBack(lease, options).catch(() => undefined) // What is not put back stays in the books as changed.
        leases.delete(lease.address)
      }
    },
    async putBack(left) {
      for (const each of left) await putBackLater(each, options).catch(() => undefined) // As above.
    },
  }
}

function takeAgain(lease: Lease, asked: Asked, options: LeaseOptions): string | undefined {
  const { method, sent } = writeOf(asked)
  lease.write = { method, sent: { ...lease.write.sent, ...sent } }
  return keep(lease, options)
}

function writeOf({ method, body }: Asked): Lease['write'] {
  return { method, sent: jsonObjectOrNothing(body.toString('utf8')) ?? {} }
}

/** Writes down how it was, for whoever goes on after a kill. What has a credential in it is not written down. */
function keep(
  { owner, address, before = {}, write }: Lease,
  { api, upstream, note }: LeaseOptions,
): string | undefined {
  const { interaction, attempt } = owner
  const { method, sent } = write
  const known = method === 'PATCH' ? partOf(before, sent) : before
  const text = JSON.stringify([known, sent])
  if (withoutSecrets(upstream.secrets?.() ?? [], () => '')(text) !== text) return undefined
  const isNoted = note({ kind: 'setting-kept', api, interaction, attempt, address, method, before: known, sent })
  return isNoted ? undefined : 'how it was cannot be written down'
}

function partOf(whole: JsonObject, sent: JsonObject): JsonObject {
  return Object.fromEntries(Object.keys(sent).map((field) => [field, whole[field] ?? null]))
}

async function putBackLater({ before, method, sent, ...of }: ChangedSetting, options: LeaseOptions): Promise<void> {
  const { api, upstream, note } = options
  const { address } = of
  const now = await shown(upstream, address)
  const isAs = (wanted: JsonObject) => now !== undefined && canonicalJson(partOf(now, sent)) === canonicalJson(wanted)
  if (isAs(partOf(before, sent))) return void note({ kind: 'thing-gone', api, address })
  if (now !== undefined && says(now, sent))
    return putBack({ owner: of, address, before, write: { method, sent } }, options)
  const because =
    now === undefined
      ? 'the API does not show it now, so it was not put back'
      : 'the run was cut off, and it is neither as it was before nor as the run left it: look yourself'
  note({ kind: 'thing-left', api, address, because })
}

/** Whether all that was sent is there: a PATCH may leave what stands beside it. */
function says(now: Json, sent: Json): boolean {
  if (!isJsonObject(sent) || !isJsonObject(now)) return canonicalJson(now) === canonicalJson(sent)
  return Object.entries(sent).every(([field, value]) => says(now[field] ?? null, value as Json))
}

async function putBack({ address, before, write }: Lease, { api, upstream, note }: LeaseOptions): Promise<void> {
  const left = (because: string) => void note({ kind: 'thing-left', api, address, because })
  const { method, sent } = write
  if (!before) return left('the API shows no state of it that could be put back')
  if (Object.keys(sent).length === 0) return left('what was changed of it is not known')
  const wanted = partOf(before, sent)
  const body = JSON.stringify(method === 'PATCH' ? wanted : before)
  const headers = { 'content-type': 'application/json' }
  const answer = await upstream.fetch(new Request(address, { method, headers, body }))
  await answer.body?.cancel()
  const now = await shown(upstream, address)
  const isBack = now !== undefined && canonicalJson(partOf(now, sent)) === canonicalJson(wanted)
  if (isBack) note({ kind: 'thing-gone', api, address })
  else left(`it was to be put back as it was, and the API answered ${answer.status}`)
}

async function shown(upstream: Upstream, address: string): Promise<JsonObject | undefined> {
  const answer = await upstream.fetch(new Request(address)).catch(() => undefined) // Then it shows nothing.
  if (!answer) return undefined
  const whole = await bodyWithin(answer, largest)
  const body = whole && jsonObjectOrNothing(whole.toString('utf8'))
  return answer.status < 300 && body?.['ok'] !== false ? body : undefined
}
