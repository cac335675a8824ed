import { z } from 'zod'
import { boxedServer } from './boxed-server.ts'
import { inBoxScripts, nangoBox } from './nango-box.ts'
import type { ProjectFile } from './room.ts'
import type { Toolchain } from './toolchain.ts'

/**
 * Type-checks and bundles functions with the CLI's compilers and options, warm. It executes none of their code, so one
 * serves all, and what it makes of a source is what stands there.
 */
export interface Reader extends AsyncDisposable {
  check(files: readonly ProjectFile[]): Promise<Reading>
  /** The bundle (CommonJS) of a project's first function, as Nango would run it; undefined if it cannot be made. */
  bundle(files: readonly ProjectFile[]): Promise<string | undefined>
}

export type Reading =
  | { readonly kind: 'clean' }
  /** In the CLI's words. */
  | { readonly kind: 'errors'; readonly output: string }
  | { readonly kind: 'rig-fault'; readonly because: string }

const checkDeadline = 60_000

export function openReader(toolchain: Toolchain): Reader {
  const server = boxedServer(
    nangoBox({
      toolchain,
      argv: [`${inBoxScripts}/reader.mts`],
      limits: { milliseconds: Infinity, outputBytes: 64 << 10, memoryMb: 2048 },
    }),
    { isShared: true },
  )
  return {
    async check(files) {
      const answer = await server.ask({ check: files }, checkDeadline)
      if (answer.kind === 'timed-out') {
        return { kind: 'errors', output: `the type check took longer than ${checkDeadline / 1000} seconds` }
      }
      if (answer.kind !== 'answered') return { kind: 'rig-fault', because: `type check: ${answer.because}` }
      const { errors } = reading.parse(answer.value)
      if (errors.length === 0) return { kind: 'clean' }
      return {
        kind: 'errors',
        output: `${errors.join('\n')}\nFound ${errors.length} error${errors.length > 1 ? 's' : ''}`,
      }
    },
    async bundle(files) {
      const answer = await server.ask({ bundle: files }, checkDeadline)
      return answer.kind === 'answered' ? (bundling.parse(answer.value).code ?? undefined) : undefined
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
}

const reading = z.object({ errors: z.array(z.string()) })
const bundling = z.object({
  code: z
    .string()
    .max(4 << 20)
    .nullable(),
})
