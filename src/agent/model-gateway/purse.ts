/** What may be spent, in US dollars. A level without a cap has none. */
export interface Caps {
  readonly run?: number
  readonly api?: Readonly<Record<string, number>>
  readonly interaction?: number
  readonly attempt?: number
}

/** Where a cap can be reached, from the narrowest. */
export type Level = 'attempt' | 'interaction' | 'api' | 'run'

export interface Payer {
  readonly api: string
  /** Its id. */
  readonly interaction: string
}

/** Money that is held for one answer until it is known what that cost. */
export interface Hold {
  readonly kind: 'held'
  /** Books what it cost and lets go of the rest. Only the first time counts. */
  settle(usd: number): void
}

export type Held =
  | Hold
  | { readonly kind: 'reached'; readonly level: Level }
  /** Whoever waited has gone. */
  | { readonly kind: 'gone' }
  /** What was waited for beside money will never come. */
  | { readonly kind: 'closed' }

/** What somebody waits for beside money, such as his turn. */
export interface Gate {
  /** closed: for good. */
  state(): 'open' | 'shut' | 'closed'
  /** Called when it is open and there is money, at once. */
  enter(): void
}

/** What may be spent and was, at four levels. One request is never let through on money that another one may need. */
export interface Purse {
  /**
   * Holds the most that an answer may cost. Waits while answers under way may use up what is left, ten minutes at most:
   * then the cap counts as reached. Where nothing else is under way, its last may be overdrawn by that one answer.
   * Before its gate, nobody holds money or keeps others from it.
   */
  hold(payer: Payer & { readonly session: string }, usd: number, signal: AbortSignal, gate?: Gate): Promise<Held>
  /** A gate may have opened or closed. */
  serve(): void
  /** The widest cap that is spent, of those that all attempts of an interaction share. */
  reached(payer: Payer): Level | undefined
}

interface Pot {
  readonly level: Level
  /** What is left of it was not enough for whoever waited too long: it counts as spent. */
  isGivenUp?: boolean
  readonly cap: number
  spent: number
  held: number
  holders: number
}

interface Waiting {
  readonly session: string
  /** When it first came, which is its place. */
  readonly since: number
  readonly pots: readonly Pot[]
  readonly usd: number
  readonly gate: Gate | undefined
  readonly answer: (held: Held) => void
  /** Ends its wait for money. */
  timer?: NodeJS.Timeout
}

interface State {
  readonly caps: Caps
  readonly longestWaitMs: number
  readonly pots: Map<string, Pot>
  readonly waiting: Set<Waiting>
  /** Since when a session waits, however often it has asked meanwhile: clients give up and come again. */
  readonly since: Map<string, number>
  /** Since when it is money alone that a session waits for. */
  readonly short: Map<string, number>
}

/** A cap that somebody waits for so long is as good as spent. */
const patience = 10 * 60_000

/** `spent` is what earlier processes of the run spent. An attempt begins from nothing, and so does what it may cost. */
export function openPurse(
  caps: Caps,
  spent: readonly (Payer & { readonly usd: number })[] = [],
  longestWaitMs = patience,
): Purse {
  const state: State = {
    caps,
    longestWaitMs,
    pots: new Map(),
    waiting: new Set(),
    since: new Map(),
    short: new Map(),
  }
  for (const { usd, ...payer } of spent) {
    for (const pot of sharedPots(state, payer)) pot.spent += usd
  }
  return {
    hold({ session, ...payer }, usd, signal, gate) {
      const attempt = potOf(state, { level: 'attempt', name: session, cap: caps.attempt })
      const pots = [...sharedPots(state, payer), attempt]
      return queued(state, { session, pots, usd, gate }, signal)
    },
    serve: () => serve(state),
    reached: (payer) => sharedPots(state, payer).find(isSpent)?.level,
  }
}

