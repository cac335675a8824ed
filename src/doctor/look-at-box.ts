import { execFileSync } from 'node:child_process'
import { examineBox } from '../box/probe-box.ts'
import type { ProbeResult } from '../box/probes/run-probes.ts'
import { type Look, type Seen, good, toMend } from './look.ts'

/** Tries all ways out of a box of this machine; `keep` is given what became of each. */
export function boxLook(keep: (results: readonly ProbeResult[]) => void): Look {
  return {
    about: 'box',
    fix: 'Please report it, with the versions of the kernel and of bwrap.',
    async find() {
      const results = await examineBox()
      keep(results)
      const bad = results.filter(({ outcome }) => outcome !== 'held')
      return bad.length > 0
        ? bad.map(badSeen)
        : [good(`bwrap ${bwrapVersion()}, ${results.length} ways out tried, none found`)]
    },
  }
}

function badSeen({ name, tries, outcome, saw = '' }: ProbeResult): Seen {
  return outcome === 'hole'
    ? toMend(`a process inside could ${tries} (${name}: ${saw.slice(0, 200)})`, sameBwrap)
    : toMend(`nobody can say whether a process inside could ${tries}: ${saw.slice(0, 200)}`, sameBwrap)
}

const sameBwrap =
  'sudo apt-get install --reinstall --yes bubblewrap util-linux (no run starts an agent before; if it stays, please report it)'

function bwrapVersion(): string {
  const env = { PATH: '/usr/bin:/bin:/usr/local/bin' }
  return /[\d.]+/.exec(execFileSync('bwrap', ['--version'], { encoding: 'utf8', env }))?.[0] ?? 'of an unknown version'
}
