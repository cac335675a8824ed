import { DatabaseSync } from 'node:sqlite'
import { isJsonObject, type JsonObject, jsonOrNothing } from '../lib/json.ts'
import { type OpenCodePart, partOf, text } from './opencode-part.ts'

/** One session as OpenCode's database has it. Other kinds of parts (steps, patches, reasoning) are left out. */
export interface OpenCodeTrace {
  readonly messages: readonly OpenCodeMessage[]
  /** What could not be read of it, in words. */
  readonly missing: readonly string[]
}

export interface OpenCodeMessage {
  readonly role: 'user' | 'assistant'
  /** Milliseconds since the epoch. */
  readonly createdAt: number
  readonly parts: readonly OpenCodePart[]
}

/** Reads one session, or the only one. A file that is no such database, or a broken one, is told apart, not thrown. */
export function readOpenCodeTrace(
  dbPath: string,
  wanted: WantedSession = {},
): OpenCodeTrace | { readonly unreadable: string } {
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(dbPath, { readOnly: true, timeout: 2_000 })
    const otherSchema = schemaComplaint(database)
    if (otherSchema !== undefined) return { unreadable: otherSchema }
    const session = chosenSession(database, wanted)
    return 'unreadable' in session ? session : readSession(database, session.id)
  } catch (error) {
    // Missing, cut off or locked: the other evidence still stands.
    return { unreadable: messageOf(error) }
  } finally {
    database?.close()
  }
}

export interface WantedSession {
  readonly sessionId?: string
  /** Calls that it is known to have made: they tell which of several sessions is meant. */
  readonly callIds?: ReadonlySet<string>
}

// What is read, by table. Another version of OpenCode may keep it elsewhere, and a guess would be no evidence.
const schema = {
  session: ['id'],
  message: ['id', 'session_id', 'time_created', 'data'],
  part: ['id', 'message_id', 'session_id', 'data'],
}

function schemaComplaint(database: DatabaseSync): string | undefined {
  for (const [table, wanted] of Object.entries(schema)) {
    const columns = database.prepare('select name from pragma_table_info(?)').all(table)
    const missing = wanted.find((name) => !columns.some((column) => column['name'] === name))
    if (columns.length === 0) return `it is of another version of OpenCode: it has no table \`${table}\``
    if (missing) return `it is of another version of OpenCode: its table \`${table}\` has no column \`${missing}\``
  }
  return undefined
}

type ChosenSession = { readonly id: string } | { readonly unreadable: string }

function chosenSession(database: DatabaseSync, { sessionId, callIds }: WantedSession): ChosenSession {
  if (sessionId !== undefined) return { id: sessionId }
  const ids = database
    .prepare('select distinct session_id from message')
    .all()
    .map((row) => String(row['session_id']))
  if (ids.length <= 1) return { id: ids[0] ?? '' }
  const own = ids.filter((id) => {
    const parts = database.prepare('select data from part where session_id = ?').all(id)
    return parts.some(({ data }) => callIds?.has(text(parsed(data)?.['callID'])))
  })
  if (own.length === 1) return { id: own[0]! }
  return {
    unreadable: `it holds ${ids.length} sessions (${ids.slice(0, 3).join(', ')}), and nothing says which is meant`,
  }
}

function readSession(database: DatabaseSync, session: string): OpenCodeTrace {
  const missing: string[] = []
  const parts = new Map<string, OpenCodePart[]>()
  const rows = rowsUntilDamage(database, partsOfSession, session, missing)
  for (const row of rows) {
    const data = parsed(row['data'])
    if (!data) missing.push(`a part of message ${row['message_id']} is only half written`)
    const part = data && partOf(data)
    const message = String(row['message_id'])
    const siblings = parts.get(message)
    if (part && siblings) siblings.push(part)
    else if (part) parts.set(message, [part])
  }
  const order = sequenceOf(database, session)
  const messages = rowsUntilDamage(database, messagesOfSession, session, missing)
    .toSorted((a, b) => (order.get(String(a['id'])) ?? Infinity) - (order.get(String(b['id'])) ?? Infinity) || 0)
    .map((row): OpenCodeMessage => {
      const id = String(row['id'])
      const data = parsed(row['data'])
      if (!data) missing.push(`message ${id} is only half written`)
      // Only an agent's message has calls, whatever the rest of the row says.
      const own = parts.get(id) ?? []
      const isAgent = data ? data['role'] === 'assistant' : own.some(({ type }) => type === 'tool')
      return { role: isAgent ? 'assistant' : 'user', createdAt: Number(row['time_created']), parts: own }
    })
  const [back] = messages.flatMap(
    ({ createdAt }, index) => Math.max(0, (messages[index - 1]?.createdAt ?? 0) - createdAt) || [],
  )
  if (back)
    missing.push(
      `the clock went back by ${(back / 1000).toFixed(1)} s meanwhile, so times say little: the order is that of writing`,
    )
  return { messages, missing }
}

// Rows lie in the order in which they were first written. An id is no order, and a time is none when the clock is set.
const partsOfSession = 'select message_id, data from part where session_id = ? order by rowid'
const messagesOfSession = 'select id, time_created, data from message where session_id = ? order by time_created, rowid'

/** The rows before a damaged page still tell something. */
function rowsUntilDamage(database: DatabaseSync, query: string, session: string, missing: string[]): Row[] {
  const rows: Row[] = []
  try {
    for (const row of database.prepare(query).iterate(session)) rows.push(row)
  } catch (error) {
    missing.push(`the database is damaged (${messageOf(error)}): ${rows.length} rows of a table could be read`)
  }
  return rows
}

type Row = Record<string, unknown>

/** In which order messages were first written, by the log without gaps that OpenCode keeps of a session; empty without one. */
function sequenceOf(database: DatabaseSync, session: string): ReadonlyMap<string, number> {
  const query = `select json_extract(data, '$.info.id') as id, min(seq) as seq from event
    where aggregate_id = ? and type like 'message.updated.%' group by 1`
  try {
    return new Map(
      database
        .prepare(query)
        .all(session)
        .map(({ id, seq }) => [String(id), Number(seq)]),
    )
  } catch {
    // No such table, or a damaged one: times are the next best.
    return new Map()
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** Nothing for what is half written, or no object. */
function parsed(data: unknown): JsonObject | undefined {
  const value = jsonOrNothing(String(data))
  return isJsonObject(value) ? value : undefined
}
