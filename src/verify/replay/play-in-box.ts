import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { BoxSpec } from '../../box/box.ts'
import { boxedCode } from '../../box/boxed-code.ts'
import { runInBox } from '../../box/run-in-box.ts'
import type { Toolchain } from '../../nango/toolchain.ts'
import type { PlayInBox } from './replay.ts'

/** Some seconds of work on a quiet machine. */
const limitSeconds = 90

/** Plays replay jobs in a box that holds nothing but Node, the toolchain and what comes by stdin. */
export function playerOf(toolchain: Toolchain): PlayInBox {
  return async (job) => {
    const stdin = JSON.stringify({ ...job, nodeModules: '/opt/toolchain/node_modules' })
    const ending = await runInBox(playerBox(toolchain), { stdin })
    const how = ending.timedOut
      ? `it did not end in ${limitSeconds} seconds`
      : `exit ${ending.exitCode ?? ending.signal}`
    return { stdout: ending.stdout, ending: `${how}; ${ending.stderr.trim().slice(-300)}` }
  }
}

export function playerBox(toolchain: Toolchain): BoxSpec {
  return {
    argv: [
      '/opt/node',
      // It may have a thread that has less; no debugger may take hold of it.
      '--permission',
      '--no-warnings',
      // A function builds its schemas anew in each playing: most of what it makes is gone before this is full.
      '--min-semi-space-size=64',
      '--max-semi-space-size=64',
      '--allow-worker',
      '--disable-sigusr1',
      '--allow-fs-read=/opt/replay/',
      '--allow-fs-read=/opt/toolchain/',
      '/opt/replay/verify/replay/boxed/main.js',
    ],
    cwd: '/',
    readOnly: [
      { host: toolchain.node, inside: '/opt/node' },
      { host: join(toolchain.dir, 'node_modules'), inside: '/opt/toolchain/node_modules' },
      { host: boxedCode(dirname(toolchain.dir), player), inside: '/opt/replay' },
    ],
    writable: [],
    scratch: [],
    env: {},
    limits: { milliseconds: limitSeconds * 1000, outputBytes: 32_000_000, memoryMb: 2_000 },
  }
}

/** With the one file of ours beside them that they need. */
const player = {
  root: fileURLToPath(new URL('../../', import.meta.url)),
  parts: ['verify/replay/boxed', 'lib/is-shallow.ts'],
}
