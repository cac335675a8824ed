import { z } from 'zod'
import { boxedServer } from '../../nango/boxed-server.ts'
import type { Answer } from './answer.ts'
import { cutOutput } from './cut-output.ts'
import { fileTool, handBox } from './hand-box.ts'
import type { HandPlace } from './hand-box.ts'
import { explainRefusal, judgePath } from './judge-path.ts'
import type { ToolCall } from './tool-list.ts'

export type FileToolCall = Extract<ToolCall, { tool: 'read' | 'write' | 'edit' | 'grep' | 'glob' }>

/**
 * The file tools of one agent. Their program runs where its paths are resolved: in a box with the walls of any other
 * call, by the kernel, so that no link and no race leads out. It is ours, none of the agent's code is in its box, and it
 * serves from the first call to the last.
 */
export interface FileHand extends AsyncDisposable {
  run(call: FileToolCall, signal: AbortSignal): Promise<Answer>
}

const limits = { milliseconds: 30_000, memoryMb: 512 }

export function openFileHand(place: HandPlace): FileHand {
  const spec = handBox(place, {
    ...fileTool,
    limits: { milliseconds: Infinity, outputBytes: 64 << 10, memoryMb: limits.memoryMb },
  })
  let server = boxedServer(spec)
  return {
    async run(call, signal) {
      const serving = server
      const cut = () => void serving[Symbol.asyncDispose]()
      signal.addEventListener('abort', cut)
      if (signal.aborted) cut()
      try {
        const answer = await serving.ask({ ...call, root: place.root }, limits.milliseconds)
        if (answer.kind === 'unavailable' && !signal.aborted) throw new Error(answer.because)
        return answerOf(call, answer.kind === 'answered' ? answer.value : undefined, place)
      } finally {
        signal.removeEventListener('abort', cut)
        // When this resolves nothing of a call that was cut off is alive.
        if (signal.aborted) {
          await serving[Symbol.asyncDispose]()
          server = boxedServer(spec)
        }
      }
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
}

function answerOf(call: FileToolCall, said: unknown, place: HandPlace): Answer {
  const parsed = answerSchema.safeParse(said)
  if (!parsed.success) {
    return { kind: 'error', error: `${call.tool} did not finish: it was stopped, or took longer than 30 seconds.` }
  }
  const answer = parsed.data
  // A link of its own making may lead out although the path that it named does not.
  const verb = call.tool === 'write' || call.tool === 'edit' ? 'write' : 'read'
  const paths = [answer.target, answer.leadsTo, ...(call.tool === 'glob' ? [call.args.pattern] : [])]
  const denials = paths.flatMap((path) => judgePath(path, verb, place) ?? [])
  if (answer.error === undefined) {
    const { title = call.tool, output = '', metadata = {} } = answer
    return { kind: 'output', title, output: cutOutput(output), metadata, denials: verb === 'write' ? [] : denials }
  }
  const refused = answer.code === undefined ? undefined : explainRefusal(answer.code, answer.leadsTo, place)
  return { kind: 'error', error: refused ?? answer.error, denials }
}

const answerSchema = z.object({
  title: z.string().optional(),
  output: z.string().optional(),
  metadata: z.record(z.string(), z.json()).optional(),
  error: z.string().optional(),
  code: z.string().optional(),
  target: z.string(),
  leadsTo: z.string(),
})
