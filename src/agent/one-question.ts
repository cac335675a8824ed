import { z } from 'zod'
import type { JsonObject } from '../lib/json.ts'
import { jsonOrNothing } from '../lib/json.ts'
import type { Protocol } from './providers.ts'

/** One question to a model, without tools and without a stream. */
export interface OneQuestion {
  readonly model: string
  readonly system: string
  readonly user: string
  /** What it thinks before it answers is counted, too. */
  readonly mostOutputTokens: number
}

interface Spoken {
  /** Behind the provider's base URL. */
  readonly path: string
  body(question: OneQuestion): JsonObject
  /** The text of an answer; empty where it has none. */
  text(answer: string): string
}

const chatAnswer = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.string() }) })).min(1),
})
const parts = z.array(z.looseObject({ type: z.string(), text: z.string().optional() }))
const responsesAnswer = z.object({
  output: z.array(z.looseObject({ type: z.string(), content: parts.optional().catch(undefined) })),
})
const messagesAnswer = z.object({ content: parts })

/** How it is asked in each protocol. */
export const spoken = {
  chat: {
    path: 'chat/completions',
    body: ({ model, system, user, mostOutputTokens }) => ({
      model,
      max_tokens: mostOutputTokens,
      messages: [
        { role: 'system', content: system },
        { role: 'user', content: user },
      ],
    }),
    text: (answer) => read(chatAnswer, answer)?.choices[0]?.message.content ?? '',
  },
  responses: {
    path: 'responses',
    body: ({ model, system, user, mostOutputTokens }) => ({
      model,
      max_output_tokens: mostOutputTokens,
      store: false,
      instructions: system,
      input: user,
    }),
    text: (answer) => {
      const messages = read(responsesAnswer, answer)?.output.filter(({ type }) => type === 'message') ?? []
      return textsOf(
        messages.flatMap(({ content = [] }) => content),
        'output_text',
      )
    },
  },
  messages: {
    path: 'messages',
    body: ({ model, system, user, mostOutputTokens }) => ({
      model,
      max_tokens: mostOutputTokens,
      system,
      messages: [{ role: 'user', content: user }],
    }),
    text: (answer) => textsOf(read(messagesAnswer, answer)?.content ?? [], 'text'),
  },
} satisfies Record<Protocol, Spoken>

function read<shape extends z.ZodType>(schema: shape, answer: string): z.infer<shape> | undefined {
  return schema.safeParse(jsonOrNothing(answer)).data
}

function textsOf(content: z.infer<typeof parts>, type: string): string {
  return content.flatMap((part) => (part.type === type ? (part.text ?? '') : [])).join('')
}
