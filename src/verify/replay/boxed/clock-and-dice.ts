import type { Lot } from './lot.ts'

/** What time it is, and how the dice fall, for the function that is being played. */
export interface ClockAndDice {
  /** Sets both for one playing: each begins at the same instant, or as far from it as its lot says. */
  begin(lot: Lot): void
  /** As the function reads it. */
  now(): number
  /** Between 0 and 1 where the take wants it so; else the dice fall as they do. */
  forced(): number | undefined
  /** An answer takes its time, for which nobody really waits. */
  answered(): void
  /** A timer that goes off at once, when the clock has been put forward by as much. */
  after(milliseconds: number, work: () => void): unknown
  /** Whether either was looked at since the playing began: who looks at neither cannot go by them. */
  looked(): Looked
}

export interface Looked {
  readonly clock: boolean
  readonly dice: boolean
}

/**
 * So much real time stands still after the first look, so that two quick playings are equal to the millisecond, however
 * long it took until then. Who waits in a loop gets on.
 */
const still = 200
/** Later ones fall as they do: who draws until he finds what he has not drawn before must come to an end. */
const mostForced = 64

export function clockAndDice(): ClockAndDice {
  const { now: today } = Date
  const tick = busyTime()
  const { random } = Math
  const started = today()
  let playing: Lot = { by: 0 }
  let began: number | undefined
  let by = 0
  let looked = { clock: false, dice: false }
  let drawn = 0
  const time = () => {
    began ??= tick()
    return Math.floor(started + by + Math.max(0, tick() - began - still))
  }
  return {
    begin(lot) {
      playing = lot
      began = undefined
      by = lot.by
      looked = { clock: false, dice: false }
      drawn = 0
    },
    now() {
      looked.clock = true
      return time()
    },
    forced() {
      looked.dice = true
      if (!playing.dice || drawn++ >= mostForced) return undefined
      const { from, to } = playing.dice
      return from + (to - from) * random()
    },
    answered() {
      by += playing.latency ?? 0
    },
    after(milliseconds, work) {
      const [due, during] = [time() + (Number(milliseconds) || 0), playing]
      return setTimeout(() => {
        if (during === playing) by += Math.max(0, due - time())
        work()
      }, 0)
    },
    looked: () => ({ ...looked }),
  }
}

/** Milliseconds in which this thread had something to do: how long it waits to be answered is no time of the function's. */
function busyTime(): () => number {
  const { eventLoopUtilization } = performance
  return () => eventLoopUtilization().active
}
