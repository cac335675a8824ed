import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { BoxEnding, BoxSpec } from '../box/box.ts'
import { runInBox } from '../box/run-in-box.ts'
import { unprivileged } from '../box/unprivileged.ts'
import { commandsInHelp, flagsInHelp } from './cli-help.ts'
import { compileCacheInside, inBoxScripts, nangoBox, nangoCli } from './nango-box.ts'
import { writeProject } from './project.ts'
import { vitestArguments } from './run-tests.ts'
import type { CliCommand, Toolchain } from './toolchain.ts'
import { type WarmRun, buildsIn, warmLight } from './warm-light.ts'

/** The commands that agents use, whose flags are asked for. */
const asked = ['compile', 'dryrun']

/**
 * Runs everything once that rooms will run, to fill Node's compile cache; takes the CLI's template and what its help
 * says along the way. No agent's code is involved.
 */
export async function warmUp(toolchain: Toolchain): Promise<{ commands: CliCommand[] }> {
  const { dir } = toolchain
  const work = mkdtempSync(join(dir, '.warm-'))
  const cache = join(dir, 'compile-cache')
  mkdirSync(cache)
  mkdirSync(join(dir, 'light'), { mode: 0o755 })
  mkdirSync(join(work, 'out'))
  for (const path of [cache, join(work, 'out')]) ownedByBox(path)
  chmodSync(dir, 0o755)
  chmodSync(work, 0o755)
  try {
    const run = runner(toolchain, { cache, out: join(work, 'out') })
    const help = await run([nangoCli, '--help'])
    const commands = commandsInHelp(help.stdout + help.stderr)
    for (const command of commands.filter(({ name }) => asked.includes(name))) {
      const { stdout, stderr } = await run([nangoCli, command.name, '--help'])
      command.flags = flagsInHelp(stdout + stderr)
    }
    await run([nangoCli, 'init', '/out/template', '--copy', '--no-interactive'])
    cpSync(join(work, 'out', 'template'), join(dir, 'template'), { recursive: true })
    await run([`${inBoxScripts}/light/bundle.mts`, '/out/light'])
    cpSync(join(work, 'out', 'light'), join(dir, 'light'), { recursive: true })

    await writeProject(join(work, 'project'), toyProject)
    const project = join(work, 'project')
    await run([nangoCli, 'compile', '--no-interactive'], { project })
    const requests = ['compile', 'bundle'].map((request) => JSON.stringify({ [request]: toyProject })).join('\n')
    const read = await run([`${inBoxScripts}/reader.mts`], { stdin: `marker\n${requests}\n` })
    await warmLight({ run, project, socketPath: join(work, 'api.sock'), builds: buildsIn(read.stdout) })
    await run(vitestArguments, { project })
    return { commands }
  } finally {
    for (const name of readdirSync(cache)) takeBack(join(cache, name))
    takeBack(cache)
    rmSync(work, { recursive: true, force: true })
  }
}

function ownedByBox(path: string): void {
  const { uid, gid } = unprivileged()
  chownSync(path, uid, gid)
}

/** From now on the user of the boxes may read it, not write. */
function takeBack(path: string): void {
  if (unprivileged().stepDown) chownSync(path, 0, 0)
  chmodSync(path, 0o755)
}

function runner(toolchain: Toolchain, { cache, out }: { cache: string; out: string }) {
  return async (argv: readonly string[], { project, gateway, stdin = '' }: WarmRun = {}): Promise<BoxEnding> => {
    const spec = nangoBox({
      toolchain,
      argv,
      ...(project ? { project } : {}),
      ...(gateway ? { gateway } : {}),
      limits: { milliseconds: 120_000, outputBytes: 1 << 20 },
    })
    const ending = await runInBox(warming(spec, { cache, out }), { stdin })
    if (ending.exitCode !== 0) {
      throw new Error(`Preparing the toolchain: ${argv.join(' ')} ended with ${ending.exitCode}: ${ending.stderr}`)
    }
    return ending
  }
}

function warming(spec: BoxSpec, { cache, out }: { cache: string; out: string }): BoxSpec {
  return {
    ...spec,
    readOnly: spec.readOnly.filter(({ inside }) => inside !== compileCacheInside),
    writable: [
      { host: cache, inside: compileCacheInside },
      { host: out, inside: '/out' },
    ],
  }
}

const toyAction = `import { createAction } from 'nango'
import { z } from 'zod'

const Input = z.object({ name: z.string() })
const Output = z.object({ greeting: z.string() })

const action = createAction({
  description: 'Greets.',
  version: '1.0.0',
  input: Input,
  output: Output,
  exec: async (nango, input): Promise<z.infer<typeof Output>> => {
    const response = await nango.get({ endpoint: '/greet', params: { name: input.name }, retries: 3 })
    return Output.parse(response.data)
  },
})

export type NangoActionLocal = Parameters<(typeof action)['exec']>[0]
export default action
`

const toyTest = `import { expect, it } from 'vitest'
import action from '../actions/greet.js'

it('loads', () => {
  expect(action.type).toBe('action')
})
`

const toyProject = [
  { path: 'index.ts', text: `import './toy/actions/greet.js'\n` },
  { path: 'package.json', text: '{"type":"module","devDependencies":{"nango":"0.71.10","zod":"4.3.6"}}\n' },
  { path: 'toy/actions/greet.ts', text: toyAction },
  { path: 'toy/tests/toy-greet.test.ts', text: toyTest },
]
