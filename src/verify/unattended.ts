import type { Exchange } from '../gateway/exchange.ts'
import type { Interaction } from '../plan/interaction.ts'
import type { Evidence } from './evidence.ts'

interface SourceFile {
  readonly path: string
  readonly text: string
  readonly sha256: string
}

/** Evidence of a function that no agent was seen at work on. */
export function unattended(interaction: Interaction, source: SourceFile): Evidence {
  return {
    interaction,
    attempt: 0,
    source: { kind: 'file', ...source },
    claim: { kind: 'none', because: 'no agent was at work' },
    recording: [],
    accessStops: [],
    dryRuns: [],
    handCalls: [],
    manifestChanges: [],
  }
}

type Given = 'seq' | 'during' | 'method' | 'url' | 'endpoint' | 'query' | 'requestHeaders' | 'requestBody' | 'status'
type Answered = 'responseHeaders' | 'responseBody' | 'upstream'

/** A request that no gateway saw, so that nothing vouches for it. */
export function unseenExchange(given: Pick<Exchange, Given | Answered>): Exchange {
  return {
    ...given,
    prev: '',
    hash: '',
    at: '',
    kind: 'proxy',
    responseBytes: Buffer.byteLength(given.responseBody),
    identity: '',
    upstreamCalls: 1,
    milliseconds: 0,
  }
}
