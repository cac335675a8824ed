import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compileComplaint } from '../src/assemble/prove-whole.ts'
import { runInBox } from '../src/box/run-in-box.ts'
import { openTempDir } from '../src/lib/temp-dir.ts'
import { generatedTest } from '../src/nango/generated-test.ts'
import { prepareToolchain } from '../src/nango/prepare-toolchain.ts'
import { projectFiles } from '../src/nango/project-files.ts'
import { type Reader, openReader } from '../src/nango/reader.ts'
import { type ProjectFile, openRoom } from '../src/nango/room.ts'
import { runNangoCommand } from '../src/nango/shim.ts'
import type { Toolchain } from '../src/nango/toolchain.ts'
import { openToyApi } from '../src/nango/toy-api.fixture.ts'
import { sha256 } from '../src/lib/sha256.ts'
import { interactionOf } from '../src/verify/testing/stage-attempt.ts'
import { playerOf } from '../src/verify/replay/play-in-box.ts'
import { replay } from '../src/verify/replay/replay.ts'
import { openTestHands } from '../src/workspace/hands/open-test-hands.ts'
import { boxHere } from './box-here.ts'
import { type Prey, hostileCode } from './hostile-code.ts'

const interaction = interactionOf('toy/greet', { connection: 'test' })

/** A function that is as it should be, with code of its own choice before it and in it. */
function source({ top = '', body = '' }: { top?: string; body?: string }): string {
  return `// @ts-nocheck
import { createAction } from 'nango'
import { z } from 'zod'
${top}
const action = createAction({
  description: 'Greets.',
  version: '1.0.0',
  input: z.object({ name: z.string() }),
  output: z.object({ greeting: z.string() }),
  exec: async (nango, input) => {
    ${body}
    const response = await nango.post({ endpoint: '/greet', data: input })
    return { greeting: response.data.greeting }
  },
})
export default action
`
}

