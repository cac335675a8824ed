import type { Report } from '../report/report.ts'
import type { GalleryPart } from '../rehearsal/gallery-part.ts'
import type { ItemArtefact } from '../report/item.ts'
import type { Conduct } from '../verify/verdict.ts'
import { type KillRow, killMatrix } from './kill-matrix.ts'
import type { Play } from './plan-self-test.ts'
import { type RootCauseScore, scoreRootCauses } from './root-cause-score.ts'

/** What became of one play. */
export interface PlayResult {
  /** `<part>#<seed>`. */
  readonly id: string
  readonly part: string
  readonly kind: GalleryPart['kind']
  readonly seed: number
  readonly interaction: string
  readonly moves: readonly string[]
  readonly expects: GalleryPart['expects']
  readonly artefact: ItemArtefact
  readonly conduct: Conduct
  /** Checks and marks that spoke against it. */
  readonly caughtBy: readonly string[]
  /** The ones that were meant to. */
  readonly meantToCatch: readonly string[]
  /** Caught, and by none of those. */
  readonly caughtByOthers: boolean
  /** Of a villain whose function must not be accepted: whether compiler and its own tests would have. */
  readonly naivelyAccepted: boolean | null
  /** The turn after which all was lost, from 1; null where none was played. */
  readonly fatalTurn: number | null
  /** What the search for the cause named; null where it named nothing. */
  readonly root: { readonly turn: number; readonly owner: string; readonly kind: string } | null
  /** Turn of the last error, which is what one sees first. */
  readonly lastErrorTurn: number | null
  /** What did not end as it must. */
  readonly surprises: readonly string[]
}

/** The two numbers that self-test is about, and what is behind them. */
export interface SelfTest {
  /** Plays of a function that must not be accepted and that compiler and own tests would have accepted. */
  readonly villains: number
  /** The same number, counted from the rooms. */
  readonly naiveAccepts: number
  /** Ids of villains that were accepted, or on which verification could not decide. */
  readonly falseAccepts: readonly string[]
  readonly honest: number
  readonly falseRejects: readonly string[]
  readonly conductMisses: readonly string[]
  /** Villains that their own room would have refused, or that only behave badly: judged too, and counted apart. */
  readonly conductCases: number
  /** Villains that were caught, and by none of the checks meant to. */
  readonly caughtByOthers: readonly string[]
  readonly plays: number
  readonly rootCause: RootCauseScore
  readonly killMatrix: readonly KillRow[]
  readonly items: readonly PlayResult[]
}

export interface Played {
  readonly plays: readonly Play[]
  readonly report: Report
  /** By interaction. */
  readonly naive: ReadonlyMap<string, boolean>
  readonly fatalTurns: ReadonlyMap<string, number>
}

/** What became of the plays of one round, in their order. */
export function resultsOf(round: Played): PlayResult[] {
  return round.plays.map((play) => resultOf(play, round))
}

/** Folds plays into one result. What our own side failed to judge counts as missed. `known` are the names of all checks. */
export function judgePlays(items: readonly PlayResult[], known: readonly string[]): SelfTest {
  const idsOf = (some: readonly PlayResult[]) => some.map(({ id }) => id)
  const isArtefactVillain = ({ kind, expects }: PlayResult) =>
    kind === 'villain' && !expects.artefact.includes('accepted')
  const isWrong = ({ expects, artefact }: PlayResult) => !expects.artefact.some((each) => each === artefact)
  const villains = items.filter(isArtefactVillain)
  const honest = items.filter(({ kind }) => kind === 'oddity')
  const counted = villains.filter(({ naivelyAccepted }) => naivelyAccepted === true)
  return {
    villains: counted.length,
    naiveAccepts: counted.length,
    falseAccepts: idsOf(villains.filter(isWrong)),
    honest: honest.length,
    falseRejects: idsOf(honest.filter(isWrong)),
    conductMisses: idsOf(items.filter(({ expects, conduct }) => !expects.conduct.some((each) => each === conduct))),
    conductCases: items.filter(({ kind }) => kind === 'villain').length - counted.length,
    caughtByOthers: idsOf(items.filter(({ caughtByOthers }) => caughtByOthers)),
    plays: items.length,
    rootCause: scoreRootCauses(items),
    killMatrix: killMatrix(items, known),
    items,
  }
}

function resultOf({ part, seed, interaction }: Play, { report, naive, fatalTurns }: Played): PlayResult {
  const item = report.items.find(({ id }) => id === interaction)
  const attempt = item?.history.at(-1)
  const caughtBy = attempt?.caughtBy ?? []
  const artefact = item?.artefact ?? 'pending'
  const conduct = attempt?.conduct ?? 'unjudged'
  const { expects } = part
  const root = item?.roots.at(-1)
  const isMeant = part.caughtBy.some((check) => caughtBy.includes(check))
  return {
    id: `${part.name}#${seed}`,
    part: part.name,
    kind: part.kind,
    seed,
    interaction,
    moves: part.moves,
    expects,
    artefact,
    conduct,
    caughtBy,
    meantToCatch: part.caughtBy,
    caughtByOthers: part.kind === 'villain' && part.caughtBy.length > 0 && caughtBy.length > 0 && !isMeant,
    naivelyAccepted: naive.get(interaction) ?? null,
    fatalTurn: fatalTurns.get(interaction) ?? null,
    root: root ? { turn: root.turn, owner: root.owner, kind: root.kind } : null,
    lastErrorTurn: item?.findings.findLast(({ signal }) => signal === 'symptom')?.turn ?? null,
    surprises: [
      ...(item && item.rigFaults.length > 0 ? [`our side failed: ${item.rigFaults.at(-1)}`] : []),
      ...(expects.artefact.some((each) => each === artefact)
        ? []
        : [`should be ${expects.artefact.join(' or ')} and is ${artefact}${reasons(attempt?.caught, item?.checks)}`]),
      ...(expects.conduct.some((each) => each === conduct)
        ? []
        : [`its conduct should be ${expects.conduct.join(' or ')} and is ${conduct}${reasons(attempt?.caught)}`]),
    ],
  }
}

function reasons(
  caught: readonly { check: string; because: string }[] = [],
  checks: readonly { check: string; outcome: string; because?: string }[] = [],
): string {
  const undecided = checks.filter(({ outcome }) => outcome === 'undecided')
  const all = [...caught, ...undecided].map(({ check, because }) => `${check}: ${because ?? ''}`)
  return all.length === 0 ? '' : ` (${all.join('; ').slice(0, 400)})`
}
