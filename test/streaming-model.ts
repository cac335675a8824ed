import type { ServerResponse } from 'node:http'

/** Tokens of one answer, as all three protocols can tell them. `written` is what went to a cache. */
export interface Tokens {
  readonly input: number
  readonly cached: number
  readonly written: number
  readonly output: number
}

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
  const words = text.match(/\S+\s*/g) ?? []
  if (protocol === 'chat') return chatEvents(tokens, words)
  return protocol === 'responses' ? responsesEvents(tokens, words) : messagesEvents(tokens, words)
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

function responsesEvents({ input, cached, written, output }: Tokens, words: readonly string[]): string[] {
  let sequence_number = 0
  const event = (type: string, more: object) =>
    `event: ${type}\ndata: ${JSON.stringify({ type, sequence_number: sequence_number++, ...more })}\n\n`
  const response = { id: 'r1', object: 'response', model: 'm1', output: [] }
  const item = { id: 'i1', type: 'message', role: 'assistant', content: [] }
  const usage = {
    input_tokens: input,
    input_tokens_details: { cached_tokens: cached, cache_write_tokens: written },
    output_tokens: output,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: input + output,
  }
  return [
    event('response.created', { response: { ...response, status: 'in_progress', usage: null } }),
    event('response.output_item.added', { output_index: 0, item }),
    ...words.map((delta) =>
      event('response.output_text.delta', { item_id: 'i1', output_index: 0, content_index: 0, delta }),
    ),
    event('response.output_item.done', { output_index: 0, item }),
    event('response.completed', { response: { ...response, status: 'completed', usage } }),
  ]
}

function messagesEvents({ input, cached, written, output }: Tokens, words: readonly string[]): string[] {
  const event = (type: string, more: object = {}) => `event: ${type}\ndata: ${JSON.stringify({ type, ...more })}\n\n`
  const told = {
    input_tokens: input - cached - written,
    cache_read_input_tokens: cached,
    cache_creation_input_tokens: written,
  }
  const message = { id: 'm', type: 'message', role: 'assistant', model: 'm1', content: [], stop_reason: null }
  return [
    event('message_start', { message: { ...message, usage: { ...told, output_tokens: 1 } } }),
    event('content_block_start', { index: 0, content_block: { type: 'text', text: '' } }),
    event('ping'),
    ...words.map((text) => event('content_block_delta', { index: 0, delta: { type: 'text_delta', text } })),
    event('content_block_stop', { index: 0 }),
    event('message_delta', { delta: { stop_reason: 'end_turn' }, usage: { ...told, output_tokens: output } }),
    event('message_stop'),
  ]
}
