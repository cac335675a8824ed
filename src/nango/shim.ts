import type { Json, JsonObject } from '../lib/json.ts'
import type { Interaction } from '../plan/interaction.ts'
import { sourcePath } from './project-files.ts'
import type { Reader } from './reader.ts'
import type { RoomGateway } from './room.ts'
import { runCli } from './run-cli.ts'
import { type SavedRun, savedRun } from './saved-run.ts'
import { type Refusal, readCommand } from './shim-arguments.ts'
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
  /** Whether the agent may have tests: see `testsWanted`. */
  readonly isOpen?: boolean
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
  /** It asked for tests of what was saved last: whoever has the recording lays them and says so. */
  readonly testsWanted?: true
  readonly denial?: Refusal['denial']
}

/** The agent's `nango`: the CLI's own commands, on a copy of the project in a box that is thrown away with the process. */
export async function runNangoCommand(options: NangoCommandOptions): Promise<NangoCommandAnswer> {
  const { toolchain, interaction, source } = options
  const command = readCommand(options.argv, {
    interaction,
    commands: toolchain.commands,
    version: toolchain.versions.nango,
    ...(options.isOpen && { isOpen: true }),
  })
  if (command.kind === 'tests-wanted') return { exitCode: 0, output: '', testsWanted: true }
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