function queued(
  state: State,
  of: Pick<Waiting, 'session' | 'pots' | 'usd' | 'gate'>,
  signal: AbortSignal,
): Promise<Held> {
  const { session } = of
  return new Promise((resolve) => {
    const since = state.since.get(session) ?? Date.now()
    state.since.set(session, since)
    const waiting: Waiting = { ...of, since, answer }
    const leave = () => answer({ kind: 'gone' })
    function answer(held: Held) {
      signal.removeEventListener('abort', leave)
      clearTimeout(waiting.timer)
      if (held.kind !== 'gone') {
        state.since.delete(session)
        state.short.delete(session)
      }
      if (state.waiting.delete(waiting)) resolve(held)
    }
    state.waiting.add(waiting)
    signal.addEventListener('abort', leave, { once: true })
    if (signal.aborted) leave()
    serve(state)
  })
}

/** From the widest. */
function sharedPots(state: State, { api, interaction }: Payer): Pot[] {
  const { caps } = state
  const apiCap = Object.hasOwn(caps.api ?? {}, api) ? caps.api?.[api] : undefined
  return [
    potOf(state, { level: 'run', name: '', cap: caps.run }),
    potOf(state, { level: 'api', name: api, cap: apiCap }),
    potOf(state, { level: 'interaction', name: interaction, cap: caps.interaction }),
  ]
}

function potOf({ pots }: State, of: { level: Level; name: string; cap: number | undefined }): Pot {
  const key = `${of.level} ${of.name}`
  const pot = pots.get(key) ?? { level: of.level, cap: of.cap ?? Infinity, spent: 0, held: 0, holders: 0 }
  pots.set(key, pot)
  return pot
}

/** The caps that have no room for whoever waited too long are at their end, unless something else kept him last. */
function giveUp(state: State, waiting: Waiting): void {
  delete waiting.timer
  state.short.delete(waiting.session)
  if (gateOf(waiting) === 'open') {
    for (const pot of waiting.pots) if (!hasRoom(pot, waiting.usd)) pot.isGivenUp = true
  }
  serve(state)
}

/** In the order in which they first came: what one of them waits for is not given to a later one. */
function serve(state: State): void {
  const claimed = new Set<Pot>()
  for (const waiting of [...state.waiting].toSorted((one, other) => one.since - other.since)) {
    const reached = waiting.pots.find(isSpent)
    const gate = gateOf(waiting)
    const tooFull = waiting.pots.filter((pot) => claimed.has(pot) || !hasRoom(pot, waiting.usd))
    if (gate === 'closed') waiting.answer({ kind: 'closed' })
    else if (reached) waiting.answer({ kind: 'reached', level: reached.level })
    // Money would not help it now, so it keeps none from others.
    else if (gate === 'shut') continue
    else if (tooFull.length === 0) {
      waiting.gate?.enter()
      waiting.answer(holdIn(state, waiting))
    } else {
      for (const pot of tooFull) claimed.add(pot)
      beShort(state, waiting)
    }
  }
}

function gateOf({ gate }: Waiting): ReturnType<Gate['state']> {
  return gate?.state() ?? 'open'
}

/** From now on its patience is used up, if it is not already. */
function beShort(state: State, waiting: Waiting): void {
  const now = Date.now()
  const since = state.short.get(waiting.session) ?? now
  state.short.set(waiting.session, since)
  waiting.timer ??= setTimeout(() => giveUp(state, waiting), since + state.longestWaitMs - now).unref()
}

function isSpent({ spent, cap, isGivenUp = false }: Pot): boolean {
  return isGivenUp || spent >= cap
}

function hasRoom({ cap, spent, held, holders }: Pot, usd: number): boolean {
  return holders === 0 || spent + held + usd <= cap
}

function holdIn(state: State, { pots, usd }: Waiting): Hold {
  for (const pot of pots) {
    pot.held += usd
    pot.holders++
  }
  let isSettled = false
  return {
    kind: 'held',
    settle(cost) {
      if (isSettled) return
      isSettled = true
      for (const pot of pots) {
        pot.spent += cost
        pot.holders--
        // Sums of fractions leave crumbs.
        pot.held = pot.holders === 0 ? 0 : pot.held - usd
      }
      serve(state)
    },
  }
}
