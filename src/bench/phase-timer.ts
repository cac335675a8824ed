import { type Phase, phases } from '../lib/phase.ts'

export interface PhaseTimes {
  /** Seconds in which at least one interaction was in this phase. */
  readonly wallSeconds: number
  /** The same, added up over interactions: they run at once. */
  readonly interactionSeconds: number
}

/** Knows how many interactions are in which phase, and for how long they were. */
export interface PhaseTimer {
  enter(phase: Phase): () => void
  times(phase: Phase): PhaseTimes
  /** Each phase's part of the work in hand since this was last asked; all is preparation when there was none. */
  parts(): Record<Phase, number>
}

export function phaseTimer(now: () => number = () => performance.now() / 1000): PhaseTimer {
  const open = perPhase(() => 0)
  const wall = perPhase(() => 0)
  const worked = perPhase(() => 0)
  let told = perPhase(() => 0)
  let at = now()
  const advance = () => {
    const passed = now() - at
    at += passed
    for (const phase of phases) {
      if (open[phase] > 0) wall[phase] += passed
      worked[phase] += open[phase] * passed
    }
  }
  return {
    enter(phase) {
      advance()
      open[phase]++
      return () => {
        advance()
        open[phase]--
      }
    },
    times(phase) {
      advance()
      return { wallSeconds: wall[phase], interactionSeconds: worked[phase] }
    },
    parts() {
      advance()
      const since = perPhase((phase) => worked[phase] - told[phase])
      const sum = phases.reduce((total, phase) => total + since[phase], 0)
      told = { ...worked }
      return perPhase((phase) => (sum === 0 ? Number(phase === 'prepare') : since[phase] / sum))
    },
  }
}

export function perPhase<value>(valueOf: (phase: Phase) => value): Record<Phase, value> {
  return Object.fromEntries(phases.map((phase) => [phase, valueOf(phase)])) as Record<Phase, value>
}
