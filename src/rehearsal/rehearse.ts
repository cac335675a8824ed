import { completionOf } from './completion.ts'
import { completionRequest } from './conversation.ts'
import type { Message } from './conversation.ts'
import { nextTurn } from './next-turn.ts'
import type { Call, Part, ToolResult, Turn } from './part.ts'
import { sceneOf } from './scene.ts'

/** Answers a call of a part, as a tool would. */
export type Tools = (call: Call) => string

export interface Performance {
  readonly turns: readonly Turn[]
  readonly results: readonly ToolResult[]
  readonly messages: readonly Message[]
}

/** Plays a part to its end against the given tools, turn by turn through the conversation, as the server does. */
export function rehearse(part: Part, prompt: string, tools: Tools, seed = 1): Performance {
  const turns: Turn[] = []
  const results: ToolResult[] = []
  const first = completionRequest.parse({
    model: part.name,
    messages: [{ role: 'user', content: prompt }],
    tools: toolNames.map((name) => ({ function: { name } })),
  })
  const messages = [...first.messages]
  while (turns.length < 60) {
    const request = { ...first, messages }
    const scene = sceneOf(request, `${seed}\n${part.name}`)
    if ('missing' in scene) throw new Error(`the prompt has no ${scene.missing}`)
    const turn = nextTurn(part, scene, messages)
    const { text: content, calls } = completionOf(request, turn, { prompt: 0, cached: 0 })
    turns.push(turn)
    const tool_calls = calls.map((call) => ({ id: call.id, function: { name: call.name, arguments: call.args } }))
    messages.push({ role: 'assistant', content, tool_calls })
    if (calls.length === 0) return { turns, results, messages }
    for (const [index, call] of (turn.calls ?? []).entries()) {
      const text = tools(call)
      results.push({ ...call, text })
      messages.push({ role: 'tool', content: text, tool_calls: [], tool_call_id: tool_calls[index]!.id })
    }
  }
  throw new Error(`${part.name} does not come to an end`)
}

const toolNames = ['bash', 'read', 'write', 'edit', 'grep', 'glob', 'docs', 'report_blocked']
