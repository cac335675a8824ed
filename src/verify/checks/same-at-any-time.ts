import type { Became, ClockTake } from '../replay/boxed/job.ts'
import { kindOfPlace } from '../replay/boxed/leaves.ts'
import type { ReplayedScene } from '../replay/replay.ts'
import { isTimeOfRun } from '../replay/time-of-run.ts'
import type { ArtefactCheck } from '../trial.ts'

/** Does it do the same whenever it is run? What says the time may say another; what is chosen by the time, if by the data's. */
export const sameAtAnyTime: ArtefactCheck = {
  name: 'same-at-any-time',
  examine({ replay }) {
    const scenes = (replay?.scenes ?? []).filter(({ base }) => base.end === 'returned').map(watched)
    if (scenes.every(({ played }) => played.length === 0)) return undefined
    const found = scenes.map(turned).find((each) => each !== undefined)
    return found === undefined ? { outcome: 'held' } : { outcome: 'broken', because: found, exhibits: [] }
  },
}

interface Watched {
  readonly scene: ReplayedScene
  readonly played: readonly Played[]
  /** Kinds of places that are other at any other second. */
  readonly volatile: ReadonlySet<string>
}

interface Played {
  readonly take: ClockTake
  readonly result: ReplayedScene['base']
}

function watched(scene: ReplayedScene): Watched {
  const played = scene.takes.flatMap(({ take, result }) => (take.kind === 'clock' ? [{ take, result }] : []))
  return { scene, played, volatile: new Set(changingIn(scene).map(({ place }) => kindOfPlace(place))) }
}

/** What a place holds may be other at any second; whether there is such a place goes by more than that. */
function changingIn({ takes }: ReplayedScene): Became[] {
  const again = takes.find(({ take }) => take.kind === 'same')
  return (again?.result.became ?? []).filter(({ from, to }) => from !== undefined && to !== undefined)
}

/**
 * A difference that nothing of the data explains. In another cycle of the calendar, with all dates moved there, an honest
 * function does the same as here. At any other time it may do something else with what is other, too, when the dates of
 * the data are: it goes by how old things are.
 */
function turned(of: Watched): string | undefined {
  const { played } = of
  const byData = played.filter(({ take }) => take.by === 0 && take.cycles !== undefined)
  const isFailing = byData.some(({ result }) => result.end !== 'returned')
  const explained = new Set(byData.flatMap(({ result }) => (result.became ?? []).map(chosenIn)))
  for (const each of played.filter(({ take }) => take.cycles === undefined)) {
    const along = played.find(({ take }) => take.cycles !== undefined && take.by === each.take.by && take.by !== 0)
    const by = along ? each.take.by : 'some time'
    if (difference(of, each, { by }) === undefined) continue
    const unexplained = along
      ? difference(of, along, { by: 0 })
      : isFailing
        ? undefined
        : difference(of, each, { by, explained })
    if (unexplained !== undefined) return `${told(each.take)} it behaves otherwise: ${unexplained}`
  }
  return undefined
}

interface Excuses {
  readonly by: number | 'some time'
  readonly explained?: ReadonlySet<string>
}

function difference(of: Watched, { result }: Played, { by, explained }: Excuses): string | undefined {
  const { base } = of.scene
  if (asksForMore(of.scene, result)) return undefined
  if (result.end !== base.end) return `it ${result.end === 'threw' ? `failed: ${result.error ?? ''}` : 'asks for ever'}`
  const change = (result.became ?? []).find((each) => {
    const isVolatile = of.volatile.has(kindOfPlace(each.place))
    return !isVolatile && !explained?.has(chosenIn(each)) && !isTimeOfRun(each, by)
  })
  return change && `${change.of} ${change.place} is ${change.to ?? 'gone'} instead of ${change.from ?? 'nothing'}`
}

/** What is chosen by age is an entry of a list, and all that it has; else the place itself. Not all changes are reported. */
function chosenIn({ of, place }: Became): string {
  const kind = kindOfPlace(place)
  const [entry] = /^.+?\.\*(?=\.|$)/.exec(kind) ?? []
  return of === 'output' ? (entry ?? kind) : `${of} ${kind}`
}

/** It asks month by month until now, say, and the recording ends before: what it would do then, nobody has seen. */
function asksForMore({ scene }: ReplayedScene, { unanswered, became = [] }: ReplayedScene['base']): boolean {
  const asked = new Set(scene.answers.map(({ method, endpoint }) => `${method.toUpperCase()} ${endpoint}`))
  const isDated = ({ of, from, to = '' }: Became) =>
    of === 'request' && from === undefined && /\d{4}-?\d{2}|\d{10}/.test(to)
  // A fixture answers what it has again and again.
  const isOverEnd = unanswered.length > 0 || scene.isFixture === true
  return isOverEnd && unanswered.every((request) => asked.has(request)) && became.some(isDated)
}

function told({ by, latency }: ClockTake): string {
  if (latency !== undefined) return 'where the API takes its time'
  return `with its clock at ${new Date(Date.now() + by).toISOString().slice(0, 16)}Z`
}
