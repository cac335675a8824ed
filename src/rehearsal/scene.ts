import { jsonOrNothing } from '../lib/json.ts'
import { sha256 } from '../lib/sha256.ts'
import type { CompletionRequest } from './conversation.ts'
import type { Scene } from './part.ts'

/**
 * Reads the scene out of the conversation's first prompt (lines `Name: value`, see `agent/prompt.ts`). Answers with
 * what is missing when the prompt is of another form.
 */
export function sceneOf(request: CompletionRequest, salt: string): Scene | { readonly missing: string } {
  const prompt = request.messages.find((message) => message.role === 'user')?.content ?? ''
  const line = (name: string) => new RegExp(`^${name}:[ \\t]*(.*)$`, 'm').exec(prompt)?.[1]?.trim()
  const interaction = line('Interaction')
  const file = line('File')
  if (!interaction) return { missing: 'Interaction' }
  if (!file) return { missing: 'File' }
  const [api = '', ...rest] = interaction.split('/')
  const model = line('Model name')
  return {
    interaction,
    api,
    name: rest.join('/'),
    kind: line('Kind') === 'sync' ? 'sync' : 'action',
    does: line('What it does') ?? '',
    file,
    connection: line('Connection') ?? 'demo',
    ...(model && { model }),
    ...given('input', line('Test input')),
    ...given('metadata', line('Metadata')),
    docs: line('Docs') ?? '',
    tools: request.tools.map((tool) => tool.name),
    rules: request.messages.find((message) => message.role === 'system')?.content ?? '',
    seed: Number.parseInt(sha256(`${salt}\n${interaction}`).slice(0, 8), 16),
  }
}

function given<name extends string>(name: name, text: string | undefined): { readonly [key in name]?: unknown } {
  if (text === undefined || text === '' || text === 'none given') return {}
  const value = jsonOrNothing(text)
  // Words, not JSON: a part has no use for them.
  return value === undefined ? {} : ({ [name]: value } as { readonly [key in name]?: unknown })
}
