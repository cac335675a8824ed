import { abOf, type Ran, turnsOf } from '../../bench/ab.ts'
import { abText } from '../../bench/ab-text.ts'
import { planBench } from '../../bench/plan-bench.ts'
import { projectedPrices } from '../../bench/prices.ts'
import { parseVariation, type VariedPlan, vary } from '../../bench/variation.ts'
import type { DensityWish } from '../../plan/density.ts'
import { planWith } from '../../plan/plan.ts'
import { isFreePlan } from '../../plan/price-range.ts'
import { modelsOf } from '../../plan/pricing.ts'
import { standInApis } from '../../standins/open-stand-in.ts'
import { demandAffordable } from '../afford.ts'
import { askBeforeSpending } from '../ask.ts'
import { exitCodeOf } from '../exit-code.ts'
import { placesOfBench } from '../places.ts'
import { runPlan } from '../run-plan.ts'
import { note, say, sayJson, screenOf } from '../say.ts'
import { priceOf } from './plan.ts'

interface AbFlags extends DensityWish {
  readonly a: string
  readonly b: string
  readonly interactions: number
  readonly repeats: number
  readonly seed: number
  readonly only?: string
  readonly budget?: number
  readonly yes?: boolean
  readonly json?: boolean
}

/** Builds the same interactions twice over, with one thing varied, and says whether that made a difference. */
export async function benchAb(flags: AbFlags): Promise<number> {
  const { a, b, repeats, seed, json } = flags
  const sides = await sidesOf(flags)
  const turns = turnsOf(repeats)
  await askFirst(sides, turns.length, flags)
  const ran: Ran[] = []
  for (const [index, turn] of turns.entries()) {
    const { side, repeat, isControl } = turn
    note(
      `Run ${index + 1} of ${turns.length}: ${isControl ? 'A again, the control' : `${side.toUpperCase()}, ${flags[side]}`}.`,
    )
    const { report } = await runPlan({
      ...sides[side],
      places: placesOfBench(),
      density: flags,
      seed: seed + repeat,
      isUnassembled: true,
      doing: 'assay bench ab',
    })
    // What is missing of it would be missing in each comparison.
    if (report.ended !== 'finished' && report.ended !== 'budget') return exitCodeOf(report)
    ran.push({ ...turn, report })
  }
  const isScripted = [sides.a, sides.b].every(({ plan }) => modelsOf(plan).every((id) => id.startsWith('rehearsal/')))
  const [price] = projectedPrices
  const ab = abOf(ran, { a, b, repeats, ...(isScripted && price && { projected: price }) })
  if (json) sayJson(ab)
  else say(abText(ab, screenOf(process.stdout)))
  return ab.control.differs ? 4 : 0
}

type Sides = Readonly<Record<'a' | 'b', VariedPlan>>

async function sidesOf({ a, b, interactions, seed, only, budget, repeats }: AbFlags): Promise<Sides> {
  const [one, other] = [parseVariation(a), parseVariation(b)]
  const plan = planBench({ embedded: standInApis, seed, interactions, ...(only !== undefined && { only }) })
  // Each run has a purse of its own, and all of them together are what a person gave.
  const part = budget === undefined ? {} : { usd: budget / turnsOf(repeats).length }
  const capped = planWith(plan, part)
  return { a: await vary(capped, one, process.cwd()), b: await vary(capped, other, process.cwd()) }
}

/** Says what it may cost and asks, where it may cost anything. */
async function askFirst(sides: Sides, runs: number, { yes }: AbFlags): Promise<void> {
  for (const { plan } of [sides.a, sides.b]) demandAffordable(plan)
  const costly = [sides.a, sides.b].filter(({ plan }) => !isFreePlan(plan))
  for (const { plan } of costly) note(`${runs} runs in all; each of a side that may cost money: ${priceOf(plan)}`)
  if (costly.length > 0 && !yes) await askBeforeSpending()
}
