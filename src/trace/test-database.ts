import { DatabaseSync } from 'node:sqlite'

/** One assistant message of a test's trace. Times are counted up by a second per part. */
export interface TestTurn {
  readonly text?: string
  readonly call?: TestCall
}

export interface TestCall {
  readonly tool: string
  readonly args: Record<string, unknown>
  readonly output?: string
  readonly exit?: number
  readonly error?: string
}

const firstMillisecond = Date.parse('2026-01-02T03:04:05.000Z')

/** A bash call and how it ended. */
export function bash(command: string, exit = 0, output = ''): TestTurn {
  return { call: { tool: 'bash', args: { command }, output, exit } }
}

export function write(filePath: string, content: string): TestTurn {
  return { call: { tool: 'write', args: { filePath, content }, output: 'Written' } }
}

/** Opens a database with OpenCode's tables, as far as a trace needs them. The caller closes it. */
export function createDatabase(path: string): DatabaseSync {
  const database = new DatabaseSync(path)
  database.exec(`
    pragma journal_mode = wal;
    pragma synchronous = off;
    create table project (id text primary key, worktree text not null);
    create table credential (id text primary key, value text not null);
    create table session (id text primary key, project_id text not null, directory text not null, title text not null);
    create table message (id text primary key, session_id text not null references session(id) on delete cascade,
      time_created integer not null, time_updated integer not null, data text not null);
    create table part (id text primary key, message_id text not null references message(id) on delete cascade,
      session_id text not null, time_created integer not null, time_updated integer not null, data text not null);
    create table event_sequence (aggregate_id text primary key, seq integer not null, owner_id text);
    create table event (id text primary key, aggregate_id text not null references event_sequence(aggregate_id),
      seq integer not null, type text not null, data text not null);
    insert into project values ('global', '/');
    insert into credential values ('c', 'secret of the cell');
  `)
  return database
}

/** A database of one session, closed. */
export function writeSession(path: string, turns: readonly TestTurn[]): void {
  const database = createDatabase(path)
  addSession(database, 'ses_1', turns)
  database.close()
}

/** Adds a session whose assistant messages are `turns`. Call n has the id `<session>-call-<n>`, n from 1 as the turns. */
export function addSession(database: DatabaseSync, session: string, turns: readonly TestTurn[]): void {
  database.prepare("insert into session values (?, 'global', '/ws', 'test')").run(session)
  database.prepare('insert into event_sequence values (?, 1, null)').run(session)
  database.prepare("insert into event values (?, ?, 1, 'session.created.1', ?)").run(`evt_${session}`, session, session)
  addMessage(database, { session, index: 0, role: 'user', parts: [{ type: 'text', text: 'Build this function.' }] })
  turns.forEach((turn, index) =>
    addMessage(database, { session, index: index + 1, role: 'assistant', parts: partsOf(turn, session, index + 1) }),
  )
}

interface TestMessage {
  readonly session: string
  readonly index: number
  readonly role: string
  readonly parts: readonly object[]
}

function addMessage(database: DatabaseSync, { session, index, role, parts }: TestMessage): void {
  const at = timeOf(index)
  const id = `msg_${session}_${String(index).padStart(4, '0')}`
  database.prepare('insert into message values (?, ?, ?, ?, ?)').run(id, session, at, at, JSON.stringify({ role }))
  parts.forEach((part, order) =>
    database
      .prepare('insert into part values (?, ?, ?, ?, ?, ?)')
      .run(`prt_${id}_${order}`, id, session, at, at, JSON.stringify(part)),
  )
}

/** When turn `index` began; its call runs from 200 to 800 ms after that. */
export function timeOf(index: number): number {
  return firstMillisecond + index * 1000
}

function partsOf({ text, call }: TestTurn, session: string, index: number): object[] {
  const at = timeOf(index)
  const said = text === undefined ? [] : [{ type: 'text', text, time: { start: at + 100, end: at + 150 } }]
  if (!call) return [{ type: 'step-start' }, ...said]
  const { tool, args, output = '', exit, error } = call
  const time = { start: at + 200, end: at + 800 }
  const ended = error === undefined ? { status: 'completed', output } : { status: 'error', error }
  const state = { ...ended, input: args, time, metadata: exit === undefined ? {} : { exit } }
  return [{ type: 'step-start' }, ...said, { type: 'tool', tool, callID: `${session}-call-${index}`, state }]
}
