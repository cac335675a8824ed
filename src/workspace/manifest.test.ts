import { execFile } from 'node:child_process'
import { chmod, mkdir, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { openTempDir } from '../lib/temp-dir.ts'
import { compareManifest, takeManifest } from './manifest.ts'
import { mostStrangers } from './walk.ts'

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

  it('finds what was changed of ours, however much was added, and whatever cannot be looked at', async () => {
    await inProject(async (dir) => {
      const before = await takeManifest(dir, ['mine.ts', 'scratch'])
      // One of the names that are added leads deeper than a path can say.
      await bash(dir, `mkdir .a; touch .a/{1..${mostStrangers + 50}}`)
      await bash(dir, `d=$(printf 'd%.0s' {1..250}); for i in {1..20}; do mkdir $d; cd $d; done`)
      await writeFile(join(dir, 'package.json'), Buffer.alloc(3 << 20))
      await writeFile(join(dir, 'tests/a.test.json'), 'forged')
      const changes = compareManifest(before, await takeManifest(dir, ['mine.ts', 'scratch'], before))
      expect(changes).toContainEqual({ path: 'package.json', change: 'content' })
      expect(changes).toContainEqual({ path: 'tests/a.test.json', change: 'content' })
      expect(changes).toHaveLength(mostStrangers + 2)
      await bash(dir, 'rm -rf d*')
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

async function bash(cwd: string, command: string): Promise<void> {
  await promisify(execFile)('bash', ['-c', command], { cwd })
}

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
