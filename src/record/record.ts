import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { UserError } from '../lib/user-error.ts'
import type { Exchange } from '../gateway/exchange.ts'
import type { Entry, Recorded } from './entry.ts'
import { parseEntry } from './entry-schema.ts'
import { claimRun } from './run-claim.ts'

/** The append-only journal of one run. What was appended is on the disk when the call returns. */
export interface Record extends Disposable {
  append(entry: Entry): void
  /** Summaries of an attempt's exchanges, for questions across a run; the whole is in its recording. */
  appendExchanges(interaction: string, attempt: number, exchanges: readonly Exchange[]): void
  /** Everything so far, in order. */
  entries(): readonly Recorded[]
}

export const recordFile = 'assay.db'

/** Opens (or begins) the record of a run for writing. Throws `UserError` when another process is writing it. */
export function openRecord(runDir: string): Record {
  mkdirSync(runDir, { recursive: true })
  const claim = claimRun(runDir)
  try {
    const database = new DatabaseSync(join(runDir, recordFile))
    prepare(database, runDir)
    const insert = database.prepare('INSERT INTO entries (at, kind, body) VALUES (?, ?, ?)')
    const insertExchange = database.prepare(
      'INSERT INTO exchanges (begun, interaction, attempt, seq, body) VALUES (?, ?, ?, ?, ?)',
    )
    return {
      append: (entry) => void insert.run(new Date().toISOString(), entry.kind, JSON.stringify(entry)),
      appendExchanges: (interaction, attempt, exchanges) =>
        inTransaction(database, () => {
          const begun = begunAt(database, interaction, attempt)
          for (const each of exchanges)
            insertExchange.run(begun, interaction, attempt, each.seq, JSON.stringify(summary(each)))
        }),
      entries: () => readEntries(database),
      [Symbol.dispose]: () => {
        database.close()
        claim[Symbol.dispose]()
      },
    }
  } catch (error) {
    // Whatever was wrong with the database, the claim on the run must not outlive this call.
    claim[Symbol.dispose]()
    throw error
  }
}

/** Reads the record of a run that may still be going on, or was cut off. Throws `UserError` when there is none. */
export function readRecord(runDir: string): readonly Recorded[] {
  const path = join(runDir, recordFile)
  let database: DatabaseSync
  try {
    database = new DatabaseSync(path, { readOnly: true })
  } catch (cause) {
    // SQLite could not open the file: it is missing, or not ours to read.
    throw new UserError(`There is no record at ${path}.`, 'Name a run that `assay status` lists, or start one.', {
      cause,
    })
  }
  try {
    demandKnown(database)
    return readEntries(database)
  } catch (cause) {
    // The file opens, but its pages, tables or entries are not what this version writes.
    throw unreadable(path, cause)
  } finally {
    database.close()
  }
}

const version = 2

function prepare(database: DatabaseSync, runDir: string): void {
  try {
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000')
    const found = versionOf(database)
    if (found === 0) database.exec(`BEGIN IMMEDIATE; ${tables}; PRAGMA user_version = ${version}; COMMIT`)
    else if (found !== version) throw new Error(`its version is ${found}, and this Assay writes version ${version}`)
  } catch (cause) {
    // Not a database, not ours, or of another version: nothing was written.
    database.close()
    throw unreadable(join(runDir, recordFile), cause)
  }
}

function versionOf(database: DatabaseSync): number {
  return Number(database.prepare('PRAGMA user_version').get()?.['user_version'])
}

/** Entries of an older record are read as they are; what a newer one means by them is not known here. */
function demandKnown(database: DatabaseSync): void {
  const found = versionOf(database)
  if (found > version) throw new Error(`its version is ${found}, and this Assay knows none after ${version}`)
}

const tables = `
  CREATE TABLE entries (seq INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL);
  CREATE TABLE exchanges (
    begun INTEGER NOT NULL, interaction TEXT NOT NULL, attempt INTEGER NOT NULL, seq INTEGER NOT NULL,
    body TEXT NOT NULL, PRIMARY KEY (begun, interaction, attempt, seq)
  );
  CREATE VIEW spend AS SELECT seq, at, body ->> 'interaction' AS interaction, body ->> 'attempt' AS attempt,
    body ->> '$.spend.usd' AS usd, body ->> '$.spend.inputTokens' AS inputTokens,
    body ->> '$.spend.outputTokens' AS outputTokens, body ->> '$.spend.cachedTokens' AS cachedTokens
    FROM entries WHERE kind = 'spent';
  ${['entries', 'exchanges']
    .flatMap((table) =>
      ['UPDATE', 'DELETE'].map(
        (change) =>
          `CREATE TRIGGER ${table}_refuse_${change.toLowerCase()} BEFORE ${change} ON ${table}
           BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;`,
      ),
    )
    .join('\n')}`

function inTransaction(database: DatabaseSync, work: () => void): void {
  database.exec('BEGIN IMMEDIATE')
  try {
    work()
    database.exec('COMMIT')
  } catch (error) {
    // Whatever went wrong, half of an attempt's exchanges is worse than none.
    database.exec('ROLLBACK')
    throw error
  }
}

/** Where in the record an attempt began: one that was cut off begins again with the same number. */
function begunAt(database: DatabaseSync, interaction: string, attempt: number): number {
  const row = database
    .prepare(
      `SELECT max(seq) AS begun FROM entries WHERE kind = 'attempt-started'
       AND body ->> 'interaction' = ? AND body ->> 'attempt' = ?`,
    )
    .get(interaction, attempt)
  return Number(row?.['begun'] ?? 0)
}

function readEntries(database: DatabaseSync): Recorded[] {
  return database
    .prepare('SELECT seq, at, body FROM entries ORDER BY seq')
    .all()
    .map((row) => ({ seq: Number(row['seq']), at: String(row['at']), entry: parseEntry(String(row['body'])) }))
}

function summary({
  at,
  kind,
  during,
  method,
  url,
  status,
  upstreamCalls,
  milliseconds,
  madeBy,
  upstream,
  hash,
}: Exchange) {
  return { at, kind, during, method, url, status, upstreamCalls, milliseconds, madeBy, upstream, hash }
}

function unreadable(path: string, cause: unknown): UserError {
  const because = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause)
  return new UserError(
    `The record ${path} cannot be read: ${because.slice(0, 200)}.`,
    'It was damaged or written by another version of Assay. Use that version, or move the run directory away and run again.',
    { cause },
  )
}
