import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { BoxEnding } from '../box/box.ts'
import { runInBox } from '../box/run-in-box.ts'
import type { Json, JsonObject } from '../lib/json.ts'
import { openTempDir } from '../lib/temp-dir.ts'
import type { Interaction } from '../plan/interaction.ts'
import { inBoxScripts, nangoBox, nangoCli, projectInside } from './nango-box.ts'
import { writeProject } from './project.ts'
import { projectFiles, sourcePath } from './project-files.ts'
import type { Reader } from './reader.ts'
import type { ProjectFile, RoomGateway } from './room.ts'
import { type SavedRun, savedRun } from './saved-run.ts'
import { type Allowed, type Refusal, readCommand } from './shim-arguments.ts'
import type { Toolchain } from './toolchain.ts'

export interface NangoCommandOptions {
  /** As the agent gave it, without `nango`. */
  readonly argv: readonly string[]
  readonly toolchain: Toolchain
  readonly interaction: Interaction
  /** The agent's file as it is now. */
  readonly source:
    | { readonly kind: 'file'; readonly text: string; readonly sha256: string }
    | { readonly kind: 'missing'; readonly because: string }
  readonly gateway: RoomGateway
  /** A warm one spares two seconds per command. */
  readonly reader?: Reader
  readonly signal?: AbortSignal
}

export interface NangoCommandAnswer {
  readonly exitCode: number
  /** What the CLI printed, or what to do instead. */
  readonly output: string
  /** Set when it was a dry run that the CLI was given. */
  readonly dryRun?: {
    readonly input: Json | undefined
    readonly metadata: JsonObject | undefined
    readonly sourceSha256: string
    readonly exitCode: number | null
    readonly output: string
  }
  /** What a dry run with --save that succeeded says it was given and returned. A claim: the recording has the exchanges. */
  readonly saved?: SavedRun
  readonly denial?: Refusal['denial']
}

const commandDeadline = 90_000

/** The agent's `nango`: the real CLI with its real commands, on a copy of the project in a box that is thrown away. */
export async function runNangoCommand(options: NangoCommandOptions): Promise<NangoCommandAnswer> {
  const { toolchain, interaction, source } = options
  const command = readCommand(options.argv, {
    interaction,
    commands: toolchain.commands,
    version: toolchain.versions.nango,
  })
  if (command.kind !== 'run') return command
  if (source.kind === 'missing') {
    return { exitCode: 10, output: `${sourcePath(interaction)} cannot be used: ${source.because}. Write it again.` }
  }
  const { ending, output } = await runCli(command, options, source.text)
  const exitCode = ending.timedOut ? 124 : (ending.exitCode ?? 137)
  const { dryRun } = command
  if (!dryRun) return { exitCode, output }
  const { input, metadata } = dryRun
  const ran = { input, metadata, sourceSha256: source.sha256, exitCode: ending.exitCode, output }
  const saved = dryRun.save && exitCode === 0 ? savedRun(ending.stdout, metadata) : undefined
  return { exitCode, output, dryRun: ran, ...(saved && { saved }) }
}

async function runCli(command: Allowed, options: NangoCommandOptions, text: string) {
  const { toolchain, interaction, gateway, reader, signal } = options
  const files = [...projectFiles(toolchain, [interaction]), { path: sourcePath(interaction), text }]
  const tests = `${interaction.api}/tests`
  const reading = (await reader?.check(files))?.kind
  const typeChecked = reading === 'clean'
  const handOut = `${projectInside}/${tests}/${interaction.name}.test.json`
  const wishes = {
    typeChecked,
    bundle: command.dryRun !== undefined && reading !== 'errors',
  }
  // A function that does not type-check is not run: the CLI is left to say why.
  const argv = reading === 'errors' && command.dryRun ? ['compile', '--no-interactive'] : command.argv
  const spec = {
    toolchain,
    gateway,
    argv: ['--import', `${inBoxScripts}/before-cli.mts`, nangoCli, ...argv],
    env: { ASSAY_BEFORE_CLI: JSON.stringify(wishes) },
    ...(command.dryRun?.save && { handOut }),
    limits: { milliseconds: commandDeadline, outputBytes: 4 << 20, memoryMb: 2048 },
  }
  const ending = await inThrowAwayProject(files, tests, (project) => {
    const box = nangoBox({ ...spec, project })
    const scratch = [...box.scratch, { inside: `${projectInside}/${tests}`, bytes: 16 << 20 }]
    return runInBox({ ...box, scratch }, signal ? { signal } : {})
  })
  return { ending, output: readable(ending, gateway.token) }
}

async function inThrowAwayProject<result>(
  files: readonly ProjectFile[],
  tests: string,
  work: (project: string) => Promise<result>,
): Promise<result> {
  const temp = await openTempDir()
  try {
    await writeProject(temp.dir, files)
    await mkdir(join(temp.dir, tests), { mode: 0o755 })
    return await work(temp.dir)
  } finally {
    await temp[Symbol.asyncDispose]()
  }
}

const longestOutput = 64 << 10

/** As the CLI would print it in the agent's own directory. */
function readable({ stderr, timedOut }: BoxEnding, token: string): string {
  const text = stderr.replaceAll(token, '(token)').replaceAll(`${projectInside}/`, '').replaceAll(projectInside, '.')
  const cut = text.length > longestOutput ? `${text.slice(0, longestOutput)}\n(cut here)` : text
  return timedOut ? `${cut}\nStopped: it ran for longer than ${commandDeadline / 1000} seconds.` : cut
}
