import { describe, expect, it } from 'vitest'
import { findBreakers } from './breakers.ts'

const many = Array.from({ length: 200 }, (_, index) => index)

describe('what breaks the whole', () => {
  it('is found among many in few looks', async () => {
    let looks = 0
    const { good, breakers } = await findBreakers(many, async (parts) => {
      looks++
      return parts.includes(137) ? 'no' : undefined
    })
    expect(breakers).toEqual([{ part: 137, because: 'no' }])
    expect(good).toHaveLength(199)
    expect(looks).toBeLessThanOrEqual(20)
  })

  it('is the later one of two that do not go together, and all that break by themselves', async () => {
    const { good, breakers } = await findBreakers(many, async (parts) => {
      if (parts.includes(3)) return 'three'
      return parts.includes(20) && parts.includes(150) ? 'both' : undefined
    })
    expect(breakers).toEqual([
      { part: 3, because: 'three' },
      { part: 150, because: 'both' },
    ])
    expect(good).toHaveLength(198)
  })

  it('is found at once when it is suspected', async () => {
    let looks = 0
    const complaint = async (parts: readonly number[]) => (looks++, parts.includes(7) ? 'no' : undefined)
    const { breakers } = await findBreakers(many, complaint, (part) => part === 7)
    expect(breakers).toEqual([{ part: 7, because: 'no' }])
    expect(looks).toBe(2)
  })
})
