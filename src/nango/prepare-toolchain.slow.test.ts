import { readdir, rm } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openTempDir } from '../lib/temp-dir.ts'
import { prepareToolchain } from './prepare-toolchain.ts'

describe('prepareToolchain', () => {
  it('makes one for all who ask at once, with nothing of Assay in it, and mends one that is not whole', async () => {
    const temp = await openTempDir()
    try {
      const [first, second] = await Promise.all([prepareToolchain(temp.dir), prepareToolchain(temp.dir)])
      expect(second).toEqual(first)
      expect(await readdir(temp.dir)).toEqual([first.dir.split('/').at(-1)])

      const packages = await readdir(join(first.dir, 'node_modules'))
      expect(packages).toEqual(expect.arrayContaining(['nango', 'zod', 'vitest']))
      expect(
        packages.filter((name) => ['assay', 'opencode-ai', 'emulate', 'hono', '@opencode-ai'].includes(name)),
      ).toEqual([])
      expect(first.commands.map(({ name }) => name)).toEqual(
        expect.arrayContaining(['compile', 'dryrun', 'generate:tests']),
      )

      const lost = join(first.dir, 'node_modules/nango/dist/index.js')
      await rm(lost)
      expect(await prepareToolchain(temp.dir)).toEqual(first)
      expect(existsSync(lost)).toBe(true)
    } finally {
      await temp[Symbol.asyncDispose]()
    }
  })
})
