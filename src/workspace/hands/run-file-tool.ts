import { z } from 'zod'
import { runInBox } from '../../box/run-in-box.ts'
import type { Answer } from './answer.ts'
import { cutOutput } from './cut-output.ts'
import { fileTool, handBox } from './hand-box.ts'
import type { HandPlace } from './hand-box.ts'
import { explainRefusal, judgePath } from './judge-path.ts'
import type { ToolCall } from './tool-list.ts'

export type FileToolCall = Extract<ToolCall, { tool: 'read' | 'write' | 'edit' | 'grep' | 'glob' }>

/** Runs where its paths are resolved: in the agent's box, by the kernel, so that no link and no race leads out. */
export async function runFileTool(call: FileToolCall, place: HandPlace, signal: AbortSignal): Promise<Answer> {
  const limits = { milliseconds: 30_000, outputBytes: 4 << 20, memoryMb: 512 }
  const stdin = JSON.stringify({ ...call, root: place.root })
  const ending = await runInBox(handBox(place, { ...fileTool, limits }), { stdin, signal })
  const answer = parseAnswer(ending.stdout)
  if (!answer) {
    const why = ending.timedOut
      ? 'it took longer than 30 seconds'
      : ending.stderr.trim().slice(0, 500) || 'it was stopped'
    return { kind: 'error', error: `${call.tool} did not finish: ${why}.` }
  }
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

function parseAnswer(stdout: string): z.infer<typeof answerSchema> | undefined {
  try {
    return answerSchema.parse(JSON.parse(stdout))
  } catch {
    // The program was killed before it could answer.
    return undefined
  }
}
