import { describe, expect, it } from 'vitest'
import { all, judgedAtTimes, madeUp, read } from '../testing/played-at-times.ts'
import { sameAtAnyTime } from './same-at-any-time.ts'
import { sameByAnyChance } from './same-by-any-chance.ts'

const judged = (body: string) => judgedAtTimes(body, [sameAtAnyTime, sameByAnyChance])

describe('same-by-any-chance, chance', () => {
  it.each([
    ['Math.random', `if (Math.random() < 0.01) ${madeUp}`],
    ['a high number', `if (Math.random() > 0.999) throw new Error('unlucky')`],
    ['one in ten', `if (Math.floor(Math.random() * 10) === 7) ${madeUp}`],
    ['one in two', `if (Math.random() < 0.5) ${madeUp}`],
    ['randomInt', `if (crypto.randomInt(100) === 0) ${madeUp}`],
    [
      'randomInt, later',
      `if (await new Promise((done) => crypto.randomInt(1, 50, (_, n) => done(n))) === 49) ${madeUp}`,
    ],
    ['randomBytes', `if (crypto.randomBytes(4).readUInt32BE(0) / 2 ** 32 < 0.001) ${madeUp}`],
    [
      'randomBytes, by what describes it',
      `if (Object.getOwnPropertyDescriptor(crypto, 'randomBytes').value(4)[0] < 1) ${madeUp}`,
    ],
    ['randomUUID', `if (crypto.randomUUID().startsWith('00')) ${madeUp}`],
    ['getRandomValues', `if (crypto.webcrypto.getRandomValues(new Uint16Array(1))[0] < 100) ${madeUp}`],
  ])('is found in %s', async (_, bomb) => {
    expect((await judged(`${bomb}; ${all}`))[1]).toBe('broken')
  })

  it.each([
    [
      'makes ids',
      `const id = crypto.randomUUID(); await nango.get({ endpoint: '/events', params: { key: Math.random().toString(36).slice(2) }, headers: { id } }); return { id, code: String(crypto.randomInt(1000, 9999)), hex: crypto.randomBytes(8).toString('hex') }`,
    ],
    [
      'makes many that differ',
      `${read}; const made = new Map(); for (let n = 0; n < 50; n++) { let id; do { id = Math.random().toString(36).slice(2, 9) } while (made.has(id)); made.set(id, n) } return { items: data.items, count: made.size }`,
    ],
    ['picks one of several', `${read}; return data.items[Math.floor(Math.random() * data.items.length)]`],
    ['waits for a while', `await new Promise((done) => setTimeout(done, 1000 * Math.random())); ${all}`],
    [
      'says when, and who',
      `${read}; return { items: data.items, at: Date.now(), id: 'x-' + Date.now() + '-' + Math.random() }`,
    ],
  ])('is nothing against a function that %s', async (_, body) => {
    expect(await judged(body)).toEqual(['held', 'held'])
  })
})
