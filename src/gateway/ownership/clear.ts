import { bodyWithin } from '../../lib/body-within.ts'
import { isJsonObject, jsonOrText } from '../../lib/json.ts'
import type { Upstream } from '../gateway.ts'
import type { KnownDeletes } from './known-deletes.ts'
import type { Note, OwnedThing } from './ledger.ts'
import type { MadeThing } from './made-things.ts'

export interface Clearing {
  readonly api: string
  readonly upstream: Upstream
  readonly deletes: KnownDeletes
  /** False where nothing can be written down any more. */
  readonly note: (note: Note) => boolean
}

/** Deletes what a run has made in a live account, where it is known how; what stays is written down with the reason. */
export async function clear(things: readonly OwnedThing[], clearing: Clearing): Promise<void> {
  for (const { thing } of things) {
    const { api, note } = clearing
    const { address } = thing
    const because = await whyLeft(thing, clearing)
    const isNoted = note(
      because === undefined ? { kind: 'thing-gone', api, address } : { kind: 'thing-left', api, address, because },
    )
    if (!isNoted) return
  }
}

async function whyLeft(thing: MadeThing, { upstream, deletes }: Clearing): Promise<string | undefined> {
  // It may have been found, and not made: better left than lost.
  if (!thing.isCertain) return 'the API does not say that it was new'
  const request = deletes.requestFor(thing)
  if (!request) return 'no page or spec that was read says how it is deleted'
  try {
    const answer = await upstream.fetch(new Request(request, { signal: AbortSignal.timeout(60_000) }))
    const said = await bodyWithin(answer, 1024 * 1024)
    const body = jsonOrText(said?.toString('utf8') ?? '')
    // What it was in may have taken it along.
    if (answer.status === 404 || answer.status === 410) return undefined
    if (answer.status >= 300) return `the API answered ${answer.status} when it was to delete it`
    return isJsonObject(body) && body['ok'] === false
      ? `the API answered ${JSON.stringify(body['error'] ?? body)} when it was to delete it`
      : undefined
  } catch (error) {
    return `the API could not be asked for it: ${error instanceof Error ? error.message : String(error)}`
  }
}
