import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readdir, rm, stat } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openTempDir } from '../lib/temp-dir.ts'
import { prepareToolchain } from './prepare-toolchain.ts'

describe('prepareToolchain', () => {
  it('makes one for all who ask at once, with nothing of Assay in it, in place of one that is not whole', async () => {
    const temp = await openTempDir()
    try {
      // A copy is as good as what it is a copy of, and is not made again.
      const whole = await prepareToolchain(resolve('node_modules/.cache/assay'))
      execFileSync('cp', ['-a', whole.dir, temp.dir])
      const dir = join(temp.dir, basename(whole.dir))
      const { ino } = await stat(dir)
      expect(await prepareToolchain(temp.dir)).toEqual({ ...whole, dir })
      expect((await stat(dir)).ino).toBe(ino)

      const lost = join(dir, 'node_modules/nango/dist/index.js')
      await rm(lost)
      const [first, second] = await Promise.all([prepareToolchain(temp.dir), prepareToolchain(temp.dir)])
      expect(second).toEqual(first)
      expect(first.dir).toBe(dir)
      expect(existsSync(lost)).toBe(true)
      // What was broken, and what nobody uses, does not stay.
      expect((await readdir(temp.dir)).toSorted()).toEqual(['moving.lock', basename(dir)].toSorted())

      const packages = await readdir(join(first.dir, 'node_modules'))
      expect(packages).toEqual(expect.arrayContaining(['nango', 'zod', 'vitest']))
      expect(
        packages.filter((name) => ['assay', 'opencode-ai', 'emulate', 'hono', '@opencode-ai'].includes(name)),
      ).toEqual([])
      expect(first.commands.map(({ name }) => name)).toEqual(
        expect.arrayContaining(['compile', 'dryrun', 'generate:tests']),
      )
    } finally {
      await temp[Symbol.asyncDispose]()
    }
  })
})
