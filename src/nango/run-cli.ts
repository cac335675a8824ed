import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { BoxEnding } from '../box/box.ts'
import { runInBox } from '../box/run-in-box.ts'
import { openTempDir } from '../lib/temp-dir.ts'
import type { Interaction } from '../plan/interaction.ts'
import { inBoxScripts, lightCli, nangoBox, nangoCli, projectInside } from './nango-box.ts'
import { projectFiles, sourcePath } from './project-files.ts'
import { writeProject } from './project.ts'
import type { Reader } from './reader.ts'
import type { ProjectFile, RoomGateway } from './room.ts'
import type { Allowed } from './shim-arguments.ts'
import type { Toolchain } from './toolchain.ts'

export interface CliOptions {
  readonly toolchain: Toolchain
  readonly interaction: Interaction
  readonly gateway: RoomGateway
  /** Without one, every command is run by the plain CLI. */
  readonly reader?: Reader
  readonly signal?: AbortSignal
}

const commandDeadline = 90_000

/** How a command ended, and what there is to be seen of it. */
export interface Ran {
  readonly exitCode: number | null
  readonly timedOut: boolean
  /** The saved fixture, where one was asked for and written. */
  readonly stdout: string
  readonly output: string
}

/** What the reader has built is run by the light CLI; what it could not, or another output is wanted of, by the plain one. */
export async function runCli(command: Allowed, options: CliOptions, text: string): Promise<Ran> {
  const { toolchain, interaction, reader } = options
  const files = [...projectFiles(toolchain, [interaction]), { path: sourcePath(interaction), text }]
  const reading = command.isOrdinary && !toolchain.isPlain ? await reader?.compile(files) : undefined
  if (reading?.kind === 'errors') {
    return { exitCode: compileError, timedOut: false, stdout: '', output: asInWorkspace(reading.output) }
  }
  if (reading?.kind !== 'built') {
    return runBoxed(command, options, { files, argv: plainCli, stdin: '' })
  }
  return runBoxed(command, options, { files, argv: [lightCli], stdin: JSON.stringify(reading.builds) })
}

const plainCli = ['--import', `${inBoxScripts}/before-cli.mts`, nangoCli]
/** The CLI's own exit code for it. */
const compileError = 10

interface Cli {
  readonly files: readonly ProjectFile[]
  readonly argv: readonly string[]
  readonly stdin: string
}

async function runBoxed(command: Allowed, options: CliOptions, { files, argv, stdin }: Cli): Promise<Ran> {
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
