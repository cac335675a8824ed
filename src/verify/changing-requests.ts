import type { Exchange } from '../gateway/exchange.ts'
import type { AccountState, StandIn } from '../standins/stand-in.ts'
import { changesBetween } from './account-changes.ts'
import { mayWrite } from './is-write.ts'

/** Reads the account between those requests of some work that may write. */
export interface WriteWatch {
  /** To be called before the API gets a request. */
  before(request: { readonly method: string }, account: StandIn): Promise<void>
  /** Before each request that may write, from the second one on: what lies before the first is known anyhow. */
  readonly states: readonly AccountState[]
}

// Each costs milliseconds; what a function writes after so many requests is no other kind of thing.
const mostStates = 20

export function watchWrites(): WriteWatch {
  const states: AccountState[] = []
  let isFirst = true
  return {
    states,
    async before(request, account) {
      if (!mayWrite(request)) return
      if (!isFirst && states.length < mostStates) states.push(await account.snapshot())
      isFirst = false
    },
  }
}

/** Which exchanges changed the account, by `seq`. `states`: before the first one that may write, between them, after the last. */
export function changingOf(exchanges: readonly Exchange[], states: readonly AccountState[]): number[] {
  const asked = exchanges
    .filter((exchange) => exchange.kind === 'proxy' && mayWrite(exchange))
    .flatMap(({ seq, upstreamCalls }) => Array.from({ length: upstreamCalls }, () => seq))
  const changing = asked.filter((_, index) => {
    const [before, after] = states.slice(index)
    return before !== undefined && after !== undefined && changesBetween(before, after).length > 0
  })
  return [...new Set(changing)]
}
