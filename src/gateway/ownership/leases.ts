import { setTimeout as wait } from 'node:timers/promises'
import { bodyWithin } from '../../lib/body-within.ts'
import { type JsonObject, jsonObjectOrNothing } from '../../lib/json.ts'
import type { Upstream } from '../gateway.ts'
import type { Asked } from './asked.ts'
import { type Note, type Owner, isSameOwner } from './ledger.ts'

/** Things of which an account has one, such as its settings: one attempt at a time may change them. */
export interface Leases {
  /** Why it cannot be had; undefined when it is this owner's from now on. */
  take(asked: Asked, owner: Owner): Promise<string | undefined>
  /** Puts back what the owner has changed. */
  release(owner: Owner): Promise<void>
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
  /** How it is written: by the last write. */
  write: { readonly method: string; readonly fields: readonly string[] }
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
        if (isSameOwner(held.owner, owner)) return takeAgain(held, asked)
        await wait(pause)
      }
      if (leases.has(address))
        return 'another attempt is at work on it: there is one of it in the account. Ask again in a minute'
      const lease: Lease = { owner, address, write: writeOf(asked) }
      leases.set(address, lease)
      lease.before = await shown(options.upstream, address)
      if (lease.before) return undefined
      leases.delete(address)
      return 'it names nothing that you made, and GET shows nothing there that could be put back afterwards. Name a thing that you made yourself'
    },
    async release(owner) {
      for (const lease of [...leases.values()].filter((each) => isSameOwner(each.owner, owner))) {
        await putBack(lease, options).catch(() => undefined) // What is not put back stays in the books as changed.
        leases.delete(lease.address)
      }
    },
  }
}

function takeAgain(lease: Lease, asked: Asked): undefined {
  const { method, fields } = writeOf(asked)
  lease.write = { method, fields: [...new Set([...lease.write.fields, ...fields])] }
}

function writeOf({ method, body }: Asked): Lease['write'] {
  return { method, fields: Object.keys(jsonObjectOrNothing(body.toString('utf8')) ?? {}) }
}

async function putBack({ address, before, write }: Lease, { api, upstream, note }: LeaseOptions): Promise<void> {
  const left = (because: string) => void note({ kind: 'thing-left', api, address, because })
  if (!before) return left('the API shows no state of it that could be put back')
  if (write.fields.length === 0) return left('what was changed of it is not known')
  const part = (of: JsonObject) => Object.fromEntries(write.fields.map((field) => [field, of[field] ?? null]))
  const body = JSON.stringify(write.method === 'PATCH' ? part(before) : before)
  const headers = { 'content-type': 'application/json' }
  const answer = await upstream.fetch(new Request(address, { method: write.method, headers, body }))
  await answer.body?.cancel()
  const now = await shown(upstream, address)
  const isBack = now !== undefined && JSON.stringify(part(now)) === JSON.stringify(part(before))
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
