import { spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { bareBox } from './bare-box.ts'
import type { Outside } from './outside.ts'
import type { Probe } from './probe.ts'
import { type ProbeResult, resultsOf } from './run-probes.ts'
import { scriptOf, toldOf } from './script.ts'

/**
 * The probes of a bare box without its walls, for tests: each has to see a hole here, or its silence elsewhere says nothing. Only the
 * machine's own files stay read-only, since the probes would change some.
 */
export async function probeWithoutWalls(outside: Outside, chosen: readonly Probe[]): Promise<readonly ProbeResult[]> {
  const told = {
    ...toldOf(bareBox(outside)),
    prober: outside.prober,
    readable: [outside.owned],
    scratch: [],
    variables: ['PATH'],
    lookIn: outside.dir,
  }
  const mounts = '--ro-bind / / --dev-bind /dev /dev --bind /proc /proc --bind /tmp /tmp'.split(' ')
  const command = ['/bin/bash', '--norc', '-c', scriptOf(chosen, outside, told)]
  const leftOpen = openSync(outside.canary, 'r')
  const child = spawn('/usr/bin/bwrap', [...mounts, '--cap-add', 'ALL', '--', ...command], {
    env: { PATH: '/usr/bin:/bin', OF_SOMEBODY: 'else' },
    stdio: ['ignore', 'pipe', 'pipe', leftOpen],
  })
  closeSync(leftOpen)
  const said = { stdout: '', stderr: '' }
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (said.stdout += text))
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (said.stderr += text))
  await new Promise((resolve) => child.on('close', resolve))
  return resultsOf(said, outside, chosen)
}
