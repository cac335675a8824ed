import { setTimeout as pause } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { openStandstill } from './standstill.ts'

it('counts what is waited for, once where several wait, also while they do, and also when the wait fails', async () => {
  const standstill = openStandstill()
  expect(standstill.ms).toBe(0)
  const [one, two] = [standstill.during(() => pause(60)), standstill.during(() => pause(80))]
  await pause(40)
  expect(standstill.ms).toBeGreaterThan(30)
  await Promise.all([one, two])
  const both = standstill.ms
  expect(both).toBeGreaterThan(70)
  await pause(20)
  expect(standstill.ms).toBe(both)
  await expect(standstill.during(() => Promise.reject(new Error('gone')))).rejects.toThrow('gone')
  await pause(20)
  expect(standstill.ms - both).toBeLessThan(15)
})

it('is not longer than the time that has passed', async () => {
  const standstill = openStandstill()
  const began = performance.now()
  await Promise.all(Array.from({ length: 20 }, () => standstill.during(() => pause(30))))
  expect(standstill.ms).toBeLessThanOrEqual(performance.now() - began)
})
