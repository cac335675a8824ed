import type { Take } from './replay/boxed/job.ts'
import type { ReplayedScene } from './replay/replay.ts'
import { saysSo } from './says-so.ts'
import { volatile } from './replay/volatile.ts'
import { type FreshRun, proxied } from './trial.ts'

/** A playing in which the API did not do what it was asked for. */
export type FailingTake = Extract<Take, { kind: 'refusal' | 'cut-off' }>

export type Played = ReplayedScene['takes'][number]

export function isFailing(take: Take): take is FailingTake {
  return take.kind === 'refusal' || take.kind === 'cut-off'
}

/** Whether the API says that there is no such thing. */
export function isAbsence(take: FailingTake): boolean {
  return take.kind === 'refusal' && (take.status === 404 || take.status === 410)
}

/** Which answers of a run, by position, were to requests that changed the account. */
export function writesOf(run: FreshRun): number[] {
  return proxied(run.exchanges).flatMap(({ seq }, index) => (run.changing.includes(seq) ? [index] : []))
}

/** Whether a write fails after another one was made: what is done then is half of it. */
export function failsLaterWrite(take: FailingTake, writes: readonly number[]): boolean {
  return typeof take.answer === 'number' && writes.indexOf(take.answer) > 0
}

/** Whether what was returned in spite of the failure tells of it. */
export function tellsOfIt(scene: ReplayedScene, { result }: Played): boolean {
  const unsteady = volatile(scene)
  // What is too long to be looked at gets the benefit of the doubt if it is another.
  if (result.output === undefined) return result.outputChanges.some((place) => !unsteady.has(place))
  return saysSo(scene.base.output ?? null, result.output, unsteady)
}

export function toldTake(take: FailingTake): string {
  const to = take.answer === 'every' ? '' : ` to request ${take.answer + 1}`
  if (take.kind === 'cut-off') return `no answer${to}`
  const body = take.status < 400 ? ` ${JSON.stringify(take.response).slice(0, 120)}` : ''
  return `${take.status}${body}${to}`
}
