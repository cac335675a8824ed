import { z } from 'zod'
import { sha256 } from '../lib/sha256.ts'
import { type Answer, boxedServer } from './boxed-server.ts'
import { inBoxScripts, nangoBox } from './nango-box.ts'
import type { ProjectFile } from './room.ts'
import type { Toolchain } from './toolchain.ts'

/**
 * Type-checks and builds functions with the CLI's compilers and options, warm. It executes none of their code, so one
 * serves all, and what it makes of a source is what stands there.
 */
export interface Reader extends AsyncDisposable {
  /** As `nango compile` does, up to where it would load what it has built. The same project is read once. */
  compile(files: readonly ProjectFile[]): Promise<Reading>
  /** The bundle (CommonJS) of each of a project's functions without a type check; nothing for one that cannot be made. */
  bundles(files: readonly ProjectFile[]): Promise<readonly (string | undefined)[]>
}

export type Reading =
  | { readonly kind: 'built'; readonly builds: readonly Prebuilt[] }
  /** In the CLI's words. */
  | { readonly kind: 'errors'; readonly output: string }
  | { readonly kind: 'rig-fault'; readonly because: string }

/** What the CLI's compiler made of one function. */
export interface Prebuilt {
  /** Below `build/`. */
  readonly file: string
  readonly code: string
  readonly features: readonly string[]
}

const deadline = 60_000
const stackOverflow = 'RangeError: Maximum call stack size exceeded'
/** Agents compile, dry-run and save the same source, and it is verified: some dozens of them at a time. */
const remembered = 64

export function openReader(toolchain: Toolchain): Reader {
  const server = boxedServer(
    nangoBox({
      toolchain,
      argv: [`${inBoxScripts}/reader.mts`],
      limits: { milliseconds: Infinity, outputBytes: 64 << 10, memoryMb: 2048 },
    }),
    { isShared: true },
  )
  const readings = new Map<string, Promise<Reading>>()
  return {
    compile(files) {
      const key = sha256(JSON.stringify(files))
      const known = readings.get(key)
      const reading = known ?? server.ask({ compile: files }, deadline).then(readingOf)
      readings.delete(key)
      readings.set(key, reading)
      for (const oldest of [...readings.keys()].slice(0, -remembered)) readings.delete(oldest)
      if (!known) void reading.then(({ kind }) => kind === 'rig-fault' && readings.delete(key))
      return reading
    },
    async bundles(files) {
      const answer = await server.ask({ bundle: files }, deadline)
      const codes = answer.kind === 'answered' ? bundling.parse(answer.value).codes : []
      return codes.map((code) => code ?? undefined)
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
}

/** A source that brings the compiler down is the source's fault: the compiler is started again for the next one. */
function readingOf(answer: Answer): Reading {
  switch (answer.kind) {
    case 'timed-out':
      return failed(`took longer than ${deadline / 1000} seconds`)
    case 'died':
      return failed('ran out of memory')
    case 'unavailable':
      return { kind: 'rig-fault', because: `the compiler: ${answer.because}` }
    case 'answered': {
      const read = reading.parse(answer.value)
      if ('builds' in read) return { kind: 'built', ...read }
      return read.output.includes(stackOverflow) ? failed('ran out of stack') : { kind: 'errors', output: read.output }
    }
  }
}

function failed(how: string): Reading {
  return {
    kind: 'errors',
    output: `✗ Typechecking\nThe compiler ${how} on this source. Make it smaller, its types simpler and its expressions less deep.`,
  }
}

const code = z.string().max(4 << 20)
const reading = z.union([
  z.object({ builds: z.array(z.object({ file: z.string(), code, features: z.array(z.string()) })) }),
  z.object({ output: z.string() }),
])
const bundling = z.object({ codes: z.array(code.nullable()) })
