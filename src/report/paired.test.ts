import { describe, expect, it } from 'vitest'
import { mulberry32 } from '../lib/mulberry32.ts'
import { holm, paired, signFlipP } from './paired.ts'

const pairsOf = (...pairs: readonly (readonly [number, number])[]) => pairs.map(([a, b]) => ({ a, b }))

describe('paired', () => {
  it('is McNemar’s exact test where all is yes or no', () => {
    // Eight pairs that differ, seven of them the one way: 2 × (8 over 7 + 8 over 8) / 2^8.
    const discordant = [...Array.from({ length: 7 }, () => 1), -1]
    expect(signFlipP([...discordant, ...Array.from({ length: 12 }, () => 0)])).toBeCloseTo(18 / 256, 10)
  })

  it('never calls five pairs a difference, however far apart they are', () => {
    expect(signFlipP([10, 20, 30, 40, 50])).toBeCloseTo(2 / 32, 10)
    expect(signFlipP([10, 20, 30, 40, 50, 60])).toBeCloseTo(2 / 64, 10)
  })

  it('draws in place of going through all, and says nearly the same', () => {
    const fourteen = [5, -2, 3, 4, 1, -1, 6, 2, -3, 4, 2, 1, 3, -2]
    const exact = signFlipP(fourteen)
    // Two more that cancel out change little, and are drawn.
    const drawn = signFlipP([...fourteen, 0.01, -0.01])
    expect(exact).toBeGreaterThan(0.01)
    expect(Math.abs(drawn - exact)).toBeLessThan(0.02)
  })

  it('finds of equal sides one difference in twenty, and holds the true one in its interval', () => {
    const random = mulberry32(7)
    const noise = () => random() + random() + random() - 1.5
    const trials = Array.from({ length: 200 }, () =>
      paired(Array.from({ length: 10 }, () => ({ a: 10 + noise(), b: 10 + noise() }))),
    )
    const found = trials.filter(({ p }) => p < 0.05).length / trials.length
    const held = trials.filter(({ low, high }) => low <= 0 && 0 <= high).length / trials.length
    expect(found).toBeGreaterThan(0.01)
    expect(found).toBeLessThan(0.09)
    expect(held).toBeGreaterThan(0.86)
  })

  it('does not take twenty pairs that are alike for a proof that all are', () => {
    const { difference, low, high, p } = paired(pairsOf(...Array.from({ length: 20 }, () => [1, 1] as const)), {
      bounded: true,
    })
    expect({ difference, p }).toEqual({ difference: 0, p: 1 })
    expect(low).toBeLessThan(-0.05)
    expect(high).toBeGreaterThan(0.05)
  })

  it('asks more of each measure the more there are, and never less of a weaker one', () => {
    expect(holm([0.01, 0.04, 0.03])).toEqual([0.03, 0.06, 0.06])
    expect(holm([0.5, 0.9])).toEqual([1, 1])
  })
})
