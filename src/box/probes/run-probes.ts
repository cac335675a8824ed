import type { BoxEnding, BoxSpec } from '../box.ts'
import { runInBox } from '../run-in-box.ts'
import { architectureHere } from '../seccomp/filter.ts'
import { probes } from './index.ts'
import type { Outside } from './outside.ts'
import type { Probe } from './probe.ts'
import { proberInside, readRan, scriptOf, toldOf } from './script.ts'
import { letIn } from './system-calls.ts'

export interface ProbeResult {
  readonly name: string
  readonly tries: string
  /** Whether the wall held; `not-run` when nobody can say. */
  readonly outcome: 'held' | 'hole' | 'not-run'
  /** What was found, or why it could not be looked. */
  readonly saw?: string
}

/** Tries every way out in a box with the walls of `spec`, in place of what would run there. Throws when there is no such box. */
export async function runProbes(spec: BoxSpec, outside: Outside, chosen = probes): Promise<readonly ProbeResult[]> {
  return resultsOf(await runInBox(probing(spec, outside, chosen)), outside, chosen)
}

function probing(spec: BoxSpec, outside: Outside, chosen: readonly Probe[]): BoxSpec {
  return {
    ...spec,
    argv: ['/bin/bash', '-c', scriptOf(chosen, outside, toldOf(spec))],
    readOnly: [...spec.readOnly, { host: outside.prober, inside: proberInside }],
    limits: { ...spec.limits, milliseconds: 60_000, outputBytes: 1 << 20 },
  }
}

/** From what a script of probes printed, and from what became of the canaries. */
export function resultsOf(
  { stdout, stderr }: Pick<BoxEnding, 'stdout' | 'stderr'>,
  outside: Outside,
  chosen: readonly Probe[],
): readonly ProbeResult[] {
  const ran = readRan(stdout)
  const touched = outside.look()
  const calls = ran.calls && letIn(ran.calls, architectureHere())
  return chosen.map(({ name, tries }) => {
    const found = [
      ...(ran.holes.get(name) ?? []),
      ...(touched[name] === undefined ? [] : [touched[name]]),
      ...(name === 'system-calls' ? (calls ?? []) : []),
    ]
    if (found.length > 0) return { name, tries, outcome: 'hole', saw: found.join('; ') }
    const missing = whyNotRun(name, { ...ran, stderr, hasCalls: calls !== undefined })
    return missing === undefined ? { name, tries, outcome: 'held' } : { name, tries, outcome: 'not-run', saw: missing }
  })
}

/** The only one of the probes that is a program of its own. */
const proberFailed =
  'the program that makes them did not run: as where the directory for temporary files (TMPDIR, else /tmp) is mounted noexec'

function whyNotRun(
  name: string,
  { ran, cannot, sees, stderr, hasCalls }: ReturnType<typeof readRan> & { stderr: string; hasCalls: boolean },
): string | undefined {
  if (!sees) return `the probes see nothing, not even what is there. ${stderr.trim().slice(-200)}`
  if (!ran.has(name)) return `it did not come to its end. ${stderr.trim().slice(-200)}`
  if (name === 'system-calls' && !hasCalls) return proberFailed
  return cannot.get(name)
}
