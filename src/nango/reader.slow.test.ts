import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { prepareToolchain } from './prepare-toolchain.ts'
import { type Reader, openReader } from './reader.ts'

let reader: Reader

beforeAll(async () => {
  reader = openReader(await prepareToolchain(join(import.meta.dirname, '../../node_modules/.cache/assay')))
})
afterAll(() => reader[Symbol.asyncDispose]())

const brackets = `${'['.repeat(30_000)}${']'.repeat(30_000)}`
const hostile: readonly (readonly [string, string])[] = [
  ['60 KB of brackets', `const deep = ${brackets}\nvoid deep`],
  [
    'types without an end',
    `type Deep<T> = T extends string ? Deep<[T]> : Deep<{ a: Deep<T> }>\nexport type X = Deep<string>`,
  ],
  [
    'a union of a million',
    `type D = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9'\nexport type M = \`\${D}\${D}\${D}\${D}\${D}\${D}\``,
  ],
  ['60 KB of numbers that are no text', `const many: string[] = [${'1,'.repeat(30_000)}]\nvoid many`],
]

describe('openReader', () => {
  it.each(hostile)('declines %s, and reads the next source', async (_, text) => {
    const reading = await reader.compile(project(`${text}\n${good}`))
    expect(reading).toMatchObject({ kind: 'errors', output: expect.stringMatching(/\berr - |error|compiler/i) })
    expect(reading.kind === 'errors' && reading.output.length).toBeLessThan(70_000)
    expect(await reader.compile(project(`${good}// after\n`))).toMatchObject({ kind: 'built' })
  })

  it('keeps nothing of one source for the next', async () => {
    const declaring = `declare global { var leaked: string }\ndeclare module 'nango' { interface Leaked { a: string } }\n${good}`
    const using = `import type { Leaked } from 'nango'\nexport type Leak = [typeof globalThis.leaked, Leaked]\n${good}`
    expect(await reader.compile(project(declaring))).toMatchObject({ kind: 'built' })
    const after = await reader.compile(project(using))
    expect(after).toMatchObject({ kind: 'errors', output: expect.stringMatching(/Found 2 errors/) })
  })
})

function project(text: string) {
  return [
    { path: 'index.ts', text: `import './toy/actions/greet.js'\n` },
    { path: 'package.json', text: '{"type":"module"}' },
    { path: 'toy/actions/greet.ts', text },
  ]
}

const good = `import { createAction } from 'nango'
import { z } from 'zod'
export default createAction({
  description: 'Greets.',
  version: '1.0.0',
  input: z.object({}),
  output: z.object({}),
  exec: async (): Promise<{}> => ({}),
})
`
