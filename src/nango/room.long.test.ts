import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Json } from '../lib/json.ts'
import { generatedTest } from './generated-test.ts'
import { prepareToolchain } from './prepare-toolchain.ts'
import { type Reader, openReader } from './reader.ts'
import { type ProjectFile, type Room, openRoom } from './room.ts'
import { openToyApi } from './toy-api.fixture.ts'
import type { Toolchain } from './toolchain.ts'

let toolchain: Toolchain
let reader: Reader
let api: Awaited<ReturnType<typeof openToyApi>>

beforeAll(async () => {
  toolchain = await prepareToolchain(join(import.meta.dirname, '../../node_modules/.cache/assay'))
  reader = openReader(toolchain)
  api = await openToyApi()
})
afterAll(async () => {
  await reader[Symbol.asyncDispose]()
  await api[Symbol.asyncDispose]()
})

describe('openRoom', () => {
  it('compiles a function and runs it again and again with different inputs', async () => {
    await inRoom(
      action(`return { greeting: (await nango.post({ endpoint: '/greet', data: input })).data.greeting }`),
      async (room) => {
        expect(await room.compile()).toEqual({ kind: 'compiled' })
        for (const name of ['Ada', 'Grace']) {
          const run = await room.dryRun({ connection: 'test', input: { name } })
          expect(run).toEqual({ kind: 'returned', output: { greeting: `Hello ${name}` }, saved: {}, deleted: {} })
        }
      },
    )
  })

  it('gives a function no way to tell one run from the next', async () => {
    const counting = `const far = (Buffer as any).constructor('return globalThis')()
      const places: any[] = [globalThis, Buffer, Buffer.prototype, Error, URL, Promise, z, z.ZodObject, nango, Object.getPrototypeOf(nango), far, far.process.env]
      const seen = places.map((place) => String(place.seen ?? 'never'))
      for (const place of places) try { place.seen = 'before' } catch {}
      const fs = far.process.getBuiltinModule('fs')
      seen.push(String(fs.existsSync('/tmp/seen')))
      fs.writeFileSync('/tmp/seen', '')
      return { greeting: seen.join() }`
    await inRoom(action(counting), async (room) => {
      const run = () => room.dryRun({ connection: 'test', input: { name: 'Ada' } })
      const first = await run()
      expect(first).toMatchObject({ kind: 'returned', output: { greeting: expect.stringMatching(/^(never,)+false$/) } })
      expect(await run()).toEqual(first)
    })
  })

  it('tells what does not type-check in the words of the CLI', async () => {
    await inRoom(action(`return { greeting: 1 }`), async (room) => {
      const compilation = await room.compile()
      expect(compilation).toMatchObject({ kind: 'failed', output: expect.stringContaining('toy/actions/greet.ts:9') })
      expect(compilation).toMatchObject({ output: expect.stringContaining('Found 1 error') })
    })
  })

  it('tells what breaks the rules of the compiler plugin', async () => {
    await inRoom(`import fs from 'node:fs'\n${action(`return { greeting: String(fs) }`)}`, async (room) => {
      expect(await room.compile()).toMatchObject({ kind: 'failed', output: expect.stringContaining('node:fs') })
    })
  })

  it('tells input, output and exceptions apart', async () => {
    const body = `if (input.name === 'throw') throw new nango.ActionError({ message: 'no such name' })
      return { greeting: input.name === 'number' ? JSON.parse('1') : (await nango.get({ endpoint: '/missing' })).data }`
    await inRoom(action(body), async (room) => {
      const run = (input: Json) => room.dryRun({ connection: 'test', input })
      expect(await run({})).toMatchObject({ kind: 'invalid', what: 'input', because: expect.stringContaining('name') })
      expect(await run({ name: 'number' })).toMatchObject({ kind: 'invalid', what: 'output' })
      expect(await run({ name: 'throw' })).toMatchObject({
        kind: 'threw',
        error: expect.stringContaining('no such name'),
      })
      expect(await run({ name: 'x' })).toMatchObject({ kind: 'threw', error: expect.stringContaining('404') })
    })
  })

  it('hands over what a sync saved and deleted, by model', async () => {
    await inRoom(sync, async (room) => {
      expect(await room.dryRun({ connection: 'test', metadata: { prefix: 'p-' } })).toEqual({
        kind: 'returned',
        output: null,
        saved: { Person: [{ id: 'p-1' }, { id: 'p-2' }, { id: 'p-3' }] },
        deleted: { Person: [{ id: 'p-0' }] },
      })
    })
  })

  it('cuts off a function that never ends, and runs the next one', async () => {
    const body = `if (input.name === 'loop') for (;;) {}\n      return { greeting: 'ended' }`
    await inRoom(action(body), async (room) => {
      expect(await room.compile()).toEqual({ kind: 'compiled' })
      expect(await room.dryRun({ connection: 'test', input: { name: 'loop' } })).toEqual({ kind: 'timed-out' })
      expect(await room.dryRun({ connection: 'test', input: { name: 'x' } })).toMatchObject({ kind: 'returned' })
    })
  })

  it('is not hurt by a function that floods or leaves', async () => {
    const body = `if (input.name === 'flood') return { greeting: 'x'.repeat(50_000_000) }
      if (input.name === 'exit') (nango.constructor.constructor('return process')() as { exit(code: number): void }).exit(0)
      return { greeting: 'ended' }`
    await inRoom(action(body), async (room) => {
      const run = (name: string) => room.dryRun({ connection: 'test', input: { name } })
      expect(await run('flood')).toMatchObject({ kind: 'threw', error: expect.stringContaining('larger than') })
      expect(await run('exit')).toMatchObject({ kind: 'threw', error: expect.stringContaining('ended') })
      expect(await run('x')).toMatchObject({ kind: 'returned' })
    })
  })
})

