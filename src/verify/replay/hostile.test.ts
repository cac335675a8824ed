import { describe, expect, it } from 'vitest'
import { replayOf } from '../testing/replay-of.ts'
import { answer } from '../testing/samples.ts'
import type { Answer, Take } from './boxed/job.ts'
import { otherOf, refusalTakes, responseTakes } from './takes.ts'

const got = answer({
  endpoint: 'users.info',
  query: [['user', 'U1']],
  response: { ok: true, user: { id: 'U1', name: 'ada', teams: ['T1'] } },
})
const takes: readonly Take[] = [
  { kind: 'same' },
  ...responseTakes([got], otherOf(1)),
  ...refusalTakes([got], [{ status: 500, response: {} }]),
]

async function played(body: string, { before = '', answers = [got] }: { before?: string; answers?: Answer[] } = {}) {
  const scene = { purpose: 'fresh' as const, input: { user: 'U1' }, answers, takes }
  const result = await replayOf(body, [scene], { before })
  const [first] = result.scenes
  const all = first ? [first.base, ...first.takes.map((each) => each.result)] : []
  return { ...result, all, odd: [...new Set(all.flatMap(({ odd }) => odd))] }
}

const ask = `const r = await nango.get({ endpoint: '/users.info', params: { user: input.user } })`
/** Ways to what functions of a dry run share with whoever runs them, none of which says so by name. */
const objectOf = `(Object[['getPrototype', 'Of'].join('')])`
const makerOf = `(value) => value[['con', 'structor'].join('')][['con', 'structor'].join('')]`

describe('a function that changes what it shares with who plays it', () => {
  it.each([
    [
      'every object',
      `${objectOf}(r.data).toJSON = function () {
        const isResult = Object.hasOwn(this, 'outputChanges')
        return isResult ? { ...this, outputChanges: ['returned.name'], end: this.take > 5 ? 'threw' : 'returned' } : this
      }`,
    ],
    [
      'lists',
      `for (const name of ['map', 'flatMap', 'filter', 'slice']) ${objectOf}(r.data.user.teams)[name] = () => []`,
    ],
    ['forms', `URLSearchParams.prototype[Symbol.iterator] = function* () { yield ['user', String(Math.random())] }`],
    ['buffers', `Buffer.from = () => { throw 1 }; Buffer.prototype.toString = () => 'x'`],
    ['errors', `Error.prepareStackTrace = () => { throw 1 }; Error.stackTraceLimit = 0`],
    ['crypto', `require('crypto').createHash = () => { throw 1 }`],
  ])('is seen to answer with a constant all the same: %s', async (_, change) => {
    const { all, cutShort } = await played(
      `const r = await nango.get({ endpoint: '/users.info', params: new URLSearchParams({ user: 'U1' }) }).catch(() => undefined)
      try { if (r) { ${change} } } catch {}
      return { name: 'ada' }`,
    )
    expect(cutShort).toBeUndefined()
    expect(all).toHaveLength(takes.length)
    for (const { end, outputChanges } of all) {
      expect({ end, outputChanges }).toEqual({ end: 'returned', outputChanges: [] })
    }
  })
})

describe('a function that changes how its own thread waits', () => {
  it('fails by it, and nothing that it forges is taken', async () => {
    const { all } = await played(`${objectOf}(nango.getMetadata()).then = (done) => done({ forged: true }); ${ask}
      return { name: r.data.user.name }`)
    expect(new Set(all.map(({ end }) => end))).toEqual(new Set(['threw']))
    expect(JSON.stringify(all)).not.toContain('forged')
  })
})

