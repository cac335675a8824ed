import { join } from 'node:path'
import { sealedSource } from './accepted.ts'
import type { Earlier } from './build.ts'
import { UserError } from './lib/user-error.ts'
import type { Interaction } from './plan/interaction.ts'
import type { Means } from './plan/means.ts'
import type { Plan } from './plan/plan.ts'
import type { Recorded, RunFacts, Spend } from './record/entry.ts'
import { readRecord } from './record/record.ts'
import { type Standing, standingIn } from './record/standing.ts'
import { entriesOf } from './report/entries-of.ts'
import { settingsLeft, thingsLeft } from './report/leaks.ts'
import { unsettledHolds } from './report/money.ts'
import { reportOf } from './report/report.ts'

/** What a run that may be gone on with has, lacks and spent. */
export interface Survey {
  readonly facts: RunFacts
  readonly plan: Plan
  readonly means: Means
  readonly standings: Readonly<Record<string, Standing>>
  /** Interactions that were accepted and whose integration was not written after that. */
  readonly notAssembled: readonly string[]
  /** With what was held when it stopped. */
  readonly spend: Spend
  readonly usd: Earlier['usd']
  readonly heldThen: Earlier['heldThen']
  /** What it made in live accounts and did not delete, by API. */
  readonly things: Earlier['things']
  /** Settings of them that it left changed, by API. */
  readonly settings: Earlier['settings']
  /** Whether it was never tried to delete some of it, or to put it back. */
  readonly isUncleared: boolean
  readonly ended: string
}

/** Looks at a run without changing anything. Throws `UserError` when it cannot be gone on with, whatever is left to do. */
export async function surveyRun(runDir: string): Promise<Survey> {
  const recorded = readRecord(runDir)
  const { run, upstream, ended, spend } = reportOf(recorded)
  const interactions = entriesOf(recorded, 'planned').flatMap(({ entry }) => entry.interactions)
  const means = recorded.flatMap(({ entry }) => ('means' in entry && entry.means ? [entry.means] : [])).at(-1)
  if (!means) {
    throw new UserError(
      `Run ${run} cannot be gone on with: its plan is not in its record.`,
      'It stopped before it had one, or an earlier version of Assay made it. Start another: assay run.',
    )
  }
  const standings: Record<string, Standing> = {}
  for (const interaction of interactions) standings[interaction.id] = await standingOf(interaction, recorded, runDir)
  const heldThen = unsettledHolds(recorded)
  const left = thingsLeft(recorded)
  const changed = settingsLeft(recorded)
  const { concurrency: _, asked: __, ...rest } = means
  return {
    facts: factsIn(recorded),
    plan: { upstream, interactions, ...rest },
    means,
    standings,
    notAssembled: notAssembled(recorded, standings),
    spend: { ...spend, usd: spend.usd + sumOf(heldThen) },
    usd: usdByInteraction(recorded, heldThen),
    heldThen,
    things: Object.groupBy(left, ({ api }) => api) as Survey['things'],
    settings: Object.groupBy(changed, ({ api }) => api) as Survey['settings'],
    isUncleared: changed.length > 0 || left.some(({ isTried }) => !isTried),
    ended: ended ?? 'cut off',
  }
}

function usdByInteraction(recorded: readonly Recorded[], heldThen: Earlier['heldThen']): Record<string, number> {
  const usd: Record<string, number> = {}
  const add = (interaction: string, more: number) => (usd[interaction] = (usd[interaction] ?? 0) + more)
  for (const { entry } of entriesOf(recorded, 'spent')) add(entry.interaction, entry.spend.usd)
  for (const held of heldThen) add(held.interaction, held.usd)
  return usd
}

function sumOf(holds: Earlier['heldThen']): number {
  return holds.reduce((sum, { usd }) => sum + usd, 0)
}

/** Whether there is anything to go on with. */
export function isResumable({ standings, notAssembled, isUncleared }: Survey): boolean {
  return isUncleared || notAssembled.length > 0 || Object.values(standings).some(({ kind }) => kind !== 'settled')
}

function factsIn(recorded: readonly Recorded[]): RunFacts {
  const [started] = entriesOf(recorded, 'run-started')
  if (!started) throw new Error('a record without its beginning has no report either')
  const { kind: _, ...facts } = started.entry
  return facts
}

/** What was accepted and cannot be had any more has to be built again. */
async function standingOf(
  { id, api, name }: Interaction,
  recorded: readonly Recorded[],
  runDir: string,
): Promise<Standing> {
  const standing = standingIn(recorded, id)
  const attempt = acceptedAttempt(standing)
  if (attempt === undefined) return standing
  const judged = entriesOf(recorded, 'judged').findLast(
    ({ entry }) => entry.interaction === id && entry.attempt === attempt,
  )
  const attemptDir = join(runDir, api, name, `attempt-${attempt}`)
  try {
    await sealedSource(attemptDir, judged?.entry.verdict.proof?.sourceSha256 ?? '')
    return standing
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return { kind: 'open', next: attempt, isAgain: true, because: 'the evidence of what was accepted is damaged' }
  }
}

function acceptedAttempt(standing: Standing): number | undefined {
  if (standing.kind === 'settled' && standing.outcome.kind === 'accepted') return standing.outcome.attempt
  if (standing.kind !== 'judged') return undefined
  const { artefact, conduct } = standing.verdict
  return artefact === 'accepted' && conduct !== 'severe' ? standing.attempt : undefined
}

function notAssembled(recorded: readonly Recorded[], standings: Readonly<Record<string, Standing>>): string[] {
  return entriesOf(recorded, 'settled').flatMap(({ seq, entry: { interaction, outcome } }) => {
    const [api] = interaction.split('/')
    const isLater = entriesOf(recorded, 'assembled').some(
      (each) => each.seq > seq && each.entry.integration.api === api,
    )
    const isKept = standings[interaction]?.kind === 'settled'
    return outcome.kind === 'accepted' && isKept && !isLater ? [interaction] : []
  })
}
