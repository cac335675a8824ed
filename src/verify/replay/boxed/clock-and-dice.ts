import type { Take } from './job.ts'

/** What time it is, and how the dice fall, for the function that is being played. */
export interface ClockAndDice {
  /** Sets both for one playing: each begins at the same instant, or as far from it as its take says. */
  begin(take: Take): void
  /** As the function reads it. */
  now(): number
  /** Between 0 and 1 where the take wants it so; else the dice fall as they do. */
  forced(): number | undefined
  /** Time that nobody really waits for. */
  pass(milliseconds: number): void
  /** A timer that goes off at once, when the clock has been put forward by as much. */
  after(milliseconds: number, work: () => void): unknown
  /** Whether either was looked at since the playing began: who looks at neither cannot go by them. */
  looked(): Looked
}

export interface Looked {
  readonly clock: boolean
  readonly dice: boolean
}

/** So much real time stands still, so that two quick playings are equal to the millisecond. Who waits in a loop gets on. */
const still = 200
/** Later ones fall as they do: who draws until he finds what he has not drawn before must come to an end. */
const mostForced = 64

export function clockAndDice(): ClockAndDice {
  const { now: today } = Date
  const tick = performance.now.bind(performance)
  const { random } = Math
  const started = today()
  let playing: Take = { kind: 'same' }
  let began = tick()
  let by = 0
  let looked = { clock: false, dice: false }
  let drawn = 0
  const time = () => Math.floor(started + by + Math.max(0, tick() - began - still))
  return {
    begin(take) {
      playing = take
      began = tick()
      by = take.kind === 'clock' ? take.by : take.kind === 'same' ? (take.later ?? 0) : 0
      looked = { clock: false, dice: false }
      drawn = 0
    },
    now() {
      looked.clock = true
      return time()
    },
    forced() {
      looked.dice = true
      if (playing.kind !== 'chance' || drawn++ >= mostForced) return undefined
      return playing.from + (playing.to - playing.from) * random()
    },
    pass(milliseconds) {
      by += milliseconds
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
