import { bodyWithin } from '../../lib/body-within.ts'
import type { Exchange } from '../../gateway/exchange.ts'
import type { LiveApi } from '../../gateway/live/live-api.ts'
import { jsonOrText } from '../../lib/json.ts'
import type { StandIn } from '../../standins/stand-in.ts'
import { isDeclined } from '../refusal.ts'
import { type SeenAnswer, answersSeen, seenIn } from './seen-state.ts'

export interface SharedAccountOptions {
  readonly live: LiveApi
  /** What was seen of it by others. */
  readonly seen: readonly Exchange[]
  /** What is seen of it in this room; it grows. */
  readonly recording: readonly Exchange[]
}

const largest = 4 * 1024 * 1024

/**
 * The one test account of a live API, where an account of one's own is expected. It cannot be read from behind: its
 * state is what its API was seen to say.
 */
export function sharedAccount({ live, seen, recording }: SharedAccountOptions): StandIn {
  const earlier = answersSeen(seen)
  const own: SeenAnswer[] = []
  return {
    api: live.name,
    label: `${live.name}/live`,
    async fetch(request) {
      const answer = await live.upstream.fetch(request)
      const responseBody = (await bodyWithin(answer, largest))?.toString('utf8') ?? ''
      if (!isDeclined(answer.status, jsonOrText(responseBody))) {
        own.push({ method: request.method, url: request.url, responseBody })
      }
      const hasBody = ![204, 205, 304].includes(answer.status)
      return new Response(hasBody ? responseBody : null, {
        status: answer.status,
        headers: withoutLength(answer.headers),
      })
    },
    snapshot: async () => seenIn([...earlier, ...answersSeen(recording), ...own]),
    [Symbol.asyncDispose]: async () => undefined,
  }
}

function withoutLength(headers: Headers): Headers {
  const kept = new Headers(headers)
  for (const name of ['content-length', 'content-encoding', 'transfer-encoding']) kept.delete(name)
  return kept
}
