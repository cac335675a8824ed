import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { exclusively } from './exclusively.ts'

describe('exclusively', () => {
  it('lets one work at a time, and the next one after a failure', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'exclusively-'))
    let working = 0
    const work = (name: string, fails = false) =>
      exclusively(join(dir, 'lock'), async () => {
        expect(++working).toBe(1)
        await new Promise((resume) => setTimeout(resume, 20))
        working--
        if (fails) throw new Error(name)
        return name
      })
    const done = await Promise.allSettled([work('a'), work('b', true), work('c')])
    expect(done.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    rmSync(dir, { recursive: true })
  })
})
