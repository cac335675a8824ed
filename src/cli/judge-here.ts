import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { printable } from '../lib/printable.ts'
import { UserError } from '../lib/user-error.ts'
import type { ProviderSettings } from '../plan/provider.ts'
import type { Recorded } from '../record/entry.ts'
import { entriesOf } from '../report/entries-of.ts'
import type { Item } from '../report/item.ts'
import { dollars } from '../report/wording.ts'
import { judgeRoot, type Judging } from '../judge-root.ts'
import { askBeforeSpending } from './ask.ts'
import { readSpec } from './read-spec.ts'
import { note } from './say.ts'

export interface JudgeFlags {
  readonly judge: string
  readonly budget?: number
  readonly spec?: string
  readonly yes?: boolean
}

/** One short question costs cents with any model that is listed but the dearest. */
const usualBudget = 0.25

/** Makes ready to ask a model about the last judged attempt of an interaction; sends nothing. */
export async function judgingHere(
  run: { readonly dir: string; readonly recorded: readonly Recorded[] },
  item: Item,
  { judge: model, budget, spec }: JudgeFlags,
): Promise<Judging> {
  const { dir, recorded } = run
  const interaction = entriesOf(recorded, 'planned')
    .flatMap(({ entry }) => entry.interactions)
    .find(({ id }) => id === item.id)
  const judged = entriesOf(recorded, 'judged').findLast(({ entry }) => entry.interaction === item.id)?.entry
  if (!interaction || !judged) {
    throw new UserError(`Nothing of ${item.id} was judged yet.`, 'Leave out --judge, or wait for its first verdict.')
  }
  const { attempt, verdict } = judged
  return await judgeRoot({
    model,
    providers: await providersHere(spec),
    keys: process.env,
    usd: budget ?? usualBudget,
    dir: join(dir, item.id, `attempt-${attempt}`),
    interaction,
    attempt,
    verdict,
    named: rootNamed(item),
  })
}

/** What the search has named of the attempt that the judge model is asked about. */
export function rootNamed({ roots, history }: Item) {
  return roots.find(({ attempt }) => attempt === history.at(-1)?.attempt)
}

/** Says what goes where and what it may cost, and asks the person where that is more than nothing. */
export async function agreeToAsk(judging: Judging, { judge, yes }: JudgeFlags): Promise<void> {
  if (judging.kind === 'nothing-to-ask') return
  const { bytes, host, usdAtMost } = judging
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
