import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sha256 } from '../lib/sha256.ts'
import { openLedger } from './ledger.ts'

describe('the ledger of a project', () => {
  let dir = ''
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'assay-ledger-'))
  })
  afterEach(() => rm(dir, { recursive: true }))

  it('replaces what a person changed only where they gave up just that, and never what Assay did not write', async () => {
    await (await openLedger(dir)).write([{ path: 'slack/a.ts', text: 'ours' }])
    await writeFile(join(dir, 'slack/a.ts'), 'changed by a person')
    await writeFile(join(dir, 'slack/b.ts'), 'written by a person')
    const [a, b] = [
      { path: 'slack/a.ts', text: 'built again' },
      { path: 'slack/b.ts', text: 'built again' },
    ]
    await expect((await openLedger(dir)).write([a])).rejects.toThrow('slack/a.ts')
    const agreed = await openLedger(dir, {
      'slack/a.ts': sha256('changed by a person'),
      'slack/b.ts': sha256('written by a person'),
    })
    await expect(agreed.write([a, b])).rejects.toThrow('slack/b.ts')
    expect(await readFile(join(dir, 'slack/a.ts'), 'utf8')).toBe('changed by a person')
    await writeFile(join(dir, 'slack/a.ts'), 'changed once more')
    await expect(agreed.write([a])).rejects.toThrow('slack/a.ts')
    await writeFile(join(dir, 'slack/a.ts'), 'changed by a person')
    await agreed.write([a])
    expect(await readFile(join(dir, 'slack/a.ts'), 'utf8')).toBe('built again')
  })
})
