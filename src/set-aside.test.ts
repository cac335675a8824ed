import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openTempDir } from './lib/temp-dir.ts'
import { setAside } from './set-aside.ts'

describe('an attempt that does not count', () => {
  it('makes room for the next of its number, however often, and is kept', async () => {
    const temp = await openTempDir()
    const attempt = join(temp.dir, 'attempt-1')
    await setAside(attempt, 'set-aside')
    for (const text of ['first', 'second']) {
      mkdirSync(attempt)
      writeFileSync(join(attempt, 'evidence.json'), text)
      await setAside(attempt, 'set-aside')
    }
    expect(readdirSync(temp.dir).toSorted()).toEqual(['attempt-1-set-aside-1', 'attempt-1-set-aside-2'])
    expect(readFileSync(join(temp.dir, 'attempt-1-set-aside-2/evidence.json'), 'utf8')).toBe('second')
    await temp[Symbol.asyncDispose]()
  })
})
