import { mulberry32 } from '../lib/mulberry32.ts'

/** What a measure is on two sides of the same pairs, and whether the difference could be chance. */
export interface Paired {
  /** Means over the pairs. */
  readonly a: number
  readonly b: number
  /** Mean of `b` less `a`, with a 95 % interval. */
  readonly difference: number
  readonly low: number
  readonly high: number
  /** How often pairs that do not differ, but by chance, are as far apart as these; 1 where all are alike. */
  readonly p: number
}

/** `bounded`: a measure from 0 to 1, such as the share of accepted ones. */
export function paired(
  pairs: readonly { readonly a: number; readonly b: number }[],
  { bounded = false }: { readonly bounded?: boolean } = {},
): Paired {
  const differences = pairs.map(({ a, b }) => b - a)
  const [low, high] = bounded ? adjustedInterval(differences) : bootstrapInterval(differences)
  return {
    a: mean(pairs.map(({ a }) => a)),
    b: mean(pairs.map(({ b }) => b)),
    difference: mean(differences),
    low,
    high,
    p: signFlipP(differences),
  }
}

/** Up to so many pairs that differ, every way to exchange their sides is gone through. */
const exactUpTo = 14
const draws = 4_000

/**
 * The sign-flip test: were the two sides alike, each pair's difference could as well be the other way round. Of yes and
 * no it is McNemar's exact test.
 */
export function signFlipP(differences: readonly number[]): number {
  const differing = differences.filter((each) => each !== 0)
  if (differing.length === 0) return 1
  const seen = Math.abs(sum(differing))
  // Sums of the same numbers in another order may differ in their last digits.
  const isAsFar = (total: number) => Math.abs(total) >= seen * (1 - 1e-9)
  if (differing.length <= exactUpTo) {
    const ways = 2 ** differing.length
    let far = 0
    for (let way = 0; way < ways; way++) {
      if (isAsFar(sum(differing.map((each, place) => ((way >> place) & 1 ? each : -each))))) far++
    }
    return far / ways
  }
  const random = mulberry32(1)
  let far = 0
  for (let draw = 0; draw < draws; draw++) {
    if (isAsFar(sum(differing.map((each) => (random() < 0.5 ? each : -each))))) far++
  }
  return (far + 1) / (draws + 1)
}

/** Percentiles of the mean over pairs drawn again and again, always the same draws. */
function bootstrapInterval(differences: readonly number[]): [number, number] {
  const random = mulberry32(2)
  const { length } = differences
  const means = Array.from({ length: draws }, () => {
    let total = 0
    for (let drawn = 0; drawn < length; drawn++) total += differences[Math.floor(random() * length)]!
    return total / length
  }).toSorted((one, other) => one - other)
  return [means[Math.floor(draws * 0.025)]!, means[Math.ceil(draws * 0.975) - 1]!]
}

/**
 * Agresti and Min's interval for matched proportions: as if there had been half a pair more of each kind. Twenty pairs
 * that do not differ do not show that none ever will.
 */
function adjustedInterval(differences: readonly number[]): [number, number] {
  const count = differences.length + 2
  const middle = sum(differences) / count
  const squares = sum(differences.map((each) => each * each)) + 1
  const reach = 1.96 * Math.sqrt(Math.max(0, squares / count - middle * middle) / count)
  return [Math.max(-1, middle - reach), Math.min(1, middle + reach)]
}

/**
 * Holm's correction: who asks of several measures finds one below one in twenty more often than once in twenty. Answers
 * with each `p` as it counts beside the others.
 */
export function holm(values: readonly number[]): number[] {
  const order = values.map((p, index) => ({ p, index })).toSorted((one, other) => one.p - other.p)
  const adjusted = values.map(() => 1)
  let least = 0
  for (const [rank, { p, index }] of order.entries()) {
    least = Math.max(least, Math.min(1, p * (values.length - rank)))
    adjusted[index] = least
  }
  return adjusted
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : sum(values) / values.length
}
