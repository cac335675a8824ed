import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Measured } from '../src/bench/bench-report.ts'
import type { Benched } from '../src/bench/bench-text.ts'
import { runAssay, temporaryDirectory } from './assay-process.ts'
import { boxHere } from './box-here.ts'

describe.runIf(boxHere)('assay bench', () => {
  let place: Awaited<ReturnType<typeof temporaryDirectory>>
  let ended: Awaited<ReturnType<typeof runAssay>>
  let benched: Benched
  beforeAll(async () => {
    place = await temporaryDirectory()
    const what = ['--model', 'rehearsal/honest', '--only', 'slack/send-message', '--latency', 'zero']
    ended = await runAssay(place.dir, ['bench', ...what, '--plain', '--json'])
    benched = JSON.parse(ended.stdout) as Benched
  })
  afterAll(() => place.remove())

  it('builds what it was asked for, warm and plainly, and ends well', () => {
    expect(ended.code, ended.stderr).toBe(0)
    expect(benched.artefact).toMatchObject({ accepted: 1 })
    expect(benched.baseline?.artefact).toMatchObject({ accepted: 1 })
    expect(benched.baseline?.toolCalls).toEqual(benched.toolCalls)
    expect(benched.baseline?.turns).toEqual(benched.turns)
  })

  it('says what each took, by phases that sum up', () => {
    for (const measured of [benched, benched.baseline!] satisfies Measured[]) {
      const { phases, cpuSeconds, wallSeconds } = measured
      const sum = Object.values(phases).reduce((total, phase) => total + phase.cpuSeconds, 0)
      expect(Math.abs(sum - cpuSeconds)).toBeLessThan(0.02 * cpuSeconds)
      for (const phase of Object.values(phases)) {
        expect(phase.cpuSeconds).toBeGreaterThan(0)
        expect(phase.wallSeconds).toBeLessThanOrEqual(wallSeconds)
      }
      expect(measured.rehearsalCpuSeconds).toBeGreaterThan(0)
      expect(measured.peakRssMb).toBeGreaterThan(100)
      expect(measured.diskMbPerAttempt).toBeGreaterThan(0.05)
      expect(measured.tokens.inputTokens).toBeGreaterThan(measured.tokens.cachedTokens)
      expect(measured.tokens.projections).toHaveLength(3)
    }
  })

  it('costs more agents’ and verification’s CPU plainly', () => {
    const { phases, baseline } = benched
    expect(baseline?.phases.agent.cpuSeconds).toBeGreaterThan(phases.agent.cpuSeconds)
    expect(baseline?.phases.verify.cpuSeconds).toBeGreaterThan(phases.verify.cpuSeconds)
  })

  it('plants a control, which is caught, and sends its function unchanged, which is accepted', () => {
    expect(benched.controls).toMatchObject({ planted: 1, caught: 1, twins: { sent: 1, accepted: 1 } })
  })
})
