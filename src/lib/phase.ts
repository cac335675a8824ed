import { AsyncLocalStorage } from 'node:async_hooks'

/** What a run is busy with, as its cost is told apart. */
export const phases = ['prepare', 'agent', 'verify', 'assemble'] as const
export type Phase = (typeof phases)[number]

/** Where the cost of a process is counted: with a phase; with those it served; as the model; or apart, since it only measures. */
export type Counted = Phase | 'shared' | 'rehearsal' | 'apart'

/** Somebody who measures a run while it goes on. */
export interface Meter {
  /** An interaction begins a phase; the answer ends it. */
  enter(phase: Phase): () => void
  /** The file that a new process writes itself into to be counted there; none where nothing can be counted so. */
  joinFile(counted: Counted): string | undefined
  /** Does a phase's work in a shared process, one at a time, and puts down to the phase what that cost. */
  serving<result>(phase: Phase, work: () => Promise<result>): Promise<result>
  /** A part of a phase begins; the answer ends it. */
  part?(name: string): () => void
}

const measured = new AsyncLocalStorage<{ readonly meter: Meter; readonly phase: Phase; readonly counted: Counted }>()

/** Does the work with a meter. Without one, phases cost nothing and change nothing. */
export function metered<result>(meter: Meter, work: () => Promise<result>): Promise<result> {
  return measured.run({ meter, phase: 'prepare', counted: 'prepare' }, work)
}

/** Does the work as part of a phase: what it starts is counted there. */
export async function inPhase<result>(phase: Phase, work: () => Promise<result>): Promise<result> {
  const now = measured.getStore()
  if (!now) return work()
  const leave = now.meter.enter(phase)
  try {
    return await measured.run({ ...now, phase, counted: phase }, work)
  } finally {
    leave()
  }
}

/** Does the work as a part of its phase, for who wants to know more of what a phase costs. */
export async function asPart<result>(name: string, work: () => Promise<result>): Promise<result> {
  const leave = measured.getStore()?.meter.part?.(name)
  try {
    return await work()
  } finally {
    leave?.()
  }
}

/** Starts a process that is no phase's own. */
export function countedAs<result>(counted: Counted, start: () => result): result {
  const now = measured.getStore()
  return now ? measured.run({ ...now, counted }, start) : start()
}

/** Lets a shared process work, on the account of whoever asks. */
export function served<result>(work: () => Promise<result>): Promise<result> {
  const now = measured.getStore()
  return now ? now.meter.serving(now.phase, work) : work()
}

/** Put before a command, it has the command's process, and all that come of it, counted where they belong. */
export function countingPrefix(): readonly string[] {
  const now = measured.getStore()
  const file = now?.meter.joinFile(now.counted)
  // A process that cannot be counted must not run uncounted.
  return file === undefined ? [] : ['/bin/sh', '-c', 'echo 0 >"$0" && exec "$@"', file]
}
