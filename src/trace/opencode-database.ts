import { DatabaseSync } from 'node:sqlite'
import { isJsonObject, type Json, type JsonObject } from '../lib/json.ts'

/** One session as OpenCode's database has it. Other kinds of parts (steps, patches, reasoning) are left out. */
export interface OpenCodeTrace {
  readonly messages: readonly OpenCodeMessage[]
}

export interface OpenCodeMessage {
  readonly role: 'user' | 'assistant'
  /** Milliseconds since the epoch. */
  readonly createdAt: number
  readonly parts: readonly OpenCodePart[]
}

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

/** Reads one session, or the only one. A file that is no such database, or a broken one, is told apart, not thrown. */
export function readOpenCodeTrace(dbPath: string, sessionId?: string): OpenCodeTrace | { readonly unreadable: string } {
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(dbPath, { readOnly: true })
    return { messages: messagesOf(database, sessionId) }
  } catch (error) {
    // Missing, cut off, or of another schema: the other evidence still stands.
    return { unreadable: error instanceof Error ? error.message : String(error) }
  } finally {
    database?.close()
  }
}

function messagesOf(database: DatabaseSync, sessionId: string | undefined): OpenCodeMessage[] {
  const session = sessionId ? ' where session_id = ?' : ''
  const bound = sessionId ? [sessionId] : []
  const parts = new Map<string, OpenCodePart[]>()
  for (const row of database.prepare(`select message_id, data from part${session} order by id`).all(...bound)) {
    const part = partOf(parsed(row['data']))
    const message = String(row['message_id'])
    if (part) parts.set(message, [...(parts.get(message) ?? []), part])
  }
  const messages = `select id, time_created, data from message${session} order by time_created, id`
  return database
    .prepare(messages)
    .all(...bound)
    .map((row) => ({
      role: parsed(row['data'])['role'] === 'assistant' ? 'assistant' : 'user',
      createdAt: Number(row['time_created']),
      parts: parts.get(String(row['id'])) ?? [],
    }))
}

function partOf(data: JsonObject): OpenCodePart | undefined {
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

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : ''
}

function parsed(data: unknown): JsonObject {
  const value: unknown = JSON.parse(String(data))
  return isJsonObject(value) ? value : {}
}
