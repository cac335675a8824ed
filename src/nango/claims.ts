import { z } from 'zod'
import type { Json } from '../lib/json.ts'
import type { Answer } from './boxed-server.ts'
import type { Compilation, FunctionRun } from './room.ts'

const compilation = z.object({ compiled: z.boolean(), output: z.string() })

/** What a process that runs a function's code says about compiling it. */
export function claimedCompilation(answer: Answer): Compilation {
  if (answer.kind === 'timed-out') return { kind: 'failed', output: 'it did not load in time' }
  if (answer.kind === 'died')
    return { kind: 'failed', output: `the process ended while it was loaded: ${answer.because}` }
  if (answer.kind === 'unavailable') return { kind: 'rig-fault', because: answer.because }
  const claim = compilation.safeParse(answer.value)
  if (!claim.success) return { kind: 'failed', output: meddled }
  return claim.data.compiled ? { kind: 'compiled' } : { kind: 'failed', output: claim.data.output }
}

const meddled = 'the answer has not the form that the runner writes: the function meddled with it'

/** JSON already, since it came as such; checking every node of a long list would cost more than the run. */
const anyJson = z.custom<Json>(() => true)
const perModel = z.record(z.string(), z.array(anyJson))
const run = z.discriminatedUnion('ending', [
  z.object({
    ending: z.literal('returned'),
    output: anyJson,
    saved: perModel,
    deleted: perModel,
    checkpoint: z.record(z.string(), anyJson).nullish().catch(null),
  }),
  z.object({ ending: z.literal('invalid'), what: z.enum(['input', 'output', 'record']), because: z.string() }),
  z.object({ ending: z.literal('threw'), error: z.string() }),
  z.object({ ending: z.literal('not-run'), because: z.string() }),
])

/** What a process that runs a function's code says about one run of it. */
export function claimedRun(answer: Answer): FunctionRun {
  if (answer.kind === 'timed-out') return { kind: 'timed-out' }
  if (answer.kind === 'died') return { kind: 'threw', error: `the process ended during the run: ${answer.because}` }
  if (answer.kind === 'unavailable') return { kind: 'rig-fault', because: answer.because }
  const claim = run.safeParse(answer.value)
  if (!claim.success) return { kind: 'threw', error: meddled }
  const { data } = claim
  if (data.ending === 'returned') {
    const { output, saved, deleted, checkpoint } = data
    return { kind: 'returned', output: output ?? null, saved, deleted, ...(checkpoint && { checkpoint }) }
  }
  if (data.ending === 'invalid') return { kind: 'invalid', what: data.what, because: data.because }
  if (data.ending === 'threw') return { kind: 'threw', error: data.error }
  return { kind: 'rig-fault', because: `the CLI did not get as far as running it: ${data.because}` }
}
