import { expect, it } from 'vitest'
import { chooseDensity } from './density.ts'

const ordinary = { cores: 2, freeMb: 20_000 }

it('chooses from the cores where there is memory enough', () => {
  expect(chooseDensity({}, ordinary, 212)).toEqual({ concurrency: 24, agentsPerServer: 8 })
  expect(chooseDensity({}, { ...ordinary, cores: 1 }, 212)).toMatchObject({ concurrency: 12 })
})

it('starts no more than there are interactions', () => {
  expect(chooseDensity({}, ordinary, 5)).toEqual({ concurrency: 5, agentsPerServer: 8 })
  expect(chooseDensity({}, ordinary, 0)).toMatchObject({ concurrency: 1 })
})

it('takes what is wished', () => {
  expect(chooseDensity({ concurrency: 3, agentsPerServer: 1 }, ordinary, 212)).toEqual({
    concurrency: 3,
    agentsPerServer: 1,
  })
})

it('lowers what does not fit into memory, wished or usual, and says from what', () => {
  const small = { cores: 2, freeMb: 5_000 }
  const usual = chooseDensity({}, small, 212)
  expect(usual.loweredFrom).toBe(24)
  expect(usual.concurrency).toBeLessThan(10)
  expect(chooseDensity({ concurrency: 500 }, ordinary, 212).loweredFrom).toBe(212)
  expect(chooseDensity({ agentsPerServer: 1 }, small, 212).concurrency).toBeLessThan(usual.concurrency)
})

it('never goes below one', () => {
  expect(chooseDensity({}, { cores: 2, freeMb: 100 }, 212)).toMatchObject({ concurrency: 1, loweredFrom: 24 })
})
