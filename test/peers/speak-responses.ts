import { z } from 'zod'
import { type ChatAnswer, type ChatAsked, type ChatMessage, wordsOf } from './chat.ts'

/*
 * OpenAI's Responses, as far as an agent's session uses them (platform.openai.com/docs/api-reference/responses and
 * …/responses-streaming). An item of another kind is refused: what this does not know, nobody has seen to work.
 */

const texts = z
  .union([z.string(), z.array(z.object({ type: z.enum(['input_text', 'output_text']), text: z.string() }))])
  .transform((given) => (typeof given === 'string' ? given : given.map(({ text }) => text).join('\n')))

const item = z.union([
  z.object({ type: z.literal('function_call'), call_id: z.string(), name: z.string(), arguments: z.string() }),
  z.object({ type: z.literal('function_call_output'), call_id: z.string(), output: texts }),
  // Of what it has said itself a client of a server that keeps it sends the name alone.
  z.object({ type: z.literal('item_reference'), id: z.string() }),
  z.object({
    type: z.literal('message').optional(),
    role: z.enum(['system', 'developer', 'user', 'assistant']),
    content: texts,
  }),
])

const body = z.object({
  model: z.string(),
  stream: z.literal(true),
  instructions: z.string().nullish(),
  input: z.array(item),
  tools: z
    .array(
      z.object({
        type: z.literal('function'),
        name: z.string(),
        description: z.string().optional(),
        parameters: z.unknown(),
      }),
    )
    .default([]),
})

type Item = z.infer<typeof item>

/** What was said, by name: a server of OpenAI's keeps it unless it is told not to. */
type Kept = Map<string, Item>

export function speakResponses() {
  const kept: Kept = new Map()
  return {
    read: (request: unknown) => askedInResponses(request, kept),
    events: (answer: ChatAnswer) => responsesEvents(answer, kept),
  }
}

function askedInResponses(request: unknown, kept: Kept): ChatAsked {
  const { model, instructions, input, tools } = body.parse(request)
  return {
    model,
    messages: [
      ...(instructions ? [{ role: 'system' as const, content: instructions }] : []),
      ...joined(input.map((each) => chatMessage(each, kept))),
    ],
    tools: tools.map(({ name, description = '', parameters }) => ({
      type: 'function',
      function: { name, description, parameters },
    })),
  }
}

function chatMessage(given: Item, kept: Kept): ChatMessage {
  if ('role' in given) return { role: given.role === 'developer' ? 'system' : given.role, content: given.content }
  if (given.type === 'function_call_output') {
    return { role: 'tool', tool_call_id: given.call_id, content: given.output }
  }
  if (given.type === 'item_reference') {
    const item = kept.get(given.id)
    if (!item) throw new Error(`Item with id '${given.id}' not found.`)
    return chatMessage(item, kept)
  }
  const { call_id: id, name, arguments: args } = given
  return { role: 'assistant', content: '', tool_calls: [{ id, type: 'function', function: { name, arguments: args } }] }
}

/** What one turn said and called is one message of a chat, and several items here. */
function joined(messages: readonly ChatMessage[]): ChatMessage[] {
  const all: ChatMessage[] = []
  for (const message of messages) {
    const last = all.at(-1)
    if (message.role === 'assistant' && last?.role === 'assistant') {
      const calls = [...(last.tool_calls ?? []), ...(message.tool_calls ?? [])]
      const content = [last.content, message.content].filter((text) => text !== '').join('\n')
      all.splice(-1, 1, { role: 'assistant', content, ...(calls.length > 0 && { tool_calls: calls }) })
    } else all.push(message)
  }
  return all
}

function responsesEvents(answer: ChatAnswer, kept: Kept): string[] {
  let sequence_number = 0
  const event = (type: string, more: object) =>
    `event: ${type}\ndata: ${JSON.stringify({ type, sequence_number: sequence_number++, ...more })}\n\n`
  const { id, model, text, calls, tokens } = answer
  const said = text === '' ? [] : [saidText(`msg_${id}`, text)]
  const items = [...said, ...calls.map((call, index) => called(`fc_${id}_${index}`, call))]
  for (const { item: each, isKept } of items) kept.set(each.id, isKept)
  const response = { id: `resp_${id}`, object: 'response', created_at: 0, model }
  const usage = {
    input_tokens: tokens.input,
    input_tokens_details: { cached_tokens: tokens.cached, cache_write_tokens: tokens.written },
    output_tokens: tokens.output,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: tokens.input + tokens.output,
  }
  return [
    event('response.created', { response: { ...response, status: 'in_progress', output: [], usage: null } }),
    ...items.flatMap(({ item: each, begun, deltas }, output_index) => [
      event('response.output_item.added', { output_index, item: begun }),
      ...deltas.map(([type, more]) => event(type, { item_id: each.id, output_index, ...more })),
      event('response.output_item.done', { output_index, item: each }),
    ]),
    event('response.completed', {
      response: { ...response, status: 'completed', output: items.map(({ item: each }) => each), usage },
    }),
  ]
}

interface Said {
  readonly item: { readonly id: string }
  readonly begun: object
  readonly deltas: readonly (readonly [string, object])[]
  readonly isKept: Item
}

function saidText(id: string, text: string): Said {
  const item = { id, type: 'message', role: 'assistant', status: 'completed' }
  const part = { type: 'output_text', text, annotations: [] }
  const at = { content_index: 0 }
  return {
    item: { ...item, content: [part] } as { id: string },
    begun: { ...item, status: 'in_progress', content: [] },
    deltas: [
      ['response.content_part.added', { ...at, part: { ...part, text: '' } }],
      ...wordsOf(text).map((delta) => ['response.output_text.delta', { ...at, delta }] as const),
      ['response.output_text.done', { ...at, text }],
      ['response.content_part.done', { ...at, part }],
    ],
    isKept: { type: 'message', role: 'assistant', content: text },
  }
}

function called(id: string, call: ChatAnswer['calls'][number]): Said {
  const { id: call_id, name, args } = call
  const item = { id, type: 'function_call', call_id, name, status: 'completed' }
  return {
    item: { ...item, arguments: args } as { id: string },
    begun: { ...item, status: 'in_progress', arguments: '' },
    deltas: [
      ['response.function_call_arguments.delta', { delta: args }],
      ['response.function_call_arguments.done', { arguments: args }],
    ],
    isKept: { type: 'function_call', call_id, name, arguments: args },
  }
}
