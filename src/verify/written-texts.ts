import type { FreshValue } from './fresh/fresh-input.ts'
import { isSuccess } from './refusal.ts'
import type { FreshRun } from './trial.ts'

/** Fresh texts that people would write or dates, as far as the function sent them. */
export function textsOnTheWire({ fresh, exchanges }: Pick<FreshRun, 'fresh' | 'exchanges'>): readonly FreshValue[] {
  const wire = exchanges.filter(isSuccess).map(({ requestBody }) => requestBody)
  return fresh.filter(
    ({ value, isName }) =>
      !isName &&
      typeof value === 'string' &&
      value.length >= 4 &&
      wire.some((body) => body.includes(JSON.stringify(value).slice(1, -1))),
  )
}

/** Equal or contained, as APIs write names (`gravel-roof` for `Gravel roof`), or the same instant. */
export function means(there: unknown, given: string): boolean {
  if (typeof there !== 'string') return false
  const words = lettersOf(given)
  if (words === '' ? there.includes(given) : lettersOf(there).includes(words)) return true
  return /^\d{4}-\d\d-\d\d/.test(given) && Date.parse(there) === Date.parse(given)
}

function lettersOf(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')
}
