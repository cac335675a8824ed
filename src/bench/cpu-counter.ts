import type { Phase } from '../lib/phase.ts'
import type { CpuGroups } from './cpu-groups.ts'
import { isOfRun, isRehearsal, processTree } from './process-tree.ts'

/** CPU seconds, counted from some moment on. */
export interface CpuCounter {
  /** How, in words for a report. */
  readonly source: string
  readonly joinFile: CpuGroups['joinFile'] | undefined
  /** All processes of the run but the rehearsal model. */
  total(): number
  rehearsal(): number
  /** Of processes that belong to this phase alone. */
  ofPhase(phase: Phase): number
  /** Of processes that serve whoever asks. */
  shared(): number
  /** Of what belongs to no phase: our own process, or everything that is not told apart. */
  common(): number
}

/** The kernel's own accounts, per group. */
export function groupCounter(groups: CpuGroups): CpuCounter {
  return {
    source: `${groups.version}: processes of one phase by group, the shared reader by request, our own process by time`,
    joinFile: groups.joinFile,
    total: () => groups.allSeconds() - groups.seconds('rehearsal') - groups.seconds('apart'),
    rehearsal: () => groups.seconds('rehearsal'),
    ofPhase: groups.seconds,
    shared: () => groups.seconds('shared'),
    common: () => groups.seconds('self'),
  }
}

/** For where no groups can be made: what ended and was waited for, and a look at what lives. Phases are not told apart. */
export function treeCounter(): CpuCounter {
  let rehearsal = 0
  const total = () => {
    const seen = processTree(process.pid)
    rehearsal = Math.max(rehearsal, seen.find(isRehearsal)?.cpuSeconds ?? 0)
    return seen.filter(isOfRun).reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0)
  }
  return {
    source: 'reaped children and /proc; phases by time in work',
    joinFile: undefined,
    total,
    rehearsal: () => rehearsal,
    ofPhase: () => 0,
    shared: () => 0,
    common: total,
  }
}
