import { printable } from '../lib/printable.ts'
import type { PriceRange } from '../plan/price-range.ts'
import { dollars } from '../report/wording.ts'

/** What a run may come to, and what keeps it below that. `left` is what its budget still has. */
export function priceText(
  { least, most, unknown }: PriceRange,
  left?: { readonly usd: number; readonly more: boolean },
) {
  if (most === 0 && unknown.length === 0) return '$0.00'
  const names = unknown.map((model) => printable(model, 80)).join(', ')
  const range = [
    ...(most > 0 ? [`${dollars(least)} to ${dollars(most)} by what attempts took in the bench`] : []),
    ...(unknown.length > 0 ? [`what ${names} costs, which is not known`] : []),
  ]
  const cap = left ? `at most ${dollars(left.usd)}${left.more ? ' more' : ''}` : 'no budget is set'
  return `${range.join(' and ')} · ${cap}`
}
