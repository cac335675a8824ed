import { type Answer, boxedServer } from './boxed-server.ts'
import { type Built, claimedDefinition } from './built.ts'
import { claimedRun, claimedCompilation } from './claims.ts'
import { lightCli, nangoBox } from './nango-box.ts'
import { type PlainRoom, compileByCli, dryRunByCli } from './plain-room.ts'
import { writeProject } from './project.ts'
import { type Reader, openReader } from './reader.ts'
import { runTests } from './run-tests.ts'
import type { Toolchain } from './toolchain.ts'
import { openTempDir } from '../lib/temp-dir.ts'
import type { Json, JsonObject } from '../lib/json.ts'

export interface RoomOptions {
  readonly toolchain: Toolchain
  readonly files: readonly ProjectFile[]
  readonly functions: readonly FunctionRef[]
  /** Without one, nothing can be dry-run. */
  readonly gateway?: RoomGateway
  readonly limits?: Partial<RoomLimits>
  /** A warm one, shared with other rooms: spares each of them two seconds. */
  readonly reader?: Reader
}

export interface RoomLimits {
  /** Of one compile, one dry run, one test run. */
  readonly milliseconds: number
  readonly memoryMb: number
}

/** No shorter than an agent's own commands have: a busy machine must not turn a good function into one that never ends. */
const defaultLimits: RoomLimits = { milliseconds: 90_000, memoryMb: 1024 }

export async function openRoom(options: RoomOptions): Promise<Room> {
  const { toolchain, files, gateway } = options
  const limits = { ...defaultLimits, ...options.limits }
  const shared = toolchain.isPlain ? undefined : options.reader
  const reader = shared ?? openReader(toolchain)
  const temp = await openTempDir()
  await writeProject(temp.dir, files)

  const runner = boxedServer(
    nangoBox({
      toolchain,
      project: temp.dir,
      argv: [lightCli, 'serve'],
      ...(gateway ? { gateway } : {}),
      limits: { milliseconds: Infinity, outputBytes: 64 << 10, memoryMb: limits.memoryMb },
    }),
  )
  const warm = compiler({ files, reader, runner, limits })
  const plain: PlainRoom | undefined = toolchain.isPlain
    ? { toolchain, project: temp.dir, limits, ...(gateway && { gateway }) }
    : undefined
  const compilation = plain ? once(() => compileByCli(plain)) : warm
  return {
    dir: temp.dir,
    compile: compilation,
    async dryRun(request) {
      if (!gateway) return { kind: 'rig-fault', because: 'the room has no gateway' }
      const compiled = await compilation()
      if (compiled.kind === 'failed') return { kind: 'threw', error: `does not compile: ${compiled.output}` }
      if (compiled.kind === 'rig-fault') return compiled
      const ref = functionOf(options.functions, request.function)
      if (plain) return dryRunByCli(plain, ref, request)
      const { name, api } = ref
      const answer = await runner.ask({ dryRun: { ...request, name, api } }, limits.milliseconds)
      // A function must not be able to tell one run of ours from the next.
      await runner.retire()
      return claimedRun(answer)
    },
    async built() {
      const compiled = await warm()
      const read = await reader.compile(files)
      if (compiled.kind !== 'compiled' || read.kind !== 'built') return undefined
      const { name } = functionOf(options.functions, undefined)
      const code = read.builds[0]?.code
      const definition = claimedDefinition(await runner.ask({ definitions: true }, limits.milliseconds), name)
      return code !== undefined && definition ? { code, definition } : undefined
    },
    test: () => runTests({ toolchain, project: temp.dir, files, limits }),
    async [Symbol.asyncDispose]() {
      await runner[Symbol.asyncDispose]()
      if (!shared) await reader[Symbol.asyncDispose]()
      await temp[Symbol.asyncDispose]()
    },
  }
}

function once<result>(work: () => Promise<result>): () => Promise<result> {
  let done: Promise<result> | undefined
  return () => (done ??= work())
}

