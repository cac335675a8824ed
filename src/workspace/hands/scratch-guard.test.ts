import { mkdir, mkdtemp, open, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { clearRoom, emptyScratch, guardScratch } from './scratch-guard.ts'

const limits = { bytes: 1 << 20, entries: 20, freeBytes: 0, freeShare: 0.5 }

describe('guardScratch', () => {
  let dir: string
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'scratch-guard-'))
    await mkdir(join(dir, 'scratch/deep/down'), { recursive: true })
  })
  afterEach(() => rm(dir, { recursive: true, force: true }))

  async function becomesFull(work: (scratch: string) => Promise<unknown>, more = {}): Promise<boolean> {
    const guard = guardScratch(join(dir, 'scratch'), { ...limits, ...more })
    await work(join(dir, 'scratch'))
    await guard.lookLast()
    return guard.full.aborted
  }

  it('lets an agent write what work needs', async () => {
    expect(await becomesFull((scratch) => writeFile(join(scratch, 'deep/notes'), 'x'.repeat(1000)))).toBe(false)
  })

  it('sees too many bytes wherever they are, and counts no holes', async () => {
    const large = 'x'.repeat(2 << 20)
    expect(await becomesFull((scratch) => writeFile(join(scratch, 'deep/down/large'), large))).toBe(true)
    await rm(join(dir, 'scratch/deep/down/large'))
    const sparse = async (scratch: string) => {
      const file = await open(join(scratch, 'sparse'), 'w')
      await file.truncate(1 << 30)
      await file.close()
    }
    expect(await becomesFull(sparse)).toBe(false)
  })

  it('sees what is too much while it is still being written', async () => {
    await using guard = guardScratch(join(dir, 'scratch'), limits)
    await writeFile(join(dir, 'scratch/large'), 'x'.repeat(2 << 20))
    await expect.poll(() => guard.full.aborted, { timeout: 15_000 }).toBe(true)
  })

  it('sees with its last look what came between two looks', async () => {
    await using guard = guardScratch(join(dir, 'scratch'), limits)
    await new Promise((resume) => setTimeout(resume, 50))
    await writeFile(join(dir, 'scratch/large'), 'x'.repeat(2 << 20))
    await guard.lookLast()
    expect(guard.full.aborted).toBe(true)
  })

  it('sees too many files, and a disk that has too little left', async () => {
    const many = (scratch: string) =>
      Promise.all(Array.from({ length: 30 }, (_, index) => writeFile(join(scratch, `${index}`), '')))
    expect(await becomesFull(many)).toBe(true)
    const demanding = { entries: 1000, freeBytes: Number.MAX_SAFE_INTEGER }
    expect(await becomesFull(async () => undefined, { ...demanding, freeShare: 2 })).toBe(true)
    expect(await becomesFull(async () => undefined, demanding)).toBe(false)
  })

  it('clears a room of what was added, and what stays of what was made large', async () => {
    await mkdir(join(dir, 'slack/tests'), { recursive: true })
    for (const path of ['package.json', 'slack/mine.ts', 'slack/tests/new.json', 'notes'])
      await writeFile(join(dir, path), path)
    await writeFile(join(dir, 'tsconfig.json'), Buffer.alloc(3 << 20))
    await symlink(tmpdir(), join(dir, 'slack/link'))
    const stays = ['package.json', 'tsconfig.json', 'slack', 'slack/mine.ts', 'slack/tests']
    await clearRoom(dir, (path) => stays.includes(path))
    expect((await readdir(dir, { recursive: true })).toSorted()).toEqual(stays.toSorted())
    expect(await readFile(join(dir, 'package.json'), 'utf8')).toBe('package.json')
    expect(await readFile(join(dir, 'tsconfig.json'), 'utf8')).toBe('')
  })

  it('does not follow links, neither to count nor to empty', async () => {
    await mkdir(join(dir, 'elsewhere'))
    await writeFile(join(dir, 'elsewhere/large'), 'x'.repeat(2 << 20))
    const link = (scratch: string) => symlink(join(dir, 'elsewhere'), join(scratch, 'link'))
    expect(await becomesFull(link)).toBe(false)
    await emptyScratch(join(dir, 'scratch'))
    expect(await readdir(join(dir, 'scratch'))).toEqual([])
    expect(await readdir(join(dir, 'elsewhere'))).toEqual(['large'])
  })
})
