import { describe, expect, it } from 'vitest'
import { gallery } from '../src/rehearsal/gallery.ts'
import { runAssay, temporaryDirectory } from './assay-process.ts'
import { boxHere } from './box-here.ts'

describe.runIf(boxHere)('assay self-test', () => {
  it('plays the whole gallery, and is neither fooled nor unfair', { timeout: 3_600_000 }, async () => {
    const place = await temporaryDirectory()
    try {
      const { code, stdout } = await runAssay(place.dir, ['self-test', '--json'])
      const result = JSON.parse(stdout)
      expect(result.plays).toBe(gallery.length)
      expect(result.villains).toBeGreaterThanOrEqual(60)
      expect(result).toMatchObject({ falseAccepts: [], falseRejects: [], conductMisses: [] })
      expect(code).toBe(0)
    } finally {
      await place.remove()
    }
  })
})
