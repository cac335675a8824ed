import type { ListPrice } from '../plan/list-prices.ts'
import { type Comparison, comparisonOf } from '../report/comparison.ts'
import type { Report } from '../report/report.ts'
import { projectedUsd } from './prices.ts'

/** One run of a comparison of two variations. */
export interface Turn {
  readonly side: 'a' | 'b'
  /** Counted from 0: which accounts, and which chance. The same number is the same for both sides. */
  readonly repeat: number
  /** A once more as it was in the first repeat, for nothing but to see what chance does. */
  readonly isControl: boolean
}

/** In alternation, so that what the machine does meanwhile falls on both; who begins alternates as well. */
export function turnsOf(repeats: number): readonly Turn[] {
  const turns = Array.from({ length: repeats }, (_, repeat) => {
    const sides = repeat % 2 === 0 ? (['a', 'b'] as const) : (['b', 'a'] as const)
    return sides.map((side) => ({ side, repeat, isControl: false }))
  })
  return [...turns.flat(), { side: 'a', repeat: 0, isControl: true }]
}

export interface Ran extends Turn {
  readonly report: Report
}

/** What `assay bench ab --json` prints. */
export interface Ab {
  readonly a: string
  readonly b: string
  readonly repeats: number
  /** Whose price list the dollars are projected with; absent where they are what the runs' models cost. */
  readonly projectedBy?: string
  readonly comparison: Comparison
  /** The first run of A beside another one like it: a difference here is one that nothing made. */
  readonly control: Comparison
}

export interface AbOptions {
  /** As they were written. */
  readonly a: string
  readonly b: string
  readonly repeats: number
  /** With which tokens are priced that nobody billed. */
  readonly projected?: ListPrice
}

/** Compares two sides by all their runs, and one side with itself. Throws `UserError` when nothing is settled in all. */
export function abOf(ran: readonly Ran[], { a, b, repeats, projected }: AbOptions): Ab {
  const priced = ran.map(({ report, ...each }) => ({
    ...each,
    report: projected ? withUsd(report, projected) : report,
  }))
  const of = (wanted: (each: Ran) => boolean) => priced.filter(wanted).map(({ report }) => report)
  const [own, other] = (['a', 'b'] as const).map((side) => of((each) => each.side === side && !each.isControl))
  return {
    a,
    b,
    repeats,
    ...(projected && { projectedBy: projected.model }),
    comparison: comparisonOf(own ?? [], other ?? []),
    control: comparisonOf(
      (own ?? []).slice(0, 1),
      of(({ isControl }) => isControl),
    ),
  }
}

function withUsd(report: Report, price: ListPrice): Report {
  return { ...report, items: report.items.map((item) => ({ ...item, usd: projectedUsd(item, price) })) }
}
