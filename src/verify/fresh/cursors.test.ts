import { describe, expect, it } from 'vitest'
import type { Json } from '../../lib/json.ts'
import { docsPack } from '../../standins/docs/open-docs.ts'
import { exchange } from '../testing/samples.ts'
import { asksFor, cursorHandedOut, nextPagesIn, wayOn } from './cursors.ts'
import { toldPaging } from './told-paging.ts'

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
  const exchanges = [page({ onward: '/things?sheet=3&per_sheet=5' })]
  const handedOut = (output: Json) => cursorHandedOut({ output, exchanges })

  it('is the link itself, or the number in it under a name for cursors', () => {
    expect(handedOut({ more: '/things?sheet=3&per_sheet=5' })).toBe('/things?sheet=3&per_sheet=5')
    expect(handedOut({ next_cursor: '3' })).toBe('3')
    expect(handedOut({ nextPage: 3 })).toBe(3)
  })

  it('is not any number that happens to be the same', () => {
    expect(handedOut({ count: 3, items: [{ next: 3 }] })).toBeUndefined()
  })
})

describe('what the reference says', () => {
  const told = toldPaging(
    docsPack([
      "# things.list · Lists\n\nGET /things\n\nPaging: send the answer's end.tail as behind while hasMore is true.",
    ]),
  )

  it('makes a cursor of a name that nobody could guess', () => {
    expect(nextPagesIn(page({ end: { tail: 'abc' }, hasMore: true }), told)).toEqual([{ text: 'abc' }])
    expect(nextPagesIn(page({ end: { tail: 'abc' }, hasMore: true }))).toEqual([])
    expect(nextPagesIn({ ...page({ end: { tail: 'abc' } }), url: 'https://desk.example/others' }, told)).toEqual([])
  })

  it('is not asked about what is no request to the API', () => {
    const control = exchange({ kind: 'control', url: '/connections/demo', responseBody: '{"next":"abc"}' })
    expect(nextPagesIn(control, told)).toEqual([])
  })

  it('counts for nothing where the answer says that there is no more', () => {
    expect(nextPagesIn(page({ end: { tail: 'abc' }, hasMore: false }), told)).toEqual([])
  })

  it('names the input that takes it', () => {
    const exchanges = [page({ end: { tail: 'abc' } })]
    expect(wayOn({ exchanges, output: { on: 'abc' }, told }, ['kind', 'behind'])).toEqual({
      field: 'behind',
      value: 'abc',
    })
    expect(wayOn({ exchanges, output: { on: 'abc' }, told }, ['kind'])).toBeUndefined()
  })
})

describe('wayOn', () => {
  it('is the number of the page, where the function takes one', () => {
    const exchanges = [page({ onward: '/things?per_sheet=5&sheet=3' })]
    expect(wayOn({ exchanges, output: {} }, ['perSheet', 'Sheet'])).toEqual({ field: 'Sheet', value: 3 })
    expect(wayOn({ exchanges, output: {} }, ['kind'])).toBeUndefined()
  })
})
