/** An answer on its way through a gateway: what it may hold of this machine's memory. */
export interface Held {
  /** Waits until it may begin, with `smallAnswer` bytes. */
  begin(signal: AbortSignal): Promise<void>
  /** Waits until it may have more, up to the largest answer that there is. Once is enough. */
  grow(signal: AbortSignal): Promise<void>
  /** It has arrived, or nobody wants it. Begins and grows nothing from then on. */
  release(): void
}

/** What an answer may have without being let grow. */
export const smallAnswer = 256 * 1024

/** How many answers there may be at once, and how many of them may be larger than `smallAnswer`. */
export interface InFlightLimits {
  readonly answers: number
  readonly large: number
}

/** What the gateways of one process hold in memory together. */
export interface InFlight {
  /** For one gateway: what is held there keeps no more than its part from the others. */
  room(): { hold(): Held }
}

/** With answers of 10 MB at most: 100 MB of small ones and 120 MB of large ones, however many agents there are. */
const ofAll: InFlightLimits = { answers: 400, large: 12 }
const ofOne: InFlightLimits = { answers: 64, large: 4 }

/**
 * Whoever grows keeps what he began with, and needs nothing more: so those that are let grow always end, and nobody
 * waits for ever.
 */
export function openInFlight(all: InFlightLimits = ofAll, one: InFlightLimits = ofOne): InFlight {
  const answers = places(all.answers)
  const large = places(all.large)
  return {
    room() {
      const own = { answers: places(one.answers, answers), large: places(one.large, large) }
      return { hold: () => held(own) }
    },
  }
}

/** Memory is the process's, and so is this. */
export const inFlightHere = openInFlight()

function held(own: Readonly<Record<'answers' | 'large', Places>>): Held {
  const taken = new Map<Places, () => void>()
  let isOver = false
  const take = async (of: Places, signal: AbortSignal) => {
    if (taken.has(of) || isOver) return
    const leave = await of.take(signal)
    if (isOver) leave()
    else taken.set(of, leave)
  }
  return {
    begin: (signal) => take(own.answers, signal),
    grow: (signal) => take(own.large, signal),
    release() {
      isOver = true
      for (const leave of taken.values()) leave()
      taken.clear()
    },
  }
}

interface Places {
  /** Waits in the order of coming, and rejects with the signal's reason. Answers with what gives the place back. */
  take(signal: AbortSignal): Promise<() => void>
}

/** `outer`: a place there is needed as well, and waited for second. */
function places(limit: number, outer?: Places): Places {
  const waiting = new Set<() => void>()
  let free = limit
  const leave = () => {
    const [next] = waiting
    if (!next) return void free++
    waiting.delete(next)
    next()
  }
  const enter = (signal: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      const gone = () => {
        waiting.delete(come)
        reject(signal.reason as Error)
      }
      const come = () => {
        signal.removeEventListener('abort', gone)
        resolve()
      }
      if (signal.aborted) return reject(signal.reason as Error)
      if (free > 0) {
        free--
        return resolve()
      }
      signal.addEventListener('abort', gone, { once: true })
      waiting.add(come)
    })
  return {
    async take(signal) {
      await enter(signal)
      if (!outer) return leave
      try {
        const leaveOuter = await outer.take(signal)
        return () => {
          leaveOuter()
          leave()
        }
      } catch (error) {
        // Nobody waits for it any more.
        leave()
        throw error
      }
    },
  }
}
