/** How many requests one model takes at once, found out by asking, and whether it answers at all. */
export interface Pace {
  /** Resolves when it is this request's turn; with nothing when whoever waited has gone. */
  turn(signal: AbortSignal): Promise<Turn | undefined>
  /** Takes a turn that is to be had at once; nothing when none is. */
  take(): Turn | undefined
  readonly hasTurn: boolean
  /** Why no request can fare better until a person has acted; undefined while there is hope. */
  readonly closed: string | undefined
}

export interface Turn {
  /** How the request fared. Ends the turn. */
  end(how: Fared): void
}

export type Fared =
  | { readonly kind: 'answered' }
  /** It says nothing about the provider: the client went away, or the request was bad. */
  | { readonly kind: 'unclear' }
  | {
      readonly kind: 'failed'
      readonly because: string
      /** The provider has too much to do: how long it wants to be left alone, if it said. */
      readonly throttled?: { readonly waitMs?: number }
      /** No later request would fare better. */
      readonly isLasting: boolean
    }

export interface PaceOptions {
  /** How many requests at once to begin with; 4. */
  readonly atFirst?: number
  /** The first wait after a failure that named none; doubled each time; 1 s. */
  readonly backoffMs?: number
  /** How long a model may fail without one good answer in between; 5 minutes. */
  readonly patienceMs?: number
  /** Told whenever there may be a turn to be had that was not there before. */
  readonly onTurn?: () => void
}

const atMost = 256
const longestWaitMs = 60_000

interface State {
  readonly backoffMs: number
  readonly patienceMs: number
  readonly onTurn: () => void
  readonly waiting: Set<() => void>
  limit: number
  running: number
  /** Good answers since the limit was last changed. */
  streak: number
  quietUntil: number
  /** Since the last good answer. */
  throttles: number
  /** How often it was slowed down. */
  slowed: number
  failingSince: number | undefined
  lastingInARow: number
  closed: string | undefined
  timer: NodeJS.Timeout | undefined
}

/** Starts small, doubles while all goes well, halves when the provider asks for less, and gives up on one that only fails. */
export function openPace(options: PaceOptions = {}): Pace {
  const { atFirst = 4, backoffMs = 1_000, patienceMs = 300_000, onTurn = () => undefined } = options
  const state: State = {
    backoffMs,
    patienceMs,
    onTurn,
    waiting: new Set(),
    limit: atFirst,
    running: 0,
    streak: 0,
    quietUntil: 0,
    throttles: 0,
    slowed: 0,
    failingSince: undefined,
    lastingInARow: 0,
    closed: undefined,
    timer: undefined,
  }
  return {
    turn: (signal) => turnIn(state, signal),
    take: () => (hasTurn(state) ? begun(state) : undefined),
    get hasTurn() {
      return hasTurn(state)
    },
    get closed() {
      return state.closed
    },
  }
}

function turnIn(state: State, signal: AbortSignal): Promise<Turn | undefined> {
  return new Promise((resolve) => {
    const begin = () => {
      leave()
      resolve(begun(state))
    }
    const give = () => {
      leave()
      resolve(undefined)
    }
    const leave = () => {
      state.waiting.delete(begin)
      signal.removeEventListener('abort', give)
    }
    if (signal.aborted) return resolve(undefined)
    signal.addEventListener('abort', give, { once: true })
    state.waiting.add(begin)
    serve(state)
  })
}

function begun(state: State): Turn {
  state.running++
  const { slowed } = state
  let isOver = false
  return {
    end(how) {
      if (isOver) return
      isOver = true
      state.running--
      note(state, how, slowed)
      serve(state)
    },
  }
}

/** Whoever still waits for a model that is given up is told so by its turn. */
function hasTurn({ closed, quietUntil, running, limit }: State): boolean {
  return closed !== undefined || (Date.now() >= quietUntil && running < limit)
}

function serve(state: State): void {
  const quietMs = state.closed === undefined ? state.quietUntil - Date.now() : 0
  if (quietMs > 0) {
    clearTimeout(state.timer)
    state.timer = setTimeout(() => serve(state), quietMs).unref()
    return
  }
  for (const begin of state.waiting) {
    if (!hasTurn(state)) return
    begin()
  }
  state.onTurn()
}

function note(state: State, how: Fared, slowed: number): void {
  if (how.kind === 'unclear') return
  if (how.kind === 'answered') return noteAnswer(state)
  const now = Date.now()
  state.failingSince ??= now
  state.lastingInARow = how.isLasting ? state.lastingInARow + 1 : 0
  // Twice, since one such answer may be a slip of something in between.
  if (state.lastingInARow >= 2) state.closed ??= how.because
  const minutes = Math.round((now - state.failingSince) / 60_000)
  if (now - state.failingSince >= state.patienceMs) state.closed ??= `${how.because} (for ${minutes} minutes now)`
  if (!how.throttled || how.isLasting) return
  // Those that were under way when the first was refused say nothing new.
  if (slowed === state.slowed) slowDown(state)
  const wait = how.throttled.waitMs ?? state.backoffMs * 2 ** (state.throttles - 1)
  state.quietUntil = Math.max(state.quietUntil, now + Math.min(wait, longestWaitMs))
}

function noteAnswer(state: State): void {
  state.failingSince = undefined
  state.lastingInARow = 0
  state.throttles = 0
  state.streak++
  if (state.streak < state.limit || state.limit >= atMost) return
  state.limit = Math.min(atMost, state.limit * 2)
  state.streak = 0
}

function slowDown(state: State): void {
  state.limit = Math.max(1, Math.floor(state.limit / 2))
  state.streak = 0
  state.throttles++
  state.slowed++
}
