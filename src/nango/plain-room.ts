import { join } from 'node:path'
import { mkdir } from 'node:fs/promises'
import type { BoxEnding } from '../box/box.ts'
import { runInBox } from '../box/run-in-box.ts'
import { inBoxScripts, nangoBox, nangoCli, projectInside } from './nango-box.ts'
import { savedRun } from './saved-run.ts'
import type { Compilation, DryRunRequest, FunctionRef, FunctionRun, RoomGateway, RoomLimits } from './room.ts'
import type { Toolchain } from './toolchain.ts'

export interface PlainRoom {
  readonly toolchain: Toolchain
  /** Host directory of the project. */
  readonly project: string
  readonly limits: RoomLimits
  readonly gateway?: RoomGateway
}

/** One process of the CLI takes longer than a question to one that is warm. */
const slowness = 3

/** Compiles a project by a process of the CLI. */
export async function compileByCli(room: PlainRoom): Promise<Compilation> {
  const ending = await runCli(room, ['compile', '--no-interactive'])
  return ending.exitCode === 0 ? { kind: 'compiled' } : { kind: 'failed', output: ending.stderr }
}

/** Dry-runs a function by a process of the CLI. What it saved is believed no more than any claim. */
export async function dryRunByCli(room: PlainRoom, ref: FunctionRef, request: DryRunRequest): Promise<FunctionRun> {
  const { connection, input, metadata, checkpoint } = request
  const json = (flag: string, value: unknown) => (value === undefined ? [] : [flag, JSON.stringify(value)])
  const command = ['dryrun', ref.name, connection, '-e', 'dev', '--integration-id', ref.api]
  const ways = ['--validate', '--save', '--auto-confirm', '--no-interactive']
  const given = [...json('--input', input), ...json('--metadata', metadata), ...json('--checkpoint', checkpoint)]
  await mkdir(join(room.project, ref.api, 'tests'), { recursive: true, mode: 0o755 })
  const tests = `${projectInside}/${ref.api}/tests`
  const ending = await runCli(room, [...command, ...ways, ...given], {
    tests,
    handOut: `${tests}/${ref.name}.test.json`,
  })
  if (ending.timedOut) return { kind: 'timed-out' }
  const run = ending.exitCode === 0 ? savedRun(ending.stdout, metadata) : undefined
  if (run) return { kind: 'returned', output: run.output ?? null, saved: run.saved ?? {}, deleted: run.deleted ?? {} }
  const what = /\(?invalid_(action_input|action_output|sync_record)\b/.exec(ending.stderr)?.[1]
  if (what === undefined) return { kind: 'threw', error: ending.stderr.slice(0, 20_000) }
  return { kind: 'invalid', what: invalid[what] ?? 'record', because: ending.stderr.slice(0, 20_000) }
}

const invalid: Record<string, 'input' | 'output' | 'record'> = { action_input: 'input', action_output: 'output' }

function runCli(
  { toolchain, project, limits, gateway }: PlainRoom,
  argv: readonly string[],
  save?: { readonly tests: string; readonly handOut: string },
): Promise<BoxEnding> {
  const box = nangoBox({
    toolchain,
    project,
    argv: ['--import', `${inBoxScripts}/before-cli.mts`, nangoCli, ...argv],
    ...(gateway && { gateway }),
    ...(save && { handOut: save.handOut }),
    limits: { milliseconds: limits.milliseconds * slowness, outputBytes: 8 << 20, memoryMb: 2048 },
  })
  const scratch = save ? [...box.scratch, { inside: save.tests, bytes: 16 << 20 }] : box.scratch
  return runInBox({ ...box, scratch })
}
