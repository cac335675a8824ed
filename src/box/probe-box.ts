import { existsSync } from 'node:fs'
import { UserError } from '../lib/user-error.ts'
import { diagnose } from './diagnose.ts'
import type { Sandbox } from './drivers/driver.ts'
import { bareBox } from './probes/bare-box.ts'
import { probes } from './probes/index.ts'
import { openOutside } from './probes/outside.ts'
import { type ProbeResult, runProbes } from './probes/run-probes.ts'
import { confinement } from './sandbox.ts'

export interface BoxReady {
  readonly kind: 'ready'
  readonly name: Sandbox
}

/**
 * Builds a box with a canary on every side of it and looks whether the walls hold; nothing is taken for granted from
 * a version or a setting. Throws a `UserError` when a tool is missing, when the system forbids boxes, and when a box leaks.
 */
export async function probeBox(): Promise<BoxReady> {
  const { name } = confinement()
  const results = await examineBox()
  if (name === 'none') return { kind: 'ready', name }
  const holes = results.filter(({ outcome }) => outcome === 'hole')
  if (holes.length > 0) throw leaking(holes, name)
  const blind = results.find(({ outcome }) => outcome === 'not-run')
  if (blind) {
    throw new UserError(
      `Nobody can say whether the box holds: the probe ${blind.name} could not be made. (${blind.saw})`,
      'No agent is started like this. assay doctor shows what became of each probe.',
    )
  }
  return { kind: 'ready', name }
}

/** What became of each way out, in a box of this machine. Throws a `UserError` when there can be no box. */
export async function examineBox(): Promise<readonly ProbeResult[]> {
  const driver = confinement()
  await driver.demand()
  if (!existsSync('/proc/self/ns')) {
    throw new UserError(
      `Nobody can say whether a box holds on ${process.platform}: what the probes look at is not there.`,
      'Run Assay on Linux, in a virtual machine or on a server.',
    )
  }
  const outside = await openOutside()
  try {
    // Where there are no walls, there is only to be seen whether a command runs.
    const quick = driver.name === 'none' ? [] : probes.filter(({ isHeavy }) => !isHeavy)
    // bubblewrap's own words say which door of the system is shut.
    return await runProbes(bareBox(outside), outside, quick).catch((error: unknown) => {
      throw diagnose(error instanceof Error ? error.message : String(error), error)
    })
  } finally {
    await outside[Symbol.asyncDispose]()
  }
}

function leaking(holes: readonly ProbeResult[], sandbox: Sandbox): UserError {
  const found = holes.map(({ tries, saw }) => `${tries} (${saw?.slice(0, 120)})`)
  return new UserError(
    `The box leaks: a process inside could ${found.join(', and ')}.`,
    sandbox === 'bwrap'
      ? "No agent is started like this. See what `which -a bwrap` names is your distribution's own; if it is, please report it, with the versions of the kernel and of bwrap."
      : `No agent is started like this. Leave --sandbox ${sandbox} away: on Linux bubblewrap is used.`,
  )
}
