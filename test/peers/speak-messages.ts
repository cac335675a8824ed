import { z } from 'zod'
import { type ChatAnswer, type ChatAsked, type ChatMessage, wordsOf } from './chat.ts'

/*
 * Anthropic's Messages, as far as an agent's session uses them (docs.anthropic.com/en/api/messages and
 * …/messages-streaming). A block of another kind is refused: what this does not know, nobody has seen to work.
 */

const texts = z
  .union([z.string(), z.array(z.object({ type: z.literal('text'), text: z.string() }))])
  .transform((given) => (typeof given === 'string' ? given : given.map(({ text }) => text).join('\n')))

const block = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string() }),
  z.object({ type: z.literal('tool_use'), id: z.string(), name: z.string(), input: z.unknown() }),
  z.object({ type: z.literal('tool_result'), tool_use_id: z.string(), content: texts.default('') }),
])

const body = z.object({
  model: z.string(),
  max_tokens: z.number().int().positive(),
  stream: z.literal(true),
  system: texts.optional(),
  messages: z.array(
    z.object({
      role: z.enum(['user', 'assistant']),
      content: z
        .union([z.string(), z.array(block)])
        .transform((given) => (typeof given === 'string' ? [{ type: 'text' as const, text: given }] : given)),
    }),
  ),
  tools: z
    .array(z.object({ name: z.string(), description: z.string().optional(), input_schema: z.unknown() }))
    .default([]),
})

export function askedInMessages(request: unknown): ChatAsked {
  const { model, system, messages, tools } = body.parse(request)
  return {
    model,
    messages: [
      ...(system === undefined ? [] : [{ role: 'system' as const, content: system }]),
      ...messages.flatMap(chatMessages),
    ],
    tools: tools.map(({ name, description = '', input_schema: parameters }) => ({
      type: 'function',
      function: { name, description, parameters },
    })),
  }
}

function chatMessages({ role, content }: z.infer<typeof body>['messages'][number]): ChatMessage[] {
  const said = content.flatMap((each) => (each.type === 'text' ? [each.text] : [])).join('\n')
  const results = content.flatMap((each): ChatMessage[] =>
    each.type === 'tool_result' ? [{ role: 'tool', tool_call_id: each.tool_use_id, content: each.content }] : [],
  )
  const calls = content.flatMap((each) =>
    each.type === 'tool_use'
      ? [
          {
            id: each.id,
            type: 'function' as const,
            function: { name: each.name, arguments: JSON.stringify(each.input) },
          },
        ]
      : [],
  )
  if (role === 'assistant') return [{ role, content: said, ...(calls.length > 0 && { tool_calls: calls }) }]
  return [...results, ...(said === '' ? [] : [{ role, content: said }])]
}

export function messagesEvents({ id, model, text, calls, tokens }: ChatAnswer): string[] {
  const event = (type: string, more: object = {}) => `event: ${type}\ndata: ${JSON.stringify({ type, ...more })}\n\n`
  const told = {
    input_tokens: tokens.input - tokens.cached - tokens.written,
    cache_read_input_tokens: tokens.cached,
    cache_creation_input_tokens: tokens.written,
  }
  const blocks = [
    ...(text === ''
      ? []
      : [
          {
            begin: { type: 'text', text: '' },
            deltas: wordsOf(text).map((word) => ({ type: 'text_delta', text: word })),
          },
        ]),
    ...calls.map((call) => ({
      begin: { type: 'tool_use', id: call.id, name: call.name, input: {} },
      deltas: [{ type: 'input_json_delta', partial_json: call.args }],
    })),
  ]
  const message = { id: `msg_${id}`, type: 'message', role: 'assistant', model, content: [], stop_reason: null }
  const stop_reason = calls.length > 0 ? 'tool_use' : 'end_turn'
  return [
    event('message_start', { message: { ...message, stop_sequence: null, usage: { ...told, output_tokens: 1 } } }),
    event('ping'),
    ...blocks.flatMap(({ begin, deltas }, index) => [
      event('content_block_start', { index, content_block: begin }),
      ...deltas.map((delta) => event('content_block_delta', { index, delta })),
      event('content_block_stop', { index }),
    ]),
    event('message_delta', {
      delta: { stop_reason, stop_sequence: null },
      usage: { ...told, output_tokens: tokens.output },
    }),
    event('message_stop'),
  ]
}
