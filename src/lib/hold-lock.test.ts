import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { holdLock, isHeld } from './hold-lock.ts'

describe('a lock', () => {
  let dir: string
  beforeEach(() => void (dir = mkdtempSync(join(tmpdir(), 'assay-lock-'))))
  afterEach(() => rmSync(dir, { recursive: true }))

  it('is held by one at a time, who is named to the others', () => {
    const path = join(dir, 'lock')
    expect(isHeld(path)).toBe(false)
    const first = holdLock(path, 'assay run')
    expect(holdLock(path, 'assay resume')).toMatchObject({
      kind: 'taken',
      by: { pid: process.pid, doing: 'assay run' },
    })
    expect(isHeld(path)).toBe(true)
    if (first.kind === 'held') first[Symbol.dispose]()
    expect(isHeld(path)).toBe(false)
    const next = holdLock(path, 'assay resume')
    expect(next.kind).toBe('held')
    if (next.kind === 'held') next[Symbol.dispose]()
  })

  it('is let go of by a process that is killed, whatever its file says', async () => {
    const path = join(dir, 'lock')
    const holder = spawn(process.execPath, ['--input-type=module-typescript', '-e', holds, path])
    await once(holder.stdout, 'data')
    expect(holdLock(path, 'assay run')).toMatchObject({ kind: 'taken', by: { pid: holder.pid } })
    holder.kill('SIGKILL')
    await once(holder, 'exit')
    const next = holdLock(path, 'assay run')
    expect(next.kind).toBe('held')
    if (next.kind === 'held') next[Symbol.dispose]()
  })
})

const holds = `
  import { holdLock } from ${JSON.stringify(new URL('./hold-lock.ts', import.meta.url).href)}
  const hold = holdLock(process.argv[1], 'assay run')
  process.stdout.write(hold.kind)
  setInterval(() => hold, 1000)`