describe.runIf(boxHere)('the walls of every box that runs an agent’s code', () => {
  let toolchain: Toolchain
  let reader: Reader
  let api: Awaited<ReturnType<typeof openToyApi>>
  let other: Awaited<ReturnType<typeof openToyApi>>
  let temp: Awaited<ReturnType<typeof openTempDir>>
  let prey: Prey
  const sleeper = spawn('sleep', ['87654.321'], { stdio: 'ignore' })
  const listener = createServer((socket) => socket.end('canary'))

  beforeAll(async () => {
    toolchain = await prepareToolchain(join(import.meta.dirname, '../node_modules/.cache/assay'))
    reader = openReader(toolchain)
    api = await openToyApi()
    other = await openToyApi()
    temp = await openTempDir()
    const open = join(temp.dir, 'open')
    mkdirSync(open)
    chmodSync(open, 0o777)
    writeFileSync(join(temp.dir, 'canary'), 'canary')
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
    prey = {
      canary: join(temp.dir, 'canary'),
      open,
      sockets: [other.gateway.socketPath],
      port: (listener.address() as AddressInfo).port,
      nap: '98765.4321',
      sleeper: '87654.321',
    }
  })
  afterAll(async () => {
    listener.close()
    sleeper.kill()
    for (const each of [reader, api, other, temp]) await each[Symbol.asyncDispose]()
  })

  const nothingLeft = () => {
    expect(execFileSync('ps', ['axww', '-o', 'args'], { encoding: 'utf8' })).not.toContain(prey.nap)
    expect(readdirSync(prey.open)).toEqual([])
    expect(existsSync(join(toolchain.dir, 'node_modules/nango/planted'))).toBe(false)
  }
  const nango = (text: string, ...more: string[]) =>
    runNangoCommand({
      argv: ['dryrun', 'greet', 'test', '--input', '{"name":"Ada"}', ...more],
      toolchain,
      interaction,
      source: { kind: 'file', text, sha256: sha256(text) },
      gateway: api.gateway,
      reader,
    })
  const filesWith = (text: string): ProjectFile[] => [
    ...projectFiles(toolchain, [interaction]),
    { path: 'toy/actions/greet.ts', text },
  ]
  const inOutput = (output: string): string[] =>
    JSON.parse(decodeURIComponent(/FOUND (\S+?)(?=["'\s]|$)/.exec(output)?.[1] ?? JSON.stringify([output])))

  it('would be seen to have holes', async () => {
    const inside = (path: string) => ({ host: path, inside: path })
    const { stdout } = await runInBox({
      argv: ['node', '-e', `console.log('FOUND ' + encodeURIComponent(JSON.stringify(${hostileCode(prey)})))`],
      cwd: '/',
      readOnly: [inside(toolchain.node), inside(prey.canary), ...prey.sockets.map(inside)],
      writable: [inside(prey.open), { host: prey.open, inside: '/out' }],
      scratch: [{ inside: '/project', bytes: 1 << 20 }],
      env: { PATH: `${dirname(toolchain.node)}:/usr/bin`, KEY: 'secret 1' },
      limits: { milliseconds: 30_000, outputBytes: 1 << 20 },
    })
    const found = inOutput(stdout).join('\n')
    for (const hole of [
      `reads ${prey.canary}`,
      'reads the environment of 1',
      `makes a file in ${prey.open}`,
      'can fill the disk at /out',
      `sees ${prey.sockets[0]}`,
    ]) {
      expect(found).toContain(hole)
    }
    for (const name of readdirSync(prey.open)) rmSync(join(prey.open, name))
  })

  it.each(['enforce', 'observe'] as const)('hold in the hands, for Node in bash, guardrails %s', async (guardrails) => {
    const hands = await openTestHands({ guardrails })
    try {
      writeFileSync(
        join(hands.dir, 's1/scratch/probe.cjs'),
        `console.log('FOUND ' + encodeURIComponent(JSON.stringify(${hostileCode(prey)})))`,
      )
      expect(inOutput(await hands.bash('node scratch/probe.cjs'))).toEqual([])
      nothingLeft()
    } finally {
      await hands[Symbol.asyncDispose]()
    }
  })

  it('hold in a dry run, when the module is loaded and when it is executed, twice', async () => {
    const top = source({ top: `console.error('FOUND ' + encodeURIComponent(JSON.stringify(${hostileCode(prey)})))` })
    const body = source({
      body: `throw new Error('FOUND ' + encodeURIComponent(JSON.stringify(${hostileCode(prey)})))`,
    })
    for (const text of [top, body, top]) {
      const { output } = await nango(text)
      expect(inOutput(output)).toEqual([])
      nothingLeft()
    }
  })

  it('hold where a verification compiles and runs, one run after the other', async () => {
    const top = `globalThis.found = ${hostileCode(prey)}`
    const body = `throw new Error('FOUND ' + encodeURIComponent(JSON.stringify(${hostileCode(prey)})))`
    const fromTop = `throw new Error('FOUND ' + console.log.constructor('return encodeURIComponent(JSON.stringify(found))')())`
    for (const text of [source({ top, body: fromTop }), source({ body })]) {
      const room = await openRoom({
        toolchain,
        reader,
        files: filesWith(text),
        functions: [interaction],
        gateway: api.gateway,
      })
      try {
        expect(await room.compile()).toEqual({ kind: 'compiled' })
        const run = await room.dryRun({ connection: 'test', input: { name: 'Ada' } })
        expect(inOutput(run.kind === 'threw' ? run.error : JSON.stringify(run))).toEqual([])
      } finally {
        await room[Symbol.asyncDispose]()
      }
      nothingLeft()
    }
  })

  it('hold where a recording is replayed', async () => {
    const code = `module.exports.default = { type: 'action', exec: async () => ${hostileCode(prey)} }`
    const scenes = [{ purpose: 'fresh' as const, answers: [], takes: [{ kind: 'same' as const }] }]
    const request = { code, name: 'any', provider: 'slack', connection: {}, scenes }
    const played = await replay(request, playerOf(toolchain))
    // It does not even come to try: what would make code of a text for it is not there.
    expect(played.scenes[0]?.base).toMatchObject({
      end: 'threw',
      odd: expect.arrayContaining(['make code of a text']),
    })
    nothingLeft()
  })

  it('hold where generated tests run', async () => {
    const text = source({ top: `throw new Error('FOUND ' + encodeURIComponent(JSON.stringify(${hostileCode(prey)})))` })
    const test = generatedTest(interaction)
    const room = await openRoom({ toolchain, reader, files: [...filesWith(text), test], functions: [interaction] })
    try {
      expect(inOutput((await room.test()).output)).toEqual([])
    } finally {
      await room[Symbol.asyncDispose]()
    }
    nothingLeft()
  })

  it('hold where an integration is compiled', async () => {
    const compiles = async (top: string) =>
      (await compileComplaint(toolchain, filesWith(source({ top })))) === undefined
    // The only thing to be seen from outside is whether it compiled.
    expect(await compiles(`if (${hostileCode(prey)}.length > 0) throw new Error('a way out')`)).toBe(true)
    expect(await compiles(`if (${hostileCode(prey)}.length === 0) throw new Error('none')`)).toBe(false)
    nothingLeft()
  })
})
