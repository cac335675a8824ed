import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { machineTrouble } from './machine-trouble.ts'

function thrownBy(work: () => void): unknown {
  try {
    work()
  } catch (error) {
    return error
  }
  throw new Error('it did not fail')
}

describe('machineTrouble', () => {
  it('names what cannot be written', () => {
    const trouble = machineTrouble(thrownBy(() => mkdirSync('/proc/assay')))
    expect(trouble?.message).toContain('cannot be written here (/proc/assay)')
    expect(trouble?.fix).toContain('a directory that you may write to')
  })

  it('knows a database that cannot grow or cannot be opened', () => {
    const dir = mkdtempSync(join(tmpdir(), 'assay-trouble-'))
    const database = new DatabaseSync(join(dir, 'a.db'))
    database.exec('PRAGMA max_page_count = 2; CREATE TABLE t (a)')
    const full = thrownBy(() => database.prepare('INSERT INTO t VALUES (?)').run('x'.repeat(100_000)))
    expect(machineTrouble(full)?.message).toContain('The disk is full')
    database.close()
    const unopened = thrownBy(() => new DatabaseSync(join(dir, 'missing', 'a.db')))
    expect(machineTrouble(unopened)?.message).toContain('cannot be written here')
    rmSync(dir, { recursive: true })
  })

  it('leaves our own mistakes alone', () => {
    expect(machineTrouble(thrownBy(() => readFileSync('/no/such/file')))).toBeUndefined()
    expect(machineTrouble(new TypeError('x is not a function'))).toBeUndefined()
  })
})
