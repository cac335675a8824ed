import { setTimeout as pause } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { startDeadline } from './deadline.ts'

it('is over when its time is used up, and does not count what is excepted', async () => {
  using deadline = startDeadline(300)
  await deadline.except(() => pause(600))
  expect(deadline.over.aborted).toBe(false)
  await pause(600)
  expect(deadline.over.aborted).toBe(true)
})

it('goes on when what was excepted failed', async () => {
  using deadline = startDeadline(50)
  await expect(deadline.except(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
  await expect.poll(() => deadline.over.aborted).toBe(true)
})
