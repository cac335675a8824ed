import { describe, expect, it } from 'vitest'
import { canMount, openSmallDisk } from '../../test/small-disk.ts'
import { saysDiskFull } from '../lib/free-space.ts'
import type { Entry } from './entry.ts'
import { openRecord, readRecord } from './record.ts'

const fault: Entry = { kind: 'rig-fault', interaction: 'slack/it', attempt: 1, because: 'x'.repeat(10_000) }

describe.runIf(canMount)('a record whose disk runs full', () => {
  it('loses nothing of what it took, says what was wrong, and goes on when there is room', () => {
    const disk = openSmallDisk(4)
    try {
      const record = openRecord(disk.dir)
      record.append(fault)
      disk.fill(0)
      let taken = 1
      const appendAll = () => {
        for (; taken < 1000; taken++) record.append(fault)
      }
      let thrown: unknown
      try {
        appendAll()
      } catch (error) {
        thrown = error
      }
      expect(saysDiskFull(thrown)).toBe(true)
      expect(record.entries()).toHaveLength(taken)
      record[Symbol.dispose]()
      disk.empty()
      const again = openRecord(disk.dir)
      again.append(fault)
      expect(readRecord(disk.dir)).toHaveLength(taken + 1)
      again[Symbol.dispose]()
    } finally {
      disk.remove()
    }
  })
})