describe('a plain room', () => {
  const plainly = (source: string, look: (room: Room) => Promise<void>) =>
    inRoom(source, look, { ...toolchain, isPlain: true })

  it('tells by processes of the CLI alone what a warm one tells', async () => {
    const body = `return { greeting: input.name === 'number' ? JSON.parse('1') : (await nango.post({ endpoint: input.name === 'missing' ? '/missing' : '/greet', data: input, retries: 0 })).data.greeting }`
    await plainly(action(body), async (room) => {
      expect(await room.compile()).toEqual({ kind: 'compiled' })
      const run = (input: Json) => room.dryRun({ connection: 'test', input })
      expect(await run({ name: 'Ada' })).toEqual({
        kind: 'returned',
        output: { greeting: 'Hello Ada' },
        saved: {},
        deleted: {},
      })
      expect(await run({})).toMatchObject({ kind: 'invalid', what: 'input' })
      expect(await run({ name: 'number' })).toMatchObject({ kind: 'invalid', what: 'output' })
      expect(await run({ name: 'missing' })).toMatchObject({ kind: 'threw', error: expect.stringContaining('404') })
      expect(await room.built()).toMatchObject({ definition: { name: 'greet' } })
    })
  })

  it('hands over what a sync saved and deleted', async () => {
    await plainly(sync, async (room) => {
      expect(await room.dryRun({ connection: 'test', metadata: { prefix: 'p-' } })).toMatchObject({
        kind: 'returned',
        saved: { Person: [{ id: 'p-1' }, { id: 'p-2' }, { id: 'p-3' }] },
        deleted: { Person: [{ id: 'p-0' }] },
      })
    })
  })

  it('tells what does not type-check', async () => {
    await plainly(action(`return { greeting: 1 }`), async (room) => {
      expect(await room.compile()).toMatchObject({ kind: 'failed', output: expect.stringContaining('Found 1 error') })
    })
  })
})

