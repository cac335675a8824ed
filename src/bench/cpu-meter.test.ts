import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { type Counted, type Phase, countedAs, countingPrefix, inPhase, metered, phases, served } from '../lib/phase.ts'
import { openCpuMeter } from './cpu-meter.ts'

const here = openCpuMeter()
const hasGroups = here.joinFile('agent') !== undefined
await here[Symbol.asyncDispose]()

/** A process, and a child of it that nobody waits for, that use so much CPU together. */
async function burn(seconds: number, counted?: Counted): Promise<void> {
  const half = `const used = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1e6 }; while (used() < ${seconds / 2});`
  const script = `const { spawn } = require('node:child_process'); ${half}; spawn(process.execPath, ['-e', ${JSON.stringify(half)}], { stdio: 'inherit' })`
  const prefix = counted ? countedAs(counted, countingPrefix) : countingPrefix()
  const [file = '', ...args] = [...prefix, process.execPath, '-e', script]
  await once(spawn(file, args, { stdio: 'inherit' }), 'close')
}

/** What the two starts of Node in `burn` take here and now, in seconds: ten times as much on one machine as on another. */
async function startsTake(): Promise<number> {
  await using meter = openCpuMeter()
  await metered(meter, () => inPhase('agent', () => burn(0)))
  return meter.use().phases.agent.cpuSeconds
}

const sumOf = (use: ReturnType<Awaited<ReturnType<typeof openCpuMeter>>['use']>) =>
  phases.reduce((sum, phase) => sum + use.phases[phase].cpuSeconds, 0)

describe.skipIf(!hasGroups)('the CPU meter, by groups', { timeout: 60_000 }, () => {
  it('counts each process with its phase, and the phases sum up to the whole', async () => {
    const starts = await startsTake()
    await using meter = openCpuMeter()
    await metered(meter, async () => {
      await inPhase('prepare', () => burn(0.1))
      await Promise.all([inPhase('agent', () => burn(0.5)), inPhase('verify', () => burn(0.2))])
    })
    const { cpuSeconds, ownCpuSeconds, phases: uses } = meter.use()
    expect(sumOf(meter.use())).toBeCloseTo(meter.use().cpuSeconds, 1)
    // Above what was asked for: two starts of Node each, and our own process.
    const slack = 0.3 + 2 * starts + ownCpuSeconds
    const expected: Partial<Record<Phase, number>> = { prepare: 0.1, agent: 0.5, verify: 0.2 }
    for (const [phase, least] of Object.entries(expected)) {
      expect(uses[phase as Phase].cpuSeconds).toBeGreaterThan(least)
      expect(uses[phase as Phase].cpuSeconds).toBeLessThan(least + slack)
    }
    expect(uses.assemble.cpuSeconds).toBeLessThan(0.1)
    expect(cpuSeconds).toBeGreaterThan(0.8)
  })

  it('leaves the model and who only measures out of the sum', async () => {
    await using meter = openCpuMeter()
    await metered(meter, async () => {
      await burn(0.3, 'rehearsal')
      await burn(0.3, 'apart')
    })
    const { cpuSeconds, rehearsalCpuSeconds } = meter.use()
    expect(rehearsalCpuSeconds).toBeGreaterThan(0.3)
    expect(cpuSeconds).toBeLessThan(0.25)
  })

  it('puts a shared process down to whoever it served', async () => {
    await using meter = openCpuMeter()
    await metered(meter, async () => {
      await inPhase('agent', () => served(() => burn(0.2, 'shared')))
      await inPhase('verify', () => served(() => burn(2, 'shared')))
    })
    const { phases: uses, cpuSeconds } = meter.use()
    expect(uses.agent.cpuSeconds).toBeGreaterThan(0.2)
    expect(uses.verify.cpuSeconds).toBeGreaterThan(uses.agent.cpuSeconds + 0.2)
    expect(sumOf(meter.use())).toBeCloseTo(cpuSeconds, 1)
  })
})

describe('the CPU meter without groups', { timeout: 60_000 }, () => {
  it('counts what ended and what lives, and the phases sum up to the whole', async () => {
    await using meter = openCpuMeter({ withGroups: false })
    await metered(meter, () => inPhase('agent', () => burn(0.3)))
    const use = meter.use()
    expect(use.cpuSeconds).toBeGreaterThan(0.28)
    expect(sumOf(use)).toBeCloseTo(use.cpuSeconds, 1)
    expect(use.phases.agent.cpuSeconds).toBeGreaterThan(0.25)
  })
})
