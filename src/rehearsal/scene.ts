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
    skills: skillsOf(request),
    seed: Number.parseInt(sha256(`${salt}\n${interaction}`).slice(0, 8), 16),
  }
}

function given<name extends string>(name: name, text: string | undefined): { readonly [key in name]?: unknown } {
  if (text === undefined || text === '' || text === 'none given') return {}
  const value = jsonOrNothing(text)
  // Words, not JSON: a part has no use for them.
  return value === undefined ? {} : ({ [name]: value } as { readonly [key in name]?: unknown })
}

// OpenCode lists skills in the system prompt or in the description of the tool; the agent's own prompt names one, too.
function skillsOf(request: CompletionRequest): string[] {
  const system = request.messages.filter((message) => message.role === 'system').map((message) => message.content)
  const description = request.tools.find((tool) => tool.name === 'skill')?.description ?? ''
  const listed = /<skill>[\s\S]*?<name>\s*([\w-]+)\s*<\/name>|\bskill `([\w-]+)`/g
  const names = [...system, description].flatMap((text) => [...text.matchAll(listed)].map(([, a, b]) => a ?? b ?? ''))
  return [...new Set(names)]
}
