import { readFileSync, rmdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { countsMemory, openMemoryGroup } from './memory-group.ts'

describe.runIf(countsMemory())('a box whose memory is counted in sum', () => {
  it('has its limit also when the place of all groups was taken away meanwhile', () => {
    const first = openMemoryGroup(100)
    const root = dirname(dirname(first?.joinFile ?? ''))
    rmdirSync(dirname(first?.joinFile ?? ''))
    rmdirSync(root)
    const second = openMemoryGroup(200)
    expect(second?.joinFile).toContain(root)
    const dir = dirname(second?.joinFile ?? '')
    const limits = ['memory.limit_in_bytes', 'memory.max'].map((name) => textOf(join(dir, name)))
    expect(limits).toContain(String(200 << 20))
    second?.remove()
  })

  it('is not made without one', () => {
    expect(() => openMemoryGroup(Number.NaN)).toThrow(/^the memory of a box could not be limited in sum: /)
  })
})

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    return '' // of the other version
  }
}
