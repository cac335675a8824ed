import { type Meter, type Phase, phases } from '../lib/phase.ts'
import { type CpuCounter, groupCounter, treeCounter } from './cpu-counter.ts'
import { openCpuGroups } from './cpu-groups.ts'
import { type PhaseTimes, perPhase, phaseTimer } from './phase-timer.ts'

/** What a run has used since its meter was opened. */
export interface CpuUse {
  /** How CPU is measured, and told apart by phase. */
  readonly source: string
  /** Of all processes of the run but the rehearsal model. The phases sum up to it. */
  readonly cpuSeconds: number
  readonly rehearsalCpuSeconds: number
  /** Part of `cpuSeconds`: of our own process, which is shared out among the phases. */
  readonly ownCpuSeconds: number
  readonly phases: Readonly<Record<Phase, PhaseTimes & { readonly cpuSeconds: number }>>
}

export interface CpuMeter extends Meter, AsyncDisposable {
  use(): CpuUse
}

const tickMs = 500

/**
 * Measures this process and all that come of it. A process that belongs to one phase is counted with it, in the kernel's
 * accounts. What serves several is shared out: the reader by what each request cost, our own process by the time that
 * interactions spent in each phase. Where the kernel keeps no such accounts for us, all is shared out by time.
 */
export function openCpuMeter({ withGroups = true } = {}): CpuMeter {
  const groups = withGroups ? openCpuGroups() : undefined
  const counter = groups ? groupCounter(groups) : treeCounter()
  const timer = phaseTimer()
  const shares = shareOut(counter, timer.parts)
  const ticking = setInterval(shares.common, tickMs).unref()
  const [began, own] = [counter.total(), ownSeconds()]
  return {
    joinFile: (counted) => counter.joinFile?.(counted),
    enter: timer.enter,
    async serving(phase, work) {
      try {
        return await work()
      } finally {
        shares.shared(phase)
      }
    },
    use() {
      shares.common()
      // Between requests the reader works for nobody.
      shares.shared('prepare')
      return {
        source: counter.source,
        cpuSeconds: counter.total() - began,
        rehearsalCpuSeconds: counter.rehearsal(),
        ownCpuSeconds: ownSeconds() - own,
        phases: perPhase((phase) => ({
          ...timer.times(phase),
          cpuSeconds: shares.of(phase) + counter.ofPhase(phase),
        })),
      }
    },
    async [Symbol.asyncDispose]() {
      clearInterval(ticking)
      await groups?.[Symbol.asyncDispose]()
    },
  }
}

function ownSeconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

function shareOut(counter: CpuCounter, parts: () => Record<Phase, number>) {
  const share = perPhase(() => 0)
  let [common, shared] = [counter.common(), counter.shared()]
  return {
    /** What belongs to no phase and was used since the last call, by the work in hand since then. */
    common() {
      const [now, part] = [counter.common(), parts()]
      for (const phase of phases) share[phase] += (now - common) * part[phase]
      common = now
    },
    /** What shared processes used since the last call. */
    shared(phase: Phase) {
      const now = counter.shared()
      share[phase] += now - shared
      shared = now
    },
    of: (phase: Phase) => share[phase],
  }
}
