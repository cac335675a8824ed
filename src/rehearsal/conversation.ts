import { z } from 'zod'

/** The request body of a chat completion, as far as a part needs it. */
export const completionRequest = z.object({
  model: z.string(),
  stream: z.boolean().default(false),
  messages: z.array(
    z.object({
      role: z.string(),
      content: z
        .union([z.string(), z.array(z.looseObject({ text: z.string().optional() }))])
        .nullish()
        .transform(plainText),
      tool_calls: z
        .array(z.object({ id: z.string(), function: z.object({ name: z.string(), arguments: z.string() }) }))
        .nullish()
        .transform((calls) => calls ?? []),
      tool_call_id: z.string().optional(),
    }),
  ),
  tools: z
    .array(z.object({ function: z.object({ name: z.string(), description: z.string().default('') }) }))
    .nullish()
    .transform((tools) => tools?.map((tool) => tool.function) ?? []),
})

export type CompletionRequest = z.infer<typeof completionRequest>
export type Message = CompletionRequest['messages'][number]

function plainText(content: string | readonly { text?: string | undefined }[] | null | undefined): string {
  if (typeof content === 'string') return content
  return (content ?? []).map((piece) => piece.text ?? '').join('\n')
}
