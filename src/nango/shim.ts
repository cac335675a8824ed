import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { BoxEnding } from '../box/box.ts'
import { runInBox } from '../box/run-in-box.ts'
import type { Json, JsonObject } from '../lib/json.ts'
import { openTempDir } from '../lib/temp-dir.ts'
import type { Interaction } from '../plan/interaction.ts'
import { inBoxScripts, lightCli, nangoBox, nangoCli, projectInside } from './nango-box.ts'
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
  /** Without one, every command is run by the plain CLI, which costs some twenty times as much. */
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

/** The agent's `nango`: the CLI's own commands, on a copy of the project in a box that is thrown away with the process. */
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
  const { output, ...ending } = await runCli(command, options, source.text)
  const exitCode = ending.timedOut ? 124 : (ending.exitCode ?? 137)
  const { dryRun } = command
  if (!dryRun) return { exitCode, output }
  const { input, metadata } = dryRun
  const ran = { input, metadata, sourceSha256: source.sha256, exitCode: ending.exitCode, output }
  const saved = dryRun.save && exitCode === 0 ? savedRun(ending.stdout, metadata) : undefined
  return { exitCode, output, dryRun: ran, ...(saved && { saved }) }
}

interface Ran {
  readonly exitCode: number | null
  readonly timedOut: boolean
  /** The saved fixture, where one was asked for and written. */
  readonly stdout: string
  readonly output: string
}

/** What the reader has built is run by the light CLI; what it could not, or another output is wanted of, by the plain one. */
async function runCli(command: Allowed, options: NangoCommandOptions, text: string): Promise<Ran> {
  const { toolchain, interaction, reader } = options
  const files = [...projectFiles(toolchain, [interaction]), { path: sourcePath(interaction), text }]
  const reading = command.isOrdinary && !toolchain.isPlain ? await reader?.compile(files) : undefined
  if (reading?.kind === 'errors') {
    return { exitCode: compileError, timedOut: false, stdout: '', output: asInWorkspace(reading.output) }
  }
  if (reading?.kind !== 'built') {
    return runBoxed(command, options, {
      files,
      argv: ['--import', `${inBoxScripts}/before-cli.mts`, nangoCli],
      stdin: '',
    })
  }
  return runBoxed(command, options, { files, argv: [lightCli], stdin: JSON.stringify(reading.builds) })
}

/** The CLI's own exit code for it. */
const compileError = 10

interface Cli {
  readonly files: readonly ProjectFile[]
  readonly argv: readonly string[]
  readonly stdin: string
}

async function runBoxed(command: Allowed, options: NangoCommandOptions, { files, argv, stdin }: Cli): Promise<Ran> {
  const { toolchain, interaction, gateway, signal } = options
  const tests = `${interaction.api}/tests`
  const handOut = `${projectInside}/${tests}/${interaction.name}.test.json`
  const spec = {
    toolchain,
    gateway,
    argv: [...argv, ...command.argv],
    ...(command.dryRun?.save && { handOut }),
    limits: { milliseconds: commandDeadline, outputBytes: 4 << 20, memoryMb: 2048 },
  }
  const ending = await inThrowAwayProject(files, tests, (project) => {
    const box = nangoBox({ ...spec, project })
    const scratch = [...box.scratch, { inside: `${projectInside}/${tests}`, bytes: 16 << 20 }]
    return runInBox({ ...box, scratch }, { stdin, ...(signal && { signal }) })
  })
  return { ...ending, output: readable(ending, gateway.token) }
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
  const text = asInWorkspace(stderr.replaceAll(token, '(token)'))
  const cut = text.length > longestOutput ? `${text.slice(0, longestOutput)}\n(cut here)` : text
  return timedOut ? `${cut}\nStopped: it ran for longer than ${commandDeadline / 1000} seconds.` : cut
}

function asInWorkspace(text: string): string {
  return text.replaceAll(`${projectInside}/`, '').replaceAll(projectInside, '.')
}
