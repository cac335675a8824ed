import { expect, it } from 'vitest'
import { takeResult, trial } from '../testing/samples.ts'
import { hasEnough } from './has-enough.ts'

const result = (used: readonly number[], items: number) =>
  takeResult({ used, output: { returned: { items: Array.from({ length: items }, (_, id) => ({ id })) } } })

/** A run that was asked for five and returned so many; and what it read when it was asked for another number. */
interface Listing {
  readonly returned: number
  readonly others: readonly [asked: number, used: number[]][]
  readonly unanswered?: readonly string[]
}

function listing({ returned, others, unanswered = [] }: Listing) {
  const takes = others.map(([value, used]) => ({
    take: { kind: 'input', path: ['count'], value, as: value > 5 ? 'more' : 'answered' } as const,
    result: { ...result(used, 0), unanswered },
  }))
  const scene = { purpose: 'fresh', input: { count: 5 }, answers: [], takes: [] } as const
  return trial({ replay: { scenes: [{ scene, base: result([0], returned), takes }] } })
}

it('lets a list stop that has as many as were asked for, and goes on for more', () => {
  expect(hasEnough(listing({ returned: 5, others: [[8, [0, 1]]] }))).toBe(true)
})

it('sees a request for which the recording has no answer', () => {
  const more = listing({ returned: 5, others: [[8, [0]]], unanswered: ['GET things'] })
  expect(hasEnough(more)).toBe(true)
})

it('takes no size of pages for such a number', () => {
  expect(hasEnough(listing({ returned: 5, others: [[8, [0]]] }))).toBe(false)
})

it('wants exactly as many', () => {
  expect(hasEnough(listing({ returned: 4, others: [[8, [0, 1]]] }))).toBe(false)
})

it('is not content with fewer requests for fewer things', () => {
  expect(hasEnough(listing({ returned: 5, others: [[2, [0]]] }))).toBe(false)
})
