import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Entry } from './entry.ts'
import { openRecord, readRecord } from './record.ts'

const ended: Entry = { kind: 'run-ended', why: 'finished' }
const fault: Entry = { kind: 'rig-fault', interaction: 'slack/it', attempt: 1, because: 'the server died' }

describe('the record', () => {
  let dir: string
  beforeEach(() => void (dir = mkdtempSync(join(tmpdir(), 'assay-record-'))))
  afterEach(() => rmSync(dir, { recursive: true }))

  it('reads back what was appended, in order, while it is still being written', () => {
    const record = openRecord(dir)
    record.append(fault)
    record.append(ended)
    expect(readRecord(dir).map(({ seq, entry }) => [seq, entry])).toEqual([
      [1, fault],
      [2, ended],
    ])
    record[Symbol.dispose]()
    expect(readRecord(dir)).toHaveLength(2)
  })

  it('refuses to change or remove an entry', () => {
    const record = openRecord(dir)
    record.append(ended)
    record[Symbol.dispose]()
    const database = new DatabaseSync(join(dir, 'assay.db'))
    expect(() => database.exec(`UPDATE entries SET kind = 'x'`)).toThrow('append-only')
    expect(() => database.exec('DELETE FROM entries')).toThrow('append-only')
    database.close()
  })

  it('goes on where an earlier process stopped', () => {
    for (const entry of [fault, ended]) {
      const record = openRecord(dir)
      record.append(entry)
      record[Symbol.dispose]()
    }
    expect(readRecord(dir).map(({ seq }) => seq)).toEqual([1, 2])
  })

  it('lets one writer in at a time, and says who it is', () => {
    const record = openRecord(dir)
    expect(() => openRecord(dir)).toThrow(`being written by another Assay (process ${process.pid})`)
    record[Symbol.dispose]()
    openRecord(dir)[Symbol.dispose]()
  })

  it('keeps every entry of a writer that was killed, and lets the next one in', async () => {
    const writer = spawn(process.execPath, ['--input-type=module-typescript', '-e', endlessWriter, dir])
    await once(writer.stdout, 'data')
    expect(() => openRecord(dir)).toThrow(`(process ${writer.pid})`)
    writer.kill('SIGKILL')
    await once(writer, 'exit')
    const kept = readRecord(dir)
    expect(kept.length).toBeGreaterThanOrEqual(50)
    openRecord(dir)[Symbol.dispose]()
    expect(readRecord(dir)).toEqual(kept)
  })

  it('names the file when there is no record, or a damaged one', () => {
    expect(() => readRecord(join(dir, 'nowhere'))).toThrow(/There is no record at .*nowhere/)
    openRecord(dir)[Symbol.dispose]()
    truncateSync(join(dir, 'assay.db'), 100)
    expect(() => readRecord(dir)).toThrow(/assay\.db cannot be read/)
    writeFileSync(join(dir, 'assay.db'), 'not a database, but long enough to look like one '.repeat(100))
    expect(() => readRecord(dir)).toThrow(/assay\.db cannot be read/)
    expect(() => openRecord(dir)).toThrow(/assay\.db cannot be read/)
  })

  it('does not take an entry of another shape for one of ours', () => {
    const record = openRecord(dir)
    record.append({ kind: 'run-ended', why: 'bored' } as unknown as Entry)
    record[Symbol.dispose]()
    expect(() => readRecord(dir)).toThrow(/assay\.db cannot be read/)
  })
})

const endlessWriter = `
  import { openRecord } from ${JSON.stringify(new URL('./record.ts', import.meta.url).href)}
  const record = openRecord(process.argv[1])
  for (let count = 1; ; count++) {
    record.append(${JSON.stringify(fault)})
    if (count === 50) process.stdout.write('fifty')
    await new Promise((done) => setTimeout(done, 1))
  }`
