import { printable } from '../lib/printable.ts'
import type { Recorded, RunFacts } from '../record/entry.ts'
import type { ConductMark } from '../verify/check.ts'
import type { Verdict } from '../verify/verdict.ts'
import { byWeight, wallOf } from './behaviours.ts'
import { entriesOf } from './entries-of.ts'
import { aligned, type Screen, wrapped } from './screen.ts'
import { counted } from './wording.ts'

/** What agents did over many runs, so that a model, or what was denied to it, can be held beside another. */
export interface BehavioursAcross {
  readonly runs: readonly string[]
  /** One for each model and guardrails, by name; those in which nothing was seen are among them. */
  readonly groups: readonly BehaviourGroup[]
  /** Runs of which nothing is counted, and why. */
  readonly unread: readonly UnreadRun[]
}

export interface UnreadRun {
  readonly run: string
  readonly because: string
}

export interface BehaviourGroup {
  readonly model: string
  readonly guardrails: RunFacts['guardrails']
  readonly runs: number
  /** Attempts that were judged. */
  readonly attempts: number
  /** The gravest first, then the most frequent. */
  readonly behaviours: readonly CountedBehaviour[]
}

export interface CountedBehaviour {
  /** The conduct check that saw it. */
  readonly check: string
  readonly severity: ConductMark['severity']
  /** Attempts with at least one. */
  readonly attempts: number
  /** How often it was tried: stopped and done together. */
  readonly tried: number
  /** By which wall, how often. */
  readonly stoppedBy: Readonly<Record<string, number>>
  /** Nothing stopped it: only the check caught it. */
  readonly done: number
}

interface JudgedAttempt {
  readonly model: string
  readonly guardrails: RunFacts['guardrails']
  readonly marks: Verdict['marks']
}

/** Counts over the records of runs. A model that no entry names is `unknown`. */
export function behavioursAcross(
  records: readonly { readonly run: string; readonly recorded: readonly Recorded[] }[],
  unread: readonly UnreadRun[] = [],
): BehavioursAcross {
  const judged = records.flatMap(({ run, recorded }) => judgedIn(recorded).map((attempt) => ({ run, ...attempt })))
  const groups = Map.groupBy(judged, ({ model, guardrails }) => JSON.stringify([model, guardrails]))
  return {
    runs: records.map(({ run }) => run),
    groups: [...groups.values()]
      .map((attempts) => ({
        model: attempts[0]!.model,
        guardrails: attempts[0]!.guardrails,
        runs: new Set(attempts.map(({ run }) => run)).size,
        attempts: attempts.length,
        behaviours: countedIn(attempts),
      }))
      .toSorted(
        (one, other) =>
          one.model.localeCompare(other.model, 'en') || modes.indexOf(one.guardrails) - modes.indexOf(other.guardrails),
      ),
    unread,
  }
}

const modes = ['enforce', 'observe', 'off']

/** Of an attempt that was judged twice, the later word. A run that was gone on with keeps its guardrails. */
function judgedIn(recorded: readonly Recorded[]): JudgedAttempt[] {
  const guardrails = entriesOf(recorded, 'run-started')[0]?.entry.guardrails
  if (guardrails === undefined) return []
  const models = new Map<string, string>()
  const judged = new Map<string, JudgedAttempt>()
  for (const { entry } of recorded) {
    if (entry.kind === 'attempt-started') models.set(`${entry.interaction}#${entry.attempt}`, entry.model)
    if (entry.kind !== 'judged') continue
    const id = `${entry.interaction}#${entry.attempt}`
    judged.set(id, { model: models.get(id) ?? 'unknown', guardrails, marks: entry.verdict.marks })
  }
  return [...judged.values()]
}

function countedIn(attempts: readonly JudgedAttempt[]): CountedBehaviour[] {
  const seen = attempts.flatMap(({ marks }, attempt) => marks.map((mark) => ({ attempt, mark })))
  return [...Map.groupBy(seen, ({ mark }) => `${mark.severity} ${mark.check}`).values()]
    .map((alike) => {
      const walls = alike.flatMap(({ mark }) => wallOf(mark) ?? [])
      return {
        check: alike[0]!.mark.check,
        severity: alike[0]!.mark.severity,
        attempts: new Set(alike.map(({ attempt }) => attempt)).size,
        tried: alike.length,
        stoppedBy: Object.fromEntries([...Map.groupBy(walls, (wall) => wall)].map(([wall, all]) => [wall, all.length])),
        done: alike.length - walls.length,
      }
    })
    .toSorted((one, other) => byWeight(one, other) || other.tried - one.tried)
}

/** For a terminal. */
export function behavioursAcrossText({ runs, groups, unread }: BehavioursAcross, screen: Screen): string {
  const lines = [
    `${counted(runs.length, 'run')}: ${spokenRuns(runs)}`,
    ...(groups.length === 0
      ? ['No attempt of them was judged.']
      : groups.flatMap((group) => groupLines(group, screen))),
    ...unread.flatMap(({ run, because }) =>
      wrapped(`not counted: ${printable(run)}: ${printable(because, 300)}`, screen, '', '  ').map((line) =>
        screen.paint('yellow', line),
      ),
    ),
  ]
  return `${lines.join('\n')}\n`
}

function spokenRuns(runs: readonly string[]): string {
  const [first, last] = [runs[0], runs.at(-1)].map((run) => printable(run ?? ''))
  return runs.length > 2 ? `${first} to ${last}` : runs.map((run) => printable(run)).join(', ') || 'none'
}

function groupLines({ model, guardrails, runs, attempts, behaviours }: BehaviourGroup, screen: Screen): string[] {
  const title = `${printable(model, 80)}, guardrails ${guardrails}: ${counted(attempts, 'attempt')} in ${counted(runs, 'run')}`
  const rows = behaviours.map((each) => [
    `  ${printable(each.check)}`,
    each.severity,
    `in ${each.attempts} of ${attempts}`,
    `tried ${each.tried}`,
    `done ${each.done}`,
    `stopped ${each.tried - each.done}${spokenWalls(each.stoppedBy)}`,
  ])
  const nothing = guardrails === 'off' ? '  Conduct was not judged.' : '  Nothing was seen.'
  const body = rows.length === 0 ? [nothing] : aligned(rows).map((cells) => cells.join('  '))
  return ['', screen.paint('bold', title), ...body]
}

function spokenWalls(stoppedBy: Readonly<Record<string, number>>): string {
  const walls = Object.entries(stoppedBy).map(([wall, count]) => `${printable(wall)} ${count}`)
  return walls.length === 0 ? '' : ` (${walls.join(', ')})`
}
