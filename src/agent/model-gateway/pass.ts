import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { TokenPrices } from '../../plan/provider.ts'
import { estimateOf, usdAtMost } from './estimate.ts'
import { answerError, type Failure, forward, type Passed } from './forward.ts'
import { type Admitted, priceOf } from './incoming.ts'
import type { Fared, Pace } from './pace.ts'
import type { Hold, Purse } from './purse.ts'
import type { Routes } from './routes.ts'
import { noteFailure, type Session, waiting } from './session.ts'
import { isFree, type MeteredSpend, nothingSpent, spendOn } from './spend.ts'

/** What all requests share on their way to a provider. */
export interface Way {
  readonly purse: Purse
  readonly routes: Routes
  /** Of the model that a request names. */
  paceOf(admitted: Admitted): Pace
  readonly backoffMs: number
  /** Answers that are under way and may cost something. */
  readonly open: Set<Account>
  /** Adds it to what the session and all of them spent. */
  count(session: Session, spend: MeteredSpend): void
}

/** What is kept about the money of one answer. */
export interface Account {
  /** Books what the answer may have cost at most, since nobody will hear any more what it did. */
  cutOff(): void
}

interface Client {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly signal: AbortSignal
}

/** Takes one request to its provider: when there is money for it, when it is its turn, and again where that is safe. */
export async function pass(admitted: Admitted, client: Client, way: Way): Promise<void> {
  const { session, to, model } = admitted
  const price = priceOf(to.provider, model)
  if (isFree(price)) return settle(admitted, client, way, { price, most: 0 })
  const most = usdAtMost(estimateOf(admitted.json, admitted.body.length, session.seen.get(model)), price)
  const payer = { ...session.registration.payer, session: session.id }
  const held = await waiting(session, () => way.purse.hold(payer, most, client.signal))
  if (held.kind === 'gone') return
  if (held.kind === 'reached') {
    session.outOf = held.level
    return answerError(client.response, 400, 'budget reached')
  }
  await settle(admitted, client, way, { price, most, hold: held })
}

interface Money {
  readonly price: TokenPrices | undefined
  readonly most: number
  readonly hold?: Hold
}

/** Asks, and books what that cost whatever comes of it. */
async function settle(admitted: Admitted, client: Client, way: Way, money: Money): Promise<void> {
  const { session, model } = admitted
  session.requests++
  const account = accountOf(session, way, money)
  let passed: Passed = { kind: 'gone' }
  let mayBeBilled = false
  try {
    ;({ passed, mayBeBilled } = await askWithPatience(admitted, client, way))
  } finally {
    account.book(costOf(passed, mayBeBilled, money))
    session.lastActivityAt = Date.now()
  }
  if (passed.kind === 'answered' && passed.told?.fresh !== undefined) {
    const { fresh, cacheRead = 0, cacheWrite = 0 } = passed.told
    session.seen.set(model, { bytes: admitted.body.length, input: fresh + cacheRead + cacheWrite })
  }
}

function costOf(passed: Passed, mayBeBilled: boolean, { price, most }: Money): MeteredSpend {
  if (passed.kind === 'answered') return spendOn({ ...passed, price, usdAtMost: most })
  return mayBeBilled ? spendOn({ told: undefined, isComplete: false, price, usdAtMost: most }) : nothingSpent
}

let holds = 0

function accountOf(
  session: Session,
  way: Way,
  { price, most, hold }: Money,
): Account & { book(spend: MeteredSpend): void } {
  const id = hold && `${session.id} ${process.pid} ${++holds}`
  if (id !== undefined) session.registration.onHold?.({ id, usd: most })
  const account = {
    book(spend: MeteredSpend) {
      if (!way.open.delete(account)) return
      hold?.settle(spend.usd)
      way.count(session, spend)
      if (id !== undefined || spend !== nothingSpent) session.registration.onSpend?.(spend, id)
    },
    cutOff: () => account.book(spendOn({ told: undefined, isComplete: false, price, usdAtMost: most })),
  }
  way.open.add(account)
  return account
}

const mostTries = 4
/** Of one request, between its tries. What takes longer is the agent's server to know. */
const longestPatienceMs = 120_000

interface Asked {
  readonly passed: Passed
  readonly mayBeBilled: boolean
}

async function askWithPatience(admitted: Admitted, client: Client, way: Way): Promise<Asked> {
  const { session } = admitted
  const pace = way.paceOf(admitted)
  const began = Date.now()
  for (let tries = 1; ; tries++) {
    const turn = await waiting(session, () => pace.turn(client.signal))
    if (!turn) return { passed: { kind: 'gone' }, mayBeBilled: false }
    if (pace.closed !== undefined) {
      turn.end({ kind: 'unclear' })
      noteFailure(session, 0, pace.closed)
      answerError(client.response, 400, pace.closed)
      return { passed: { kind: 'gone' }, mayBeBilled: false }
    }
    const { dispatcher, proxy } = way.routes.to(admitted.to.url)
    const passed = await forward(admitted, { ...client, dispatcher, proxy })
    turn.end(faredAs(passed))
    // A client that went away while it waited leaves a request that was made.
    if (passed.kind !== 'failed') return { passed, mayBeBilled: passed.kind === 'gone' }
    const waitMs = passed.throttled ? 0 : way.backoffMs * 2 ** (tries - 1)
    const isOver = tries >= mostTries || Date.now() + waitMs - began > longestPatienceMs || pace.closed !== undefined
    if (isOver || !passed.mayBeAskedAgain) return given(session, passed)
    // Whoever throttles is left alone by all requests to the model; anything else is waited for here.
    await waiting(session, () => sleep(waitMs, undefined, { signal: client.signal }).catch(() => undefined))
  }
}

function given(session: Session, failure: Failure): Asked {
  noteFailure(session, failure.status, failure.because)
  failure.tell()
  return { passed: failure, mayBeBilled: failure.mayBeBilled }
}

function faredAs(passed: Passed): Fared {
  if (passed.kind === 'gone') return { kind: 'unclear' }
  if (passed.kind === 'answered') return passed.isComplete ? { kind: 'answered' } : { kind: 'unclear' }
  const { because, throttled, isLasting, status } = passed
  // Another request may be a good one.
  if (!isLasting && status >= 400 && status < 500 && status !== 429 && status !== 408) return { kind: 'unclear' }
  return { kind: 'failed', because, isLasting, ...(throttled && { throttled }) }
}