interface Compiler {
  readonly files: readonly ProjectFile[]
  readonly reader: Reader
  readonly runner: {
    ask(request: unknown, milliseconds: number): Promise<Answer>
    readonly generation: number | undefined
  }
  readonly limits: RoomLimits
}

/** Read by the reader, then loaded by the runner for its definitions: once, and once more in each new runner. */
function compiler({ files, reader, runner, limits }: Compiler): () => Promise<Compilation> {
  let built: { generation: number | undefined; compilation: Compilation } | undefined
  return async () => {
    const reading = await reader.compile(files)
    if (reading.kind === 'errors') return { kind: 'failed', output: reading.output }
    if (reading.kind === 'rig-fault') return reading
    if (built?.generation === undefined || built.generation !== runner.generation) {
      const compilation = claimedCompilation(await runner.ask({ compile: reading.builds }, limits.milliseconds))
      built = { generation: runner.generation, compilation }
    }
    return built.compilation
  }
}

function functionOf(functions: readonly FunctionRef[], wanted: string | undefined): FunctionRef {
  const found = wanted === undefined ? functions[0] : functions.find(({ name }) => name === wanted)
  if (!found) throw new Error(`no function ${wanted ?? ''} in this room`)
  return found
}

/** Which function of a project, in Nango's terms. */
export interface FunctionRef {
  /** Nango integration id: the API's name and the directory of the function. */
  readonly api: string
  readonly name: string
  readonly kind: 'action' | 'sync'
}

/** A file of a Nango project, by path relative to its root. */
export interface ProjectFile {
  readonly path: string
  readonly text: string
}

/** What a function needs to reach an API: one gateway, one token. */
export interface RoomGateway {
  readonly socketPath: string
  readonly token: string
}

/**
 * A throw-away Nango project in which untrusted code is compiled and run, each command in a box of its own.
 * Nothing in a room survives it, and what the code reports about itself is a claim.
 */
export interface Room extends AsyncDisposable {
  /** Host directory of the project. */
  readonly dir: string
  compile(): Promise<Compilation>
  /** What compiling made of the room's first function; undefined if it failed. */
  built(): Promise<Built | undefined>
  dryRun(request: DryRunRequest): Promise<FunctionRun>
  /** Runs vitest over the generated tests with our own configuration. */
  test(): Promise<TestRun>
}

export type Compilation =
  | { readonly kind: 'compiled' }
  | { readonly kind: 'failed'; readonly output: string }
  | { readonly kind: 'rig-fault'; readonly because: string }

export interface DryRunRequest {
  /** Name of the function; the room's first one unless said. */
  readonly function?: string
  readonly connection: string
  readonly input?: Json
  readonly metadata?: JsonObject
  readonly checkpoint?: JsonObject
}

/** How one run of a function ended, schema validation included. */
export type FunctionRun =
  | {
      readonly kind: 'returned'
      /** null for a sync. */
      readonly output: Json
      /** Of a sync: every record saved, per model, in order; and deleted ones. */
      readonly saved: Readonly<Record<string, readonly Json[]>>
      readonly deleted: Readonly<Record<string, readonly Json[]>>
      /** What is stored for its next run, where it left anything and the runner tells. */
      readonly checkpoint?: JsonObject
    }
  | { readonly kind: 'invalid'; readonly what: 'input' | 'output' | 'record'; readonly because: string }
  | { readonly kind: 'threw'; readonly error: string }
  | { readonly kind: 'timed-out' }
  | { readonly kind: 'rig-fault'; readonly because: string }

/** Exact accounting of one vitest run: exit code, JSON report and names must agree before anything counts as passed. */
export interface TestRun {
  readonly exitCode: number | null
  readonly passed: readonly string[]
  readonly failed: readonly string[]
  readonly skipped: readonly string[]
  /** Why the three accounts do not agree, when they don't. */
  readonly disagreement?: string
  readonly output: string
}
