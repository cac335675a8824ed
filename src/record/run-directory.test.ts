import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openRecord } from './record.ts'
import { createRunDirectory, findRun, listRuns } from './run-directory.ts'

describe('run directories', () => {
  let root: string
  beforeEach(() => void (root = mkdtempSync(join(tmpdir(), 'assay-runs-'))))
  afterEach(() => rmSync(root, { recursive: true }))
  const day = new Date(2026, 10, 3)

  it('are named after the day and a letter that is free in every root', () => {
    const [runs, demo] = [join(root, 'runs'), join(root, 'demo')]
    const made = [runs, demo, runs].map((each) => createRunDirectory(each, [runs, demo], day).run)
    expect(made).toEqual(['2026-11-03-a', '2026-11-03-b', '2026-11-03-c'])
  })

  it('go on after z, and the newest is still found', () => {
    for (let count = 0; count < 28; count++) {
      const { dir } = createRunDirectory(root, [root], day)
      openRecord(dir)[Symbol.dispose]()
    }
    expect(findRun([root]).run).toBe('2026-11-03-ab')
    expect(basename(findRun([root], '2026-11-03-b').dir)).toBe('2026-11-03-b')
  })

  it('say what there is when the wanted run is not', () => {
    expect(() => findRun([root])).toThrow('There is no run here yet.')
    openRecord(createRunDirectory(root, [root], day).dir)[Symbol.dispose]()
    expect(() => findRun([root], '2026-11-03-x')).toThrow('Did you mean "2026-11-03-a"?')
  })

  it('without a record are no runs', () => {
    mkdirSync(join(root, '2026-11-03-a'))
    expect(listRuns([root])).toEqual([])
  })
})
