import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { caseOfAttempt } from '../case-of-attempt.ts'
import { printable } from '../lib/printable.ts'
import { UserError } from '../lib/user-error.ts'
import type { ProviderSettings } from '../plan/provider.ts'
import type { Recorded } from '../record/entry.ts'
import { entriesOf } from '../report/entries-of.ts'
import type { Item } from '../report/item.ts'
import { type Opinion, opinionText } from '../report/judge-text.ts'
import { dollars } from '../report/wording.ts'
import { type Judged, judgeRoot, type JudgeOptions, type Judging } from '../judge-root.ts'
import { askBeforeSpending } from './ask.ts'
import { readSpec } from './read-spec.ts'
import { note, say, sayJson, screenOf } from './say.ts'

export interface JudgeFlags {
  readonly judge: string
  readonly budget?: number
  readonly spec?: string
  readonly yes?: boolean
  readonly json?: boolean
}

/** What a judge model is asked about. */
export type ToJudge = Pick<JudgeOptions, 'looked' | 'named'>

/** The story that the search itself tells. */
export interface OwnStory {
  text(): string
  beside(judge: Opinion): unknown
}

/** One short question costs cents with any model that is listed but the dearest. */
const usualBudget = 0.25

/** Asks a model, once. The search's own story comes first, whatever becomes of the question. */
export async function sayJudged(toJudge: ToJudge, { text, beside }: OwnStory, flags: JudgeFlags): Promise<number> {
  const { judge: model, budget: usd = usualBudget, json } = flags
  const judging = judgeRoot({ model, providers: await providersHere(flags.spec), keys: process.env, usd, ...toJudge })
  if (!json) say(text())
  if (judging.kind === 'ready') await agreeToAsk(judging, flags)
  const { opinion, failed }: Judged = judging.kind === 'ready' ? await judging.ask() : judging
  if (json) sayJson(beside(opinion))
  else if (!failed) say(opinionText(opinion, toJudge.named, screenOf(process.stdout)))
  if (failed) throw failed
  return 0
}

/** The last judged attempt of an interaction. */
export async function lastJudged(
  { dir, recorded }: { readonly dir: string; readonly recorded: readonly Recorded[] },
  item: Item,
): Promise<ToJudge> {
  const interaction = entriesOf(recorded, 'planned')
    .flatMap(({ entry }) => entry.interactions)
    .find(({ id }) => id === item.id)
  const judged = entriesOf(recorded, 'judged').findLast(({ entry }) => entry.interaction === item.id)?.entry
  if (!interaction || !judged) {
    throw new UserError(`Nothing of ${item.id} was judged yet.`, 'Leave out --judge, or wait for its first verdict.')
  }
  const { attempt, verdict } = judged
  const looked = await caseOfAttempt({ dir: join(dir, item.id, `attempt-${attempt}`), interaction, attempt, verdict })
  return { looked, named: item.roots.find((root) => root.attempt === attempt) }
}

/** Says what goes where and what it may cost, and asks the person where that is more than nothing. */
async function agreeToAsk(
  { bytes, host, usdAtMost }: Extract<Judging, { kind: 'ready' }>,
  { judge, yes }: JudgeFlags,
): Promise<void> {
  note(
    `judge model ${printable(judge, 80)}: one question of ${bytes} bytes with quotes of the trace goes to ${host} · at most ${dollars(usdAtMost)}`,
  )
  if (usdAtMost > 0 && !yes) await askBeforeSpending('A judge model')
}

/** The person's own spec alone: a run may be somebody else's, and would say where a key goes. */
async function providersHere(spec: string | undefined): Promise<Readonly<Record<string, ProviderSettings>>> {
  const usual = 'assay.yaml'
  if (spec === undefined && !existsSync(usual)) return {}
  return (await readSpec(spec ?? usual)).providers
}
