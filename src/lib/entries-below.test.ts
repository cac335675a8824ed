import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { entriesBelow } from './entries-below.ts'

const dir = mkdtempSync(join(tmpdir(), 'assay-test-'))
afterAll(() => rmSync(dir, { recursive: true }))

it('tells of files and directories at any depth, and goes where no link leads', () => {
  mkdirSync(join(dir, 'a/b'), { recursive: true })
  writeFileSync(join(dir, 'a/b/file'), '')
  symlinkSync(dir, join(dir, 'a/loop'))
  symlinkSync('/', join(dir, 'a/b/root'))
  symlinkSync('nowhere', join(dir, 'gone'))
  const paths = entriesBelow(dir).map(({ parentPath, name }) => join(parentPath, name).slice(dir.length + 1))
  expect(paths.toSorted()).toEqual(['a', 'a/b', 'a/b/file', 'a/b/root', 'a/loop', 'gone'])
})
