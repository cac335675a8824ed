import { sha256 } from '../lib/sha256.ts'
import type { CompletionRequest } from './conversation.ts'
import { charactersPerToken, pieces } from './pace.ts'
import type { PromptTokens } from './prompt-cache.ts'
import type { Pace } from './pace.ts'
import type { Turn } from './part.ts'

/** One turn in the words of the chat-completions protocol. */
export interface Completion {
  readonly id: string
  readonly model: string
  readonly text: string
  readonly calls: readonly { readonly id: string; readonly name: string; readonly args: string }[]
  readonly usage: Usage
}

interface Usage {
  readonly prompt_tokens: number
  readonly completion_tokens: number
  readonly total_tokens: number
  readonly prompt_tokens_details: { readonly cached_tokens: number }
}

/** Ids come from the conversation, so the same conversation gets the same answer, byte by byte. */
export function completionOf(request: CompletionRequest, turn: Turn, asked: PromptTokens): Completion {
  const id = sha256(JSON.stringify(request.messages)).slice(0, 16)
  const calls = (turn.calls ?? []).map((call, index) => ({
    id: `call_${id}_${index}`,
    name: call.tool,
    args: JSON.stringify(call.args),
  }))
  const text = turn.text ?? ''
  const written = text + calls.map((call) => call.name + call.args).join('')
  return { id: `chatcmpl-${id}`, model: request.model, text, calls, usage: usageOf(asked, written) }
}

/** The answer whole, for a request that does not stream. */
export function wholeBody(completion: Completion): object {
  return {
    id: completion.id,
    object: 'chat.completion',
    created: 0,
    model: completion.model,
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content: completion.text || null,
          ...(completion.calls.length > 0 && {
            tool_calls: completion.calls.map((call) => ({
              id: call.id,
              type: 'function',
              function: { name: call.name, arguments: call.args },
            })),
          }),
        },
        finish_reason: finishOf(completion),
      },
    ],
    usage: completion.usage,
  }
}

/** The answer as stream chunks. `token` marks those that a model would have to think up: they keep the pace. */
export function* chunksOf(completion: Completion, pace: Pace | undefined): Generator<{ body: object; token: boolean }> {
  const chunk = (delta: object, finish: string | null = null) => ({
    id: completion.id,
    object: 'chat.completion.chunk',
    created: 0,
    model: completion.model,
    choices: [{ index: 0, delta, finish_reason: finish }],
  })
  yield { body: chunk({ role: 'assistant', content: '' }), token: false }
  for (const content of pieces(completion.text, pace)) yield { body: chunk({ content }), token: true }
  for (const [index, call] of completion.calls.entries()) {
    const named = { index, id: call.id, type: 'function', function: { name: call.name, arguments: '' } }
    yield { body: chunk({ tool_calls: [named] }), token: true }
    for (const piece of pieces(call.args, pace)) {
      yield { body: chunk({ tool_calls: [{ index, function: { arguments: piece } }] }), token: true }
    }
  }
  yield { body: chunk({}, finishOf(completion)), token: false }
  yield { body: { ...chunk({}), choices: [], usage: completion.usage }, token: false }
}

function finishOf(completion: Completion): 'tool_calls' | 'stop' {
  return completion.calls.length > 0 ? 'tool_calls' : 'stop'
}

function usageOf({ prompt, cached }: PromptTokens, written: string): Usage {
  const completion = Math.ceil(written.length / charactersPerToken)
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    prompt_tokens_details: { cached_tokens: cached },
  }
}
