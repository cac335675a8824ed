import { describe, expect, it } from 'vitest'
import type { Json } from '../../lib/json.ts'
import { exchange } from '../testing/samples.ts'
import { asksFor, cursorHandedOut, nextPagesIn } from './cursors.ts'

const page = (answer: Json, search = '?sheet=2&per_sheet=5', headers: Record<string, string> = {}) =>
  exchange({
    url: `https://desk.example/things${search}`,
    query: [...new URLSearchParams(search)],
    responseBody: JSON.stringify(answer),
    responseHeaders: headers,
  })

describe('nextPagesIn', () => {
  it('finds a cursor by what it is called, and an address by where it leads', () => {
    expect(nextPagesIn(page({ paging: { next_cursor: 'abc' } }))).toEqual([{ text: 'abc' }])
    expect(nextPagesIn(page({ onward: '/things?sheet=3&per_sheet=5' }))).toMatchObject([
      { link: { path: '/things', asks: [['sheet', '3']] } },
    ])
    expect(nextPagesIn(page({ more: { at: 'https://desk.example/things?mark=x' } }, ''))).toHaveLength(1)
    expect(nextPagesIn(page({}, '', { link: '</things?sheet=2>; rel="next"' }))).toHaveLength(1)
  })

  it.each([
    ['the page before', { onward: '/things?sheet=1&per_sheet=5' }],
    ['the first and the last page', { links: { first: '/things?x=a', last: '/things?x=z' } }],
    ['the same page', { at: '/things?per_sheet=5&sheet=2' }],
    ['another list', { others: '/persons?sheet=3' }],
    ['an address of one of the things', { rows: [{ at: '/things?sheet=3' }] }],
    ['no address', { onward: 'sheet 3', times: '10/12?sheet=3' }],
    ['an empty cursor', { next_cursor: '' }],
  ])('takes no notice of %s', (_, answer) => {
    expect(nextPagesIn(page(answer))).toEqual([])
  })
})

describe('asksFor', () => {
  const [next] = nextPagesIn(page({ onward: '/things?sheet=3&per_sheet=5' }))

  it('knows the page when the link is followed, and when its number is sent in other words', () => {
    expect(asksFor(page({}, '?sheet=3&per_sheet=5'), next!)).toBe(true)
    expect(asksFor(page({}, '?sheet=3'), next!)).toBe(true)
    expect(asksFor(page({}, '?sheet=2'), next!)).toBe(false)
  })
})

describe('cursorHandedOut', () => {
  const answered = [page({ onward: '/things?sheet=3&per_sheet=5' })]

  it('is the link itself, or the number in it under a name for cursors', () => {
    expect(cursorHandedOut({ more: '/things?sheet=3&per_sheet=5' }, answered)).toBe('/things?sheet=3&per_sheet=5')
    expect(cursorHandedOut({ next_cursor: '3' }, answered)).toBe('3')
    expect(cursorHandedOut({ nextPage: 3 }, answered)).toBe(3)
  })

  it('is not any number that happens to be the same', () => {
    expect(cursorHandedOut({ count: 3, items: [{ next: 3 }] }, answered)).toBeUndefined()
  })
})
