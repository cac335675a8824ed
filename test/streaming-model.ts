import type { ServerResponse } from 'node:http'
import { type Tokens, wordsOf } from './peers/chat.ts'
import { messagesEvents } from './peers/speak-messages.ts'
import { speakResponses } from './peers/speak-responses.ts'

export type Protocol = 'chat' | 'responses' | 'messages'

/** Answers a request as the vendors' servers stream: event by event, the usage where each of them tells it. */
export async function streamAnswer(response: ServerResponse, protocol: Protocol, tokens: Tokens, text = 'Fine. Done.') {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' })
  for (const event of eventsOf(protocol, tokens, text)) {
    response.write(event)
    await new Promise(setImmediate)
  }
  response.end()
}

function eventsOf(protocol: Protocol, tokens: Tokens, text: string): string[] {
  const answer = { id: '1', model: 'm1', text, calls: [], tokens }
  if (protocol === 'messages') return messagesEvents(answer)
  return protocol === 'responses' ? speakResponses().events(answer) : chatEvents(tokens, wordsOf(text))
}

function chatEvents({ input, cached, written, output }: Tokens, words: readonly string[]): string[] {
  const chunk = (choices: object[], usage: object | null = null) =>
    `data: ${JSON.stringify({ id: 'c1', object: 'chat.completion.chunk', created: 1, model: 'm1', choices, usage })}\n\n`
  return [
    ...words.map((content) => chunk([{ index: 0, delta: { role: 'assistant', content }, finish_reason: null }])),
    chunk([{ index: 0, delta: {}, finish_reason: 'stop' }]),
    chunk([], {
      prompt_tokens: input,
      completion_tokens: output,
      total_tokens: input + output,
      prompt_tokens_details: { cached_tokens: cached, cache_write_tokens: written },
    }),
    'data: [DONE]\n\n',
  ]
}
