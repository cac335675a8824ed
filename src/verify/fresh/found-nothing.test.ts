import { expect, it } from 'vitest'
import { exchange } from '../testing/samples.ts'
import { foundNothing } from './found-nothing.ts'

const answered = (body: object, more = {}) => exchange({ responseBody: JSON.stringify(body), ...more })
const some = [answered({ ok: true, messages: { matches: [{ id: 1 }] } })]

it('knows an answer without entries, where there had been some', () => {
  expect(foundNothing([answered({ messages: { matches: [] } })], some)).toBe(true)
  expect(foundNothing([answered([])], some)).toBe(true)
  expect(foundNothing(some, some)).toBe(false)
})

it('says nothing of what lists nothing in any case', () => {
  const none = [answered({ items: [] })]
  expect(foundNothing(none, none)).toBe(false)
  expect(foundNothing([answered({ id: 1 })], some)).toBe(false)
})

it('does not look at what failed', () => {
  expect(foundNothing([answered({ errors: [] }, { status: 404 })], some)).toBe(false)
})