describe('room.test', () => {
  const answering = action(`return { greeting: (await nango.post({ endpoint: '/greet', data: input })).data.greeting }`)
  const { path, text, names } = generatedTest({ api: 'toy', name: 'greet', kind: 'action' })
  const request = { method: 'post', endpoint: 'greet', response: { greeting: 'Hello Ada' } }
  const fixture = (output: Json) => ({
    path: 'toy/tests/greet.test.json',
    text: JSON.stringify({
      input: { name: 'Ada' },
      output,
      api: {
        post: {
          '/greet': { response: request.response, status: 200, headers: {}, request: { data: { name: 'Ada' } } },
        },
      },
    }),
  })
  const testing = async (files: ProjectFile[]) => {
    const functions = [{ api: 'toy', name: 'greet', kind: 'action' as const }]
    const room = await openRoom({ toolchain, functions, files, reader })
    try {
      return await room.test()
    } finally {
      await room[Symbol.asyncDispose]()
    }
  }

  it('passes a generated test whose fixture is true, and fails one whose fixture is not', async () => {
    const files = [...project('toy/actions/greet.ts', answering), { path, text }]
    const right = await testing([...files, fixture({ greeting: 'Hello Ada' })])
    expect(right).toMatchObject({ exitCode: 0, passed: names, failed: [], skipped: [] })
    expect(right.disagreement).toBeUndefined()
    const wrong = await testing([...files, fixture({ greeting: 'Hello Eve' })])
    expect(wrong).toMatchObject({
      exitCode: 1,
      passed: [],
      failed: names,
      output: expect.stringContaining('Hello Eve'),
    })
    expect(wrong.disagreement).toBeUndefined()
  })

  it('believes no run that left before its tests had run', async () => {
    const leaving = `process.exit(0)\n${answering}`
    const run = await testing([...project('toy/actions/greet.ts', leaving), { path, text }, fixture({})])
    expect(run).toMatchObject({ passed: [], disagreement: expect.stringContaining('did not run') })
  })
})

async function inRoom(source: string, look: (room: Room) => Promise<void>, by = toolchain): Promise<void> {
  const kind = source.includes('createSync') ? 'sync' : 'action'
  const room = await openRoom({
    toolchain: by,
    files: project(`toy/${kind}s/greet.ts`, source),
    functions: [{ api: 'toy', name: 'greet', kind }],
    gateway: api.gateway,
    limits: { milliseconds: 10_000 },
    reader,
  })
  try {
    await look(room)
  } finally {
    await room[Symbol.asyncDispose]()
  }
}

function project(path: string, source: string): ProjectFile[] {
  const manifest = { type: 'module', devDependencies: { nango: '0.71.10', zod: '4.3.6' } }
  return [
    { path: 'index.ts', text: `import './${path.replace(/ts$/, 'js')}'\n` },
    { path: 'package.json', text: JSON.stringify(manifest) },
    { path, text: source },
  ]
}

function action(body: string): string {
  return `import { createAction } from 'nango'
import { z } from 'zod'
const Output = z.object({ greeting: z.string() })
export default createAction({
  description: 'Greets.',
  version: '1.0.0',
  input: z.object({ name: z.string() }),
  output: Output,
  exec: async (nango, input): Promise<z.infer<typeof Output>> => { void nango; void input; ${body} },
})
`
}

const sync = `import { createSync } from 'nango'
import { z } from 'zod'
const Person = z.object({ id: z.string() })
export default createSync({
  description: 'People.',
  version: '1.0.0',
  frequency: 'every hour',
  models: { Person },
  metadata: z.object({ prefix: z.string() }),
  exec: async (nango) => {
    const { prefix } = await nango.getMetadata()
    await nango.batchSave([{ id: prefix + '1' }, { id: prefix + '2' }], 'Person')
    await nango.batchSave([{ id: prefix + '3' }], 'Person')
    await nango.batchDelete([{ id: prefix + '0' }], 'Person')
  },
})
`

describe('room.built', () => {
  it('is made of the source, whatever the function says that it is when it is loaded', async () => {
    const forging = `const fs = (globalThis as any).process?.getBuiltinModule('fs')
declare const globalThis: any
if (fs) {
  const real = fs.promises.readFile
  fs.promises.readFile = async (...args: any[]) => String(args[0]).endsWith('.cjs') ? 'forged' : real(...args)
  for (const name of fs.readdirSync('/project/build')) fs.writeFileSync('/project/build/' + name, 'forged')
}
${action(`return { greeting: input.name }`)}`
    const room = await openRoom({
      toolchain,
      reader,
      files: project('toy/actions/greet.ts', forging),
      functions: [{ api: 'toy', name: 'greet', kind: 'action' }],
      gateway: api.gateway,
    })
    try {
      expect(await room.compile()).toEqual({ kind: 'compiled' })
      const built = await room.built()
      expect(built?.code).toContain('getBuiltinModule')
      expect(built?.definition).toMatchObject({ name: 'greet' })
    } finally {
      await room[Symbol.asyncDispose]()
    }
  })
})
