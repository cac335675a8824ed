import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { sampleRun } from '../../test/samples.ts'
import { followRun } from './progress.ts'

describe('progress', () => {
  it('is a line for each change, and counts what is settled', () => {
    const lines: string[] = []
    const progress = followRun((line) => lines.push(line))
    for (const { entry } of sampleRun()) progress.tell(entry)
    progress[Symbol.dispose]()
    expect(lines.some((line) => line.endsWith('slack/send-message: accepted [1 of 4]'))).toBe(true)
    expect(lines.at(-1)).toContain('run ended')
    expect(lines.every((line) => !line.includes('\n'))).toBe(true)
  })

  it('goes on speaking while nothing changes', async () => {
    const lines: string[] = []
    const progress = followRun((line) => lines.push(line), { planned: 0, settled: 0 }, 40)
    await wait(150)
    expect(lines[0]).toContain('still preparing')
    for (const { entry } of sampleRun().slice(0, 3)) progress.tell(entry)
    await wait(150)
    progress[Symbol.dispose]()
    expect(lines.at(-1)).toContain(
      'still working: 1 interaction in work, 0 of 4 settled: slack/send-message (agent works)',
    )
  })
})
