import { expect, it } from 'vitest'
import { isShallow } from './is-shallow.ts'

it('lets everyday documents pass, whatever their texts contain', () => {
  expect(isShallow(JSON.stringify({ text: '[['.repeat(500), quote: '"[\\', list: [[[1]]] }))).toBe(true)
})

it('stops what is nested to overflow a stack', () => {
  expect(isShallow('['.repeat(5_000) + ']'.repeat(5_000))).toBe(false)
})
