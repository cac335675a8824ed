import type { Json } from '../../lib/json.ts'
import type { CheckResult } from '../check.ts'
import type { Answer, Scene, Take } from '../replay/boxed/job.ts'
import type { Replay } from '../replay/replay.ts'
import { chanceTakes, clockTakes, later } from '../replay/time-takes.ts'
import type { ArtefactCheck } from '../trial.ts'
import { replayOf } from './replay-of.ts'
import { answer, trial } from './samples.ts'

/** For tests: a day so far from now. */
export const days = (count: number) => new Date(Date.now() + count * 86_400_000)

export const listed = answer({
  endpoint: 'events',
  headers: { date: new Date().toUTCString() },
  response: {
    items: [
      { id: 'e1', title: 'Past', at: days(-30).toISOString(), day: days(-30).toISOString().slice(0, 10) },
      { id: 'e2', title: 'Soon', at: days(2).toISOString(), ticks: Math.floor(days(2).getTime() / 1000) },
      { id: 'e3', title: 'Later', at: days(300).toUTCString(), ticks: days(300).getTime() },
    ],
  },
})

interface Told {
  readonly literals?: readonly string[]
  /** What the module does when it is loaded. */
  readonly first?: string
  readonly input?: Json
  readonly answers?: readonly Answer[]
}

/** Plays a function at other times, and with other dice, against a list of events. */
export async function playedAtTimes(
  body: string,
  { literals = [], first = '', input = { text: 'hi' }, answers = [listed] }: Told = {},
): Promise<Replay> {
  const takes: Take[] = [
    { kind: 'same' },
    { kind: 'same', later },
    ...clockTakes({ seed: 3, literals }),
    ...chanceTakes(),
  ]
  const scene: Scene = { purpose: 'fresh', input, answers, takes }
  const played = await replayOf(body, [scene], { before: `const crypto = require('crypto'); ${first}` })
  if (played.cutShort !== undefined) throw new Error(played.cutShort)
  return played
}

/** What the checks say of it. */
export async function judgedAtTimes(
  body: string,
  checks: readonly ArtefactCheck[],
  told?: Told,
): Promise<(CheckResult['outcome'] | undefined)[]> {
  const of = trial({ replay: await playedAtTimes(body, told) })
  return checks.map((check) => check.examine(of)?.outcome)
}

export const read = `const { data } = await nango.get({ endpoint: '/events' })`
export const all = `${read}; return { items: data.items }`
export const madeUp = `return { items: [{ id: 'expected-id', title: 'x' }] }`
