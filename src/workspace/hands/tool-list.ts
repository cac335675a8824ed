import { extname, join } from 'node:path'
import { z } from 'zod'
import { toolDefinitions } from './tool-definitions.ts'

export { toolDefinitions }

/** The file that a cell copies into its configuration, so that its server offers exactly the tools that the hands run. */
export const toolDefinitionsFile = join(import.meta.dirname, `tool-definitions${extname(import.meta.filename)}`)

/** A call whose arguments were checked. */
export type ToolCall = {
  [definition in (typeof toolDefinitions)[number] as definition['name']]: {
    readonly tool: definition['name']
    readonly args: z.infer<z.ZodObject<definition['args']>>
  }
}[(typeof toolDefinitions)[number]['name']]

export type ParsedCall =
  | { readonly kind: 'call'; readonly call: ToolCall }
  /** Says which argument is wrong and what is right. */
  | { readonly kind: 'wrong'; readonly because: string }

/** OpenCode validates nothing: what reaches us is what the model wrote. */
export function parseCall(tool: string, args: unknown): ParsedCall {
  const definition = toolDefinitions.find(({ name }) => name === tool)
  const names = toolDefinitions.map(({ name }) => name).join(', ')
  if (!definition) return { kind: 'wrong', because: `There is no tool ${tool}. The tools are: ${names}.` }
  const parsed = z.object(definition.args).safeParse(args)
  // The check above ties these arguments to this name, which the type checker can't follow through the list.
  if (parsed.success) return { kind: 'call', call: { tool: definition.name, args: parsed.data } as ToolCall }
  const faults = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'arguments'}: ${issue.message}`)
  return { kind: 'wrong', because: `${tool} was not run. ${faults.join('; ')}. ${usage(definition)}` }
}

function usage({ name, args }: (typeof toolDefinitions)[number]): string {
  const fields = Object.entries(args).map(([field, type]) => {
    const optional = type.safeParse(undefined).success
    return `${field}${optional ? '?' : ''}: ${type.description ?? ''}`
  })
  return `${name} takes { ${fields.join(' | ')} }.`
}