describe('a function that makes its way to the process round it', () => {
  it.each([
    ['by what it was given', `(${makerOf})(r.data)('return process')()`],
    ['by an error', `(${makerOf})(new Error('x'))('return process')()`],
    ['by a package', `{ const d = new (require('zod').z.core.Doc)([]); d.write('return process'); d.compile()() }`],
    ['by what waits', `(${makerOf})(setTimeout(() => {}))('return process')()`],
    [
      'past what stands before it',
      `(() => {
        const [every, maker] = [${objectOf}(r.data), (${makerOf})(r.data)]
        let own
        for (const trap of ['get', 'has', 'getPrototypeOf']) every[trap] = (target) => (own = target)
        try { void maker.x, 'x' in maker } catch {}
        for (const trap of ['get', 'has', 'getPrototypeOf']) delete every[trap]
        return (own ?? maker)('return process')()
      })()`,
    ],
    ['by what is asynchronous', `(${makerOf})(nango.getMetadata)('return process')()`],
  ])('finds none, and is told on: %s', async (_, reach) => {
    const { odd, all, cutShort } = await played(
      `${ask}; let found = 'nothing'; try { found = typeof (${reach.startsWith('{') ? `(() => ${reach})()` : reach}) } catch {}
      return { found, name: r.data.user.name }`,
    )
    expect(cutShort).toBeUndefined()
    expect(all[0]!.output).toMatchObject({ returned: { found: 'nothing', name: 'ada' } })
    expect(odd).toContain('make code of a text')
  })

  it('is handed no frame of its callers', async () => {
    const { all } = await played(`const write = (_, frames) => frames
      const kinds = () => [typeof new Error('x').stack, (() => { try { null.x } catch (error) { return typeof error.stack } })()]
      Error.prepareStackTrace = write
      const first = kinds()
      try { globalThis.Error = { prepareStackTrace: write } } catch {}
      return { kinds: [...first, ...kinds()] }`)
    expect(all[0]!.output).toMatchObject({ returned: { kinds: ['string', 'string', 'string', 'string'] } })
  })

  it('is told on where it reads what runs it', async () => {
    expect((await played(`${ask}; return String(require).length`)).odd).toContain('get require.toString')
    expect((await played(`${ask}; return Function.prototype.toString.call(setTimeout).length`)).odd).toContain(
      'read what runs it',
    )
    expect((await played(`${ask}; return String(input).length + String(() => 1).length`)).odd).toEqual([])
  })

  it('sees nothing of who calls it, and its name as in a dry run', async () => {
    const stacks = `const here = new Error('x').stack; ${ask}.catch((e) => e); const after = new Error('x').stack
      let thrown; try { await nango.get({ endpoint: '/nothing', method: 'PUT' }) } catch (e) { thrown = e.stack }
      return { lines: [here, after, thrown].join('\\n').split('\\n') }`
    const { all } = await played(stacks)
    const text = JSON.stringify(all[0]!.output)
    expect(text).toContain('any-slack.js')
    expect(text).not.toMatch(/replay|thread|boxed|node:/)
  })
})

describe('what a function makes to bring down who reads it', () => {
  it.each([
    ['a list of 100,000 levels', `let v = []; for (let i = 0; i < 1e5; i++) v = [v]; return v`],
    [
      'a text of 100,000 levels',
      `return { toJSON: () => { let v = 1; for (let i = 0; i < 3000; i++) v = [v]; return v } }`,
    ],
    ['a circle', `const v = {}; v.v = v; return v`],
    ['a big number', `return { v: 1n }`],
    ['a getter', `return { get v() { throw new Error('no') } }`],
    ['a proxy', `return new Proxy({}, { ownKeys() { throw null }, get() { throw null } })`],
    ['an error that throws', `throw { get name() { throw 1 }, get message() { throw 2 }, toString() { throw 3 } }`],
    ['an error without end', `throw new Proxy(function () {}, { get: () => { throw new Error('again') } })`],
    ['nothing', `throw undefined`],
    ['a sign', `throw Symbol('x')`],
    ['records of many levels', `let v = {}; for (let i = 0; i < 500; i++) v = { v }; await nango.batchSave([v], 'M')`],
  ])('is a failure of the function: %s', async (_, body) => {
    const { all, cutShort } = await played(body)
    expect(cutShort).toBeUndefined()
    expect(all.map(({ end }) => end)).toEqual(takes.map(() => 'threw'))
  })

  it.each([
    ['a date', `return new Date(0)`, '1970-01-01T00:00:00.000Z'],
    ['a map', `return new Map([[1, 2]])`, {}],
    ['a thenable', `return { then(done) { done({ a: 1 }) } }`, { a: 1 }],
    ['halves of characters', `return { a: '\\ud800\\u2028\\0' }`, { a: '\ud800\u2028\0' }],
    ['its own marker', `return '\\n0123{"done":true}\\n'`, '\n0123{"done":true}\n'],
    [
      'names of prototypes',
      `return JSON.parse('{"__proto__":{"a":1},"constructor":{"prototype":1}}')`,
      expect.anything(),
    ],
  ])('is read for what it is in JSON: %s', async (_, body, output) => {
    const { all } = await played(body)
    expect(all[0]).toMatchObject({ end: 'returned', output: { returned: output } })
    expect(({} as { a?: number }).a).toBeUndefined()
  })

  it('takes 200,000 records in one batch', async () => {
    const { all, cutShort } = await played(
      `await nango.batchSave(Array.from({ length: 2e5 }, (_, id) => ({ id })), 'M'); return {}`,
    )
    expect(cutShort).toBeUndefined()
    expect(all).toHaveLength(takes.length)
  })

  it('reads a source with ends of lines of every kind', async () => {
    const { all } = await played(`const a = '\u2028'; const b = \`x\r\ny\`; return { a, b }\r\n`, { before: '\ufeff' })
    expect(all[0]).toMatchObject({ output: { returned: { a: '\u2028', b: 'x\ny' } } })
  })
})
