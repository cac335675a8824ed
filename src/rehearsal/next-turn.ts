import { jsonOrNothing } from '../lib/json.ts'
import type { CompletionRequest, Message } from './conversation.ts'
import type { Part, Scene, ToolResult, Turn } from './part.ts'

/**
 * The turn that comes next, found by playing the part from its start over what happened so far: nothing is kept
 * between two requests, so a conversation can be asked again, or elsewhere, and goes on the same way.
 */
export function nextTurn(part: Part, scene: Scene, messages: CompletionRequest['messages']): Turn {
  const play = part.play(scene)
  const said = messages.filter((message) => message.role === 'assistant')
  const answers = new Map(messages.map((message) => [message.tool_call_id, message.content]))
  let next = play.next()
  for (const message of said) {
    if (next.done) break
    next = play.next(resultsOf(message, answers))
  }
  return next.done ? { text: 'That is all.' } : next.value
}

function resultsOf(message: Message, answers: ReadonlyMap<string | undefined, string>): ToolResult[] {
  return message.tool_calls.map((call) => ({
    tool: call.function.name,
    args: argumentsOf(call.function.arguments),
    text: answers.get(call.id) ?? '',
  }))
}

function argumentsOf(text: string): Record<string, unknown> {
  const value = jsonOrNothing(text)
  // The client kept a call that it could not read: a part sees it without arguments.
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
