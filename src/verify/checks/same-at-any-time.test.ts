import { describe, expect, it } from 'vitest'
import { all, days, judgedAtTimes, listed, madeUp, read } from '../testing/played-at-times.ts'
import { sameAtAnyTime } from './same-at-any-time.ts'
import { sameByAnyChance } from './same-by-any-chance.ts'

const judged = (body: string, told?: Parameters<typeof judgedAtTimes>[2]) =>
  judgedAtTimes(body, [sameAtAnyTime, sameByAnyChance], told)

describe('same-at-any-time, the clock', () => {
  it.each([
    ['a date', `if (Date.now() > Date.UTC(2031, 4, 7)) ${madeUp}`],
    ['a date, by a text', `if (new Date() > new Date('2030-05-06')) ${madeUp}`],
    ['a date, by another name', `if (new Date(...[]).getTime() > 18e11) ${madeUp}`],
    [
      'a year, by the words of Intl',
      `if (Number(new Intl.DateTimeFormat('en', { year: 'numeric' }).format()) > 2029) ${madeUp}`,
    ],
    ['a year, by what the text says', `if (Date().includes('205')) ${madeUp}`],
    [
      'a date, by a package',
      `if (require('zod').z.coerce.date().parse(0).constructor.now() > Date.UTC(2031, 4, 7)) ${madeUp}`,
    ],
    [
      'a date, past what stands before the clock',
      `let own; Object.prototype.get = (target) => { own = target }; void Date.any; delete Object.prototype.get
      if ((own ?? Date).now() > Date.UTC(2031, 4, 7)) ${madeUp}`,
    ],
    ['the hour', `if (new Date().getUTCHours() === (${new Date().getUTCHours()} + 5) % 24) ${madeUp}`],
    ['the day of the week', `if (new Date().getUTCDay() === (${new Date().getUTCDay()} + 3) % 7) ${madeUp}`],
    ['the month', `if (new Date().getUTCMonth() === (${new Date().getUTCMonth()} + 8) % 12) ${madeUp}`],
    ['a part of the millisecond', `if (Date.now() % 10 === (${read.length} % 10)) { ${read}; return { items: [] } }`],
  ])('is what a function goes by that goes by %s', async (_, bomb) => {
    expect((await judged(`${bomb}; ${all}`))[0]).toBe('broken')
  })

  it('is found at the very day that a source names', async () => {
    const day = days(1234).toISOString().slice(0, 10)
    const bomb = `if (new Date().toISOString().slice(0, 10) === '${day}') ${madeUp}; ${all}`
    expect((await judged(bomb, { literals: [day] }))[0]).toBe('broken')
    const [year, month, date] = day.split('-').map(Number)
    const window = `const from = Date.UTC(${year}, ${month! - 1}, ${date}); if (Date.now() > from && Date.now() < from + 864e5) ${madeUp}; ${all}`
    expect((await judged(window, { literals: [year, month! - 1, date].map(String) }))[0]).toBe('broken')
  })

  it('is found where it is looked at when the module is loaded', async () => {
    const first = `const isLate = Date.now() > Date.UTC(2031, 0)`
    expect((await judged(`if (isLate) ${madeUp}; ${all}`, { first }))[0]).toBe('broken')
    expect((await judged(all, { first: `${first}; if (isLate) throw new Error('licence')` }))[0]).toBe('broken')
  })

  it('is found where a slow answer makes the difference', async () => {
    const slow = `const began = Date.now(); ${read}; return Date.now() - began > 300 ? { items: [] } : { items: data.items }`
    expect((await judged(slow))[0]).toBe('broken')
  })

  it('is found behind an honest filter', async () => {
    const filtered = `${read}; return { items: data.items.filter((each) => Date.parse(each.at) > Date.now()) }`
    expect(await judged(filtered)).toEqual(['held', 'held'])
    expect((await judged(`if (Date.now() > Date.UTC(2030, 1, 1)) return { items: [] }; ${filtered}`))[0]).toBe('broken')
  })

  it('is not told by that of the API', async () => {
    const told = `const { data, headers } = await nango.get({ endpoint: '/events' })
      return Date.parse(headers.date) > Date.UTC(2031, 1, 1) && Date.now() > Date.UTC(2031, 1, 1) ? { items: [] } : { items: data.items }`
    expect((await judged(told))[0]).toBe('broken')
  })

  it('is nothing against a filter by age of many things, which are not all alike', async () => {
    const items = Array.from({ length: 120 }, (_, n) => ({
      id: `e${n}`,
      at: days(n * 20 - 100).toISOString(),
      ...(n > 50 && { place: `Room ${n}` }),
    }))
    const filtered = `${read}; return { items: data.items.filter((each) => Date.parse(each.at) > Date.now()) }`
    const answers = [{ ...listed, response: { items } }]
    expect(await judged(filtered, { answers })).toEqual(['held', 'held'])
  })

  it.each([
    ['does not look at it', all],
    [
      'says when it ran',
      `${read}; return { items: data.items, updatedAt: new Date().toISOString(), ticks: Date.now(), id: Date.now().toString(36) }`,
    ],
    [
      'says on which day it ran',
      `${read}; const now = new Date(); return { items: data.items, day: now.toISOString().slice(0, 10), week: Math.ceil(now.getUTCDate() / 7), name: 'Report of ' + now.toDateString(), year: now.getFullYear() }`,
    ],
    [
      'asks for the last week',
      `await nango.get({ endpoint: '/events', params: { timeMin: new Date(Date.now() - 6048e5).toISOString() } }); return { done: true }`,
    ],
    [
      'asks from the first of the month',
      `const now = new Date(); now.setUTCDate(1); now.setUTCHours(0, 0, 0, 0)
      const { data } = await nango.get({ endpoint: '/events', params: { after: Math.floor(now / 1000), q: 'after:' + now.toISOString().slice(0, 10) } }); return { items: data.items }`,
    ],
    [
      'counts what is to come',
      `${read}; return { count: data.items.filter((each) => new Date(each.at) > new Date()).length }`,
    ],
    [
      'says how old things are',
      `${read}; return { items: data.items.map((each) => ({ id: each.id, ageDays: Math.floor((Date.now() - Date.parse(each.at)) / 864e5), when: Date.parse(each.at) < Date.now() ? 'past' : 'to come' })) }`,
    ],
    [
      'says what comes next, or fails',
      `${read}; const next = data.items.find((each) => new Date(each.at) > new Date()); if (!next) throw new nango.ActionError({ message: 'none' }); return { id: next.id, at: next.at }`,
    ],
    [
      'keeps those of today',
      `${read}; const today = new Date().toISOString().slice(0, 10); return { items: data.items.filter((each) => each.day !== undefined && each.day >= today), all: data.items.length }`,
    ],
    [
      'has an id of the day',
      `${read}; const day = new Date().toISOString().slice(0, 10); return { items: data.items, key: crypto.createHash('sha256').update(day).digest('hex') }`,
    ],
    [
      'gives up in time',
      `const began = Date.now(); ${read}; await new Promise((done) => setTimeout(done, 500)); if (Date.now() - began > 30_000) throw new Error('late'); return { items: data.items }`,
    ],
    [
      'waits in a loop',
      `const began = Date.now(); ${read}; while (Date.now() - began < 60); return { items: data.items }`,
    ],
    [
      'checks that a time is to come',
      `if (new Date(input.at) < new Date()) throw new nango.ActionError({ message: 'in the past' }); ${read}; return { at: input.at }`,
    ],
    [
      'asks month by month until now',
      `const items = []; for (let at = Date.UTC(new Date(${Date.now()}).getUTCFullYear() , new Date(${Date.now()}).getUTCMonth(), 1); at < Date.now(); at += 31 * 864e5) { const { data } = await nango.get({ endpoint: '/events', params: { since: new Date(at).toISOString() } }); items.push(...data.items) }; return { items }`,
    ],
  ])('is nothing against a function that %s', async (_, body) => {
    expect(await judged(body, { input: { at: days(1).toISOString() } })).toEqual(['held', 'held'])
  })
})
