import { isJsonObject, type Json, type JsonObject, jsonOrNothing } from '../lib/json.ts'
import type { OpenCodeMessage, OpenCodeTrace } from './opencode-database.ts'
import { partOf, text } from './opencode-part.ts'

/** A session as `opencode export` writes it. */
export interface ExportedSession {
  /** As its maker named them: empty where they are not told. */
  readonly id: string
  readonly title: string
  readonly directory: string
  readonly model: string
  readonly trace: OpenCodeTrace
}

/** More than that no session of an agent has, and each signal looks at all of them. */
const mostParts = 50_000

/** Reads the text of such a file, whoever wrote it. What is not as documented is told apart, not thrown. */
export function readOpenCodeExport(file: string): ExportedSession | { readonly unreadable: string } {
  const value = jsonOrNothing(file)
  if (value === undefined) return { unreadable: 'it is no JSON, or was cut off' }
  const info = isJsonObject(value) ? value['info'] : undefined
  const messages = isJsonObject(value) ? value['messages'] : undefined
  if (!isJsonObject(info) || !Array.isArray(messages)) return { unreadable: 'it has no `info` and `messages`' }
  const missing: string[] = []
  const read = messages.flatMap((message, index) => messageOf(message, index + 1, missing))
  const parts = read.reduce((sum, message) => sum + message.parts.length, 0)
  if (parts > mostParts)
    return { unreadable: `it has ${parts} parts, and ${mostParts} are the most that are looked at` }
  // What `opencode export --sanitize` leaves.
  if (file.includes('"[redacted:')) missing.push('its texts were taken out (--sanitize), so that little can be seen')
  return {
    id: text(info['id']),
    title: text(info['title']),
    directory: text(info['directory']),
    model: modelOf(info['model']),
    trace: { messages: read, missing },
  }
}

function messageOf(message: Json, number: number, missing: string[]): OpenCodeMessage[] {
  const info = isJsonObject(message) ? message['info'] : undefined
  const parts = isJsonObject(message) ? message['parts'] : undefined
  if (!isJsonObject(info) || !Array.isArray(parts)) {
    missing.push(`message ${number} is none: it has no \`info\` and \`parts\``)
    return []
  }
  const objects = parts.filter((part): part is JsonObject => isJsonObject(part))
  if (objects.length < parts.length)
    missing.push(`${parts.length - objects.length} parts of message ${number} are none`)
  const time = isJsonObject(info['time']) ? info['time']['created'] : undefined
  return [
    {
      role: info['role'] === 'assistant' ? 'assistant' : 'user',
      createdAt: typeof time === 'number' ? time : 0,
      parts: objects.flatMap((part) => partOf(part) ?? []),
    },
  ]
}

function modelOf(model: Json | undefined): string {
  if (!isJsonObject(model)) return ''
  return [model['providerID'], model['id']].map(text).filter(Boolean).join('/')
}
