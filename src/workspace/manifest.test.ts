import { chmod, mkdir, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openTempDir } from '../lib/temp-dir.ts'
import { compareManifest, takeManifest } from './manifest.ts'

describe('compareManifest', () => {
  it('finds every way in which a file can be touched, dotfiles included', async () => {
    await inProject(async (dir) => {
      const before = await takeManifest(dir, ['mine.ts', 'scratch'])
      await writeFile(join(dir, '.env'), 'KEY=1')
      await chmod(join(dir, 'index.ts'), 0o755)
      await rm(join(dir, 'link'))
      await symlink('/etc/passwd', join(dir, 'link'))
      await rm(join(dir, 'tests'), { recursive: true })
      await writeFile(join(dir, 'tests'), '')
      await writeFile(join(dir, '.hidden'), '')
      await rm(join(dir, 'package.json'))

      expect(compareManifest(before, await takeManifest(dir, ['mine.ts', 'scratch']))).toEqual([
        { path: '.env', change: 'content' },
        { path: '.hidden', change: 'added' },
        { path: 'index.ts', change: 'mode' },
        { path: 'link', change: 'link-target' },
        { path: 'package.json', change: 'removed' },
        { path: 'tests', change: 'type' },
        { path: 'tests/a.test.json', change: 'removed' },
      ])
    })
  })

  it('does not look at what an agent may write', async () => {
    await inProject(async (dir) => {
      const before = await takeManifest(dir, ['mine.ts', 'scratch'])
      await writeFile(join(dir, 'mine.ts'), 'changed')
      await writeFile(join(dir, 'scratch', 'notes'), 'new')
      expect(compareManifest(before, await takeManifest(dir, ['mine.ts', 'scratch']))).toEqual([])
    })
  })
})

async function inProject(look: (dir: string) => Promise<void>): Promise<void> {
  const temp = await openTempDir()
  try {
    for (const name of ['tests', 'scratch']) await mkdir(join(temp.dir, name))
    for (const name of ['.env', 'index.ts', 'package.json', 'mine.ts', 'tests/a.test.json']) {
      await writeFile(join(temp.dir, name), 'text', { mode: 0o644 })
    }
    await symlink('index.ts', join(temp.dir, 'link'))
    await look(temp.dir)
  } finally {
    await temp[Symbol.asyncDispose]()
  }
}
