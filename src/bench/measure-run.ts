import { metered } from '../lib/phase.ts'
import { readRecord } from '../record/record.ts'
import type { Report } from '../report/report.ts'
import type { Ran } from './bench-report.ts'
import { openCpuMeter } from './cpu-meter.ts'
import { watchMemory } from './watch-memory.ts'

/** Does a run and measures it, from its set-up to its report. */
export async function measureRun(run: () => Promise<{ report: Report; dir: string }>): Promise<Ran> {
  const meter = openCpuMeter()
  try {
    const began = performance.now()
    const { report, dir, memory } = await metered(meter, async () => {
      const watch = watchMemory()
      try {
        return { ...(await run()), memory: watch }
      } catch (error) {
        await watch.peakMb()
        throw error
      }
    })
    const wallSeconds = (performance.now() - began) / 1000
    const cpu = meter.use()
    return { report, recorded: readRecord(dir), runDir: dir, wallSeconds, cpu, peakMb: await memory.peakMb() }
  } finally {
    await meter[Symbol.asyncDispose]()
  }
}
