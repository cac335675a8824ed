import { isJsonObject, type Json, type JsonObject } from '../lib/json.ts'

export type OpenCodePart =
  | { readonly type: 'text'; readonly text: string; readonly startedAt?: number }
  | {
      readonly type: 'tool'
      readonly tool: string
      readonly callId: string
      readonly args: JsonObject
      /** `pending` and `running` stay so for ever when the server died. */
      readonly status: 'pending' | 'running' | 'completed' | 'error'
      readonly output: string
      readonly exitCode?: number
      readonly startedAt?: number
      readonly endedAt?: number
    }

/** A part as OpenCode keeps it, in its database and in what it exports; nothing for other kinds. */
export function partOf(data: JsonObject): OpenCodePart | undefined {
  if (data['type'] === 'text') {
    return { type: 'text', text: text(data['text']), ...optional('startedAt', inside(data, 'time', 'start')) }
  }
  if (data['type'] !== 'tool') return undefined
  const state = isJsonObject(data['state']) ? data['state'] : {}
  const exit = inside(state, 'metadata', 'exit') ?? inside(state, 'metadata', 'exitCode')
  return {
    type: 'tool',
    tool: text(data['tool']),
    callId: text(data['callID']),
    args: isJsonObject(state['input']) ? state['input'] : {},
    status: statuses.find((status) => status === state['status']) ?? 'error',
    output: text(state['output']) || text(state['error']) || text(inside(state, 'input', 'error')),
    ...optional('exitCode', exit),
    ...optional('startedAt', inside(state, 'time', 'start')),
    ...optional('endedAt', inside(state, 'time', 'end')),
  }
}

const statuses = ['pending', 'running', 'completed', 'error'] as const

function optional<name extends string>(name: name, value: Json | undefined): { [key in name]?: number } {
  return typeof value === 'number' ? ({ [name]: value } as { [key in name]?: number }) : {}
}

function inside(object: JsonObject, ...path: readonly string[]): Json | undefined {
  let value: Json | undefined = object
  for (const key of path) value = isJsonObject(value) ? value[key] : undefined
  return value
}

/** Nothing but texts. */
export function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : ''
}
