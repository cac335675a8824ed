import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { isFree } from '../../lib/is-free.ts'
import type { TokenPrices } from '../../plan/provider.ts'
import { estimateOf, usdAtMost } from './estimate.ts'
import { answerError, forward, type Passed } from './forward.ts'
import { type Admitted, priceOf } from './incoming.ts'
import type { Fared, Pace, Turn } from './pace.ts'
import type { Gate, Held, Hold, Purse } from './purse.ts'
import type { Routes } from './routes.ts'
import { asking, noteFailure, type Session, waiting } from './session.ts'
import { type MeteredSpend, nothingSpent, spendOn } from './spend.ts'

/** What all requests share on their way to a provider. */
export interface Way {
  readonly purse: Purse
  readonly routes: Routes
  /** Of the model that a request names. */
  paceOf(admitted: Admitted): Pace
  readonly backoffMs: number
  readonly mostTries: number
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

/** Of one request, between its tries. What takes longer is the agent's server to know. */
const longestPatienceMs = 120_000

/** Takes one request to its provider: when it is its turn and there is money for it, and again where that is safe. */
export async function pass(admitted: Admitted, client: Client, way: Way): Promise<void> {
  const { session } = admitted
  const pace = way.paceOf(admitted)
  const began = Date.now()
  for (let tries = 1; ; tries++) {
    const entered = await waiting(session, () => enter(admitted, client.signal, way))
    if (entered.kind !== 'entered') return turnAway(admitted, client.response, entered)
    if (tries === 1) session.requests++
    const passed = await asking(session, () => settle(admitted, client, way, entered))
    if (passed.kind !== 'failed') return
    const waitMs = passed.throttled ? 0 : way.backoffMs * 2 ** (tries - 1)
    const isOver =
      tries >= way.mostTries || Date.now() + waitMs - began > longestPatienceMs || pace.closed !== undefined
    if (isOver || !passed.mayBeAskedAgain) {
      noteFailure(session, passed.status, passed.because)
      return passed.tell()
    }
    // Whoever throttles is left alone by all requests to the model; anything else is waited for here.
    await waiting(session, () => sleep(waitMs, undefined, { signal: client.signal }).catch(() => undefined))
  }
}

interface Money {
  readonly price: TokenPrices | undefined
  readonly most: number
  readonly hold?: Hold
}

interface Admission {
  readonly kind: 'entered'
  readonly turn: Turn
  readonly money: Money
}

type Entered =
  | Admission
  | { readonly kind: 'closed'; readonly because: string }
  | Exclude<Held, Hold | { kind: 'closed' }>

/** Waits for a turn and for money, and has neither without the other: so nobody keeps what he cannot use from others. */
async function enter(admitted: Admitted, signal: AbortSignal, way: Way): Promise<Entered> {
  const { session, to, model } = admitted
  const pace = way.paceOf(admitted)
  const price = priceOf(to.provider, model)
  if (isFree(price)) {
    const turn = await pace.turn(signal)
    if (turn && pace.closed === undefined) return { kind: 'entered', turn, money: { price, most: 0 } }
    turn?.end({ kind: 'unclear' })
    return turn && pace.closed !== undefined ? { kind: 'closed', because: pace.closed } : { kind: 'gone' }
  }
  const most = usdAtMost(estimateOf(admitted.json, admitted.body.length, session.seen.get(model)), price)
  const gate = gateBefore(pace)
  const held = await way.purse.hold({ ...session.registration.payer, session: session.id }, most, signal, gate)
  if (held.kind === 'held') return { kind: 'entered', turn: gate.entered(), money: { price, most, hold: held } }
  return held.kind === 'closed' ? { kind: 'closed', because: String(pace.closed) } : held
}

function gateBefore(pace: Pace): Gate & { entered(): Turn } {
  let turn: Turn | undefined
  return {
    state: () => (pace.closed !== undefined ? 'closed' : pace.hasTurn ? 'open' : 'shut'),
    enter: () => (turn = pace.take()),
    entered() {
      if (!turn) throw new Error('money was held before its turn')
      return turn
    },
  }
}

function turnAway({ session }: Admitted, response: ServerResponse, because: Exclude<Entered, Admission>): void {
  if (because.kind === 'reached') {
    session.outOf = because.level
    answerError(response, 400, 'budget reached')
  } else if (because.kind === 'closed') {
    noteFailure(session, 0, because.because)
    answerError(response, 400, because.because)
  }
}

/** Asks once, and books what that cost whatever comes of it. */
async function settle(admitted: Admitted, client: Client, way: Way, { turn, money }: Admission): Promise<Passed> {
  const { session, model } = admitted
  const account = accountOf(session, way, money)
  let passed: Passed | undefined
  try {
    const { dispatcher, proxy } = way.routes.to(admitted.to.url)
    passed = await forward(admitted, { ...client, dispatcher, proxy })
  } finally {
    account.book(passed ? costOf(passed, money) : nothingSpent)
    turn.end(passed ? faredAs(passed) : { kind: 'unclear' })
    session.lastActivityAt = Date.now()
  }
  if (passed.kind === 'answered' && passed.told?.fresh !== undefined) {
    const { fresh, cacheRead = 0, cacheWrite = 0 } = passed.told
    session.seen.set(model, { bytes: admitted.body.length, input: fresh + cacheRead + cacheWrite })
  }
  return passed
}

function costOf(passed: Passed, { price, most }: Money): MeteredSpend {
  if (passed.kind === 'answered') return spendOn({ ...passed, price, usdAtMost: most })
  // A client that went away while it waited leaves a request that was made.
  const mayBeBilled = passed.kind === 'gone' || passed.mayBeBilled
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

function faredAs(passed: Passed): Fared {
  if (passed.kind === 'gone') return { kind: 'unclear' }
  if (passed.kind === 'answered') return passed.isComplete ? { kind: 'answered' } : { kind: 'unclear' }
  const { because, throttled, isLasting, status } = passed
  // Another request may be a good one.
  if (!isLasting && status >= 400 && status < 500 && status !== 429 && status !== 408) return { kind: 'unclear' }
  return { kind: 'failed', because, isLasting, ...(throttled && { throttled }) }
}
