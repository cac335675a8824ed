import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Json } from '../../../lib/json.ts'
import { answerTo } from './find-answer.ts'
import type { Answer } from './job.ts'
import { normalisedRequest } from './requests.ts'
import { sentRequest } from './sent-request.ts'

const answer = (more: Partial<Answer> = {}): Answer => ({
  method: 'post',
  endpoint: 'things',
  query: [],
  body: '{"b":1,"a":2}',
  status: 200,
  headers: {},
  response: null,
  ...more,
})
const asked = (data: unknown) => normalisedRequest(sentRequest({ method: 'POST', endpoint: '/things', data }))
const found = (
  answers: readonly Answer[],
  data: Json,
  { isFixture, given = [] }: { isFixture?: true; given?: number[] } = {},
) => answerTo(asked(data), { answers, ...(isFixture && { isFixture }) }, given)

describe('answerTo', () => {
  it('knows a request again, whatever the order of its fields', () => {
    expect(found([answer({ body: '{}' }), answer()], { a: 2, b: 1 })).toEqual({ index: 1, isExact: true })
  })

  it('gives a changed request the answer to its like, and says so', () => {
    expect(found([answer()], { a: 3 })).toEqual({ index: 0, isExact: false })
    expect(found([answer({ method: 'get' })], { a: 3 })).toBeUndefined()
  })

  it('gives an answer of a fixture again, but not for ever', () => {
    expect(found([answer()], { a: 2, b: 1 }, { given: [1] })).toBeUndefined()
    expect(found([answer()], { a: 2, b: 1 }, { given: [1], isFixture: true })).toEqual({ index: 0, isExact: true })
    expect(found([answer()], { a: 2, b: 1 }, { given: [20], isFixture: true })).toBeUndefined()
  })

  it('gives an answer again where more pages were put in: their entries are asked about again', () => {
    const again = (given: number) => answerTo(asked({ a: 2, b: 1 }), { answers: [answer()], purpose: 'paged' }, [given])
    expect(again(1)).toEqual({ index: 0, isExact: true })
    expect(again(20)).toBeUndefined()
  })

  it('knows forms and digests of a fixture, and holds against nobody what it leaves away', () => {
    const fixture = { isFixture: true } as const
    const digest = `sha1:${createHash('sha1').update('{"a":2}').digest('hex')}`
    expect(found([answer({ body: digest })], { a: 2 }, fixture)?.isExact).toBe(true)
    expect(found([answer({ body: digest })], { a: 3 }, fixture)?.isExact).toBe(false)
    expect(found([answer({ body: 'a=2&b=x%20y' })], { b: 'x y', a: 2 }, fixture)?.isExact).toBe(true)
    expect(found([answer({ body: 'a=2' })], { a: 3 }, fixture)?.isExact).toBe(false)
    expect(found([answer({ body: '', unknown: ['body'] })], { a: 3 }, fixture)?.isExact).toBe(true)
  })
})
