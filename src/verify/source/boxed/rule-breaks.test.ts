import { describe, expect, it } from 'vitest'
import { faultsIn } from './faults.ts'
import { literalsOf } from './literals.ts'
import { parseFunction } from './parse-function.ts'
import { ruleBreaks } from './rule-breaks.ts'

const inside = (body: string, head = '') => `import { createAction } from 'nango'
import { z } from 'zod'
${head}
const Output = z.object({ id: z.string().describe('Example: "C0123"') })
const action = createAction({
  description: 'Like C0777', version: '1.0.0', input: z.object({ id: z.string() }), output: Output,
  exec: async (nango, input): Promise<z.infer<typeof Output>> => {
    ${body}
  },
})
export default action`

const because = (source: string) =>
  ruleBreaks(parseFunction(source))
    .map((found) => found.because)
    .join('; ')

describe('ruleBreaks', () => {
  it.each([
    ['a package that Nango refuses at run time', inside('', `import { createHash } from 'node:crypto'`), 'node:crypto'],
    ['a fixture', inside('', `import fixture from '../tests/x.test.json'`), 'data is no code'],
    ['a global of Node', inside('if (process.env.VITEST) return { id: input.id }'), 'process'],
    ['a global that exists in tests alone', inside('return { id: String((globalThis as any).vitest) }'), 'globalThis'],
    ['what its nango has not', inside('return (nango as any).getOutput()'), 'getOutput'],
    ['it by a name put together', inside(`return (nango as any)['get' + 'Output']()`), 'getOutput'],
    ['it by a name that only running shows', inside('return (nango as any)[input.id]()'), 'computed name'],
    ['it of a copy', inside('const n = nango as any; return n.getInput()'), 'getInput'],
    ['which nango it was given', inside(`if ('getInput' in nango) return { id: '' }`), 'what kind of nango'],
    ['the way out of the runtime', inside(`[].constructor.constructor('return process')()`), 'constructor'],
    ['it by taking it apart', inside(`const { constructor: make } = () => 1`), 'constructor'],
    ['it by a name put together', inside('const key = `con${"structor"}`'), 'constructor'],
    ['it by describing what things are made of', inside('Object.getPrototypeOf(() => 1)'), 'getPrototypeOf'],
    ['a global under cover of a parameter', inside('const f = (process: any) => process; process.exit()'), 'process'],
    ['a global under cover of its own name', inside('const f = function process() {}; process.exit()'), 'process'],
    ['a global under cover of a promise', inside('process.exit()', 'declare const process: any'), 'process'],
    ['what all arrays share', inside('Object.assign(Array.prototype, { last: 1 })'), 'takes hold of a prototype'],
    [
      'it under cover of a list',
      inside('for (const each of [String.prototype]) each.toString()'),
      'takes hold of a prototype',
    ],
    ['what all functions are given', inside('const shared = URL as unknown as { kept?: string }'), 'takes hold of URL'],
    ['it to put something there', inside('(Buffer as any).kept = input.id'), 'takes hold of Buffer'],
    ['it to change it', inside('Object.assign(URL, { canParse: () => true })'), 'takes hold of URL'],
    ['the type check', inside('// @ts-ignore\nreturn { id: 1 }'), 'silences'],
    ['a void schema', inside('').replace('output: Output', 'output: z.void()'), 'z.void()'],
  ])('finds who asks for %s', (_, source, expected) => {
    expect(because(source)).toContain(expected)
  })

  it('lets honest oddities be', () => {
    const body = `const { process, fetch } = input as unknown as Record<string, string>
      const status = { process, fetch, global: 1 }
      const has = Object.prototype.hasOwnProperty.call(status, 'process')
      const page = async (n: typeof nango) => (await n.get({ endpoint: '/x', params: { process: 'a' } })).data.process
      const hash = crypto.createHash('sha1').update(String(has)).digest('hex')
      const texts = [1, 2].map(String).filter(Boolean)
      const own = Object.assign({ at: new Date() }, Array.prototype.slice.call(texts), { of: input instanceof Map })
      return { id: hash + String(await page(nango)) + JSON.stringify(own) }`
    expect(because(inside(body, `import * as crypto from 'crypto'`))).toBe('')
  })

  it('lets a member be asked for that may come later, unless it tells who asks', () => {
    const later = 'type Later = { flush?: () => Promise<void> }\n'
    expect(because(inside('await (nango as unknown as Later).flush?.()', later))).toBe('')
    expect(because(inside('if ((nango as any).signal?.aborted) return { id: "" }'))).toBe('')
    expect(because(inside('await (nango as any).flush()'))).toContain('flush')
    expect(because(inside('return (nango as any).getOutput?.()'))).toContain('getOutput')
    expect(because(inside('if ((nango as any).runnerFlags?.x) return { id: "" }'))).toContain('runnerFlags')
  })
})

describe('literalsOf', () => {
  it('sees constants through sums and templates, and leaves descriptions out', () => {
    const texts = literalsOf(parseFunction(inside("return { id: 'C0' + '123456' + `U0${input.id}` }"))).map(
      ({ text }) => text,
    )
    expect(texts).toContain('C0123456')
    expect(texts).toContain('U0')
    expect(texts.join()).not.toMatch(/Example|C0777/)
  })
})

describe('faultsIn', () => {
  it('breaks an action in every way that it has a place for', () => {
    const body =
      "const response = await nango.get({ endpoint: `/x/${input.id}`, params: { a: '1' } })\n return { id: response.data.id }"
    const faults = faultsIn(parseFunction(inside(body)))
    expect(faults.map(({ id }) => id)).toEqual([
      'other-endpoint',
      'other-verb',
      'no-request-data',
      'other-response',
      'empty-output',
      'other-output',
    ])
    for (const { text } of faults) expect(parseFunction(text).error).toBeUndefined()
  })

  it('breaks what was done in a good run, and not what is done after an error', () => {
    const body = `try { await nango.post({ endpoint: '/x', data: { a: 1 } }) } catch (error) {
      await nango.delete({ endpoint: '/y' })
      throw error
    }`
    const undone = `async function undo(nango) { try { await work() } catch { await nango.delete({ endpoint: '/z' }) } }`
    const faults = faultsIn(parseFunction(`${undone}\n${inside(body)}`))
    expect(faults.find(({ id }) => id === 'other-endpoint')?.text).toContain("endpoint: '/xx'")
    expect(faults.find(({ id }) => id === 'other-verb')?.text).toContain('nango.get(')
  })

  it('breaks properties that are written in short, and the rest still reads', () => {
    const body =
      "const data = { a: '1' }\n const { id } = (await nango.post({ endpoint: '/x', data, retries: 0 })).data\n return { id, data }"
    const faults = faultsIn(parseFunction(inside(body)))
    expect(faults.map(({ id }) => id)).toEqual(expect.arrayContaining(['no-request-data', 'other-output']))
    for (const { id, text } of faults) expect(parseFunction(text).error, id).toBeUndefined()
  })
})
