import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')
const page = readFileSync(join(root, 'SECURITY.md'), 'utf8')

describe('SECURITY.md', () => {
  it('names for each promise tests that exist', () => {
    const promises = page.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| promise'))
    expect(promises.length).toBeGreaterThan(10)
    for (const promise of promises) {
      const tests = [...promise.matchAll(/`([\w./-]+\.test\.ts)`/g)].map(([, path = '']) => path)
      expect(tests.length, promise).toBeGreaterThan(0)
      for (const path of tests) expect({ path, exists: existsSync(join(root, path)) }).toEqual({ path, exists: true })
    }
  })

  it('links to pages that exist', () => {
    for (const [, path = ''] of page.matchAll(/\]\(([^)#:]+)[^)]*\)/g))
      expect({ path, exists: existsSync(join(root, path)) }).toEqual({ path, exists: true })
  })
})
