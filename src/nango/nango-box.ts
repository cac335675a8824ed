import { join } from 'node:path'
import { boxBin } from '../box/box.ts'
import type { BoxLimits, BoxSpec, Mount } from '../box/box.ts'
import type { RoomGateway } from './room.ts'
import type { Toolchain } from './toolchain.ts'

/** Where a Nango project is, in every box: one path, so that the compile cache fits everywhere. */
export const projectInside = '/project'
/** The CLI's entry, inside. */
export const nangoCli = `${projectInside}/node_modules/nango/dist/index.js`
export const inBoxScripts = '/opt/assay/in-box'
export const compileCacheInside = '/opt/assay/compile-cache'
const lightInside = '/opt/assay/light'
/** The CLI in one file, for sources that the reader has built. */
export const lightCli = `${lightInside}/nango.mjs`
const gatewaySocketInside = '/run/gateway/api.sock'

export interface NangoBoxOptions {
  readonly toolchain: Toolchain
  /** Host directory of the project, with empty `node_modules/`, `build/` and `.nango/` to mount into; a fresh one in memory if absent. */
  readonly project?: string
  /** Arguments of Node. */
  readonly argv: readonly string[]
  readonly gateway?: RoomGateway
  readonly env?: Readonly<Record<string, string>>
  readonly writable?: readonly Mount[]
  /** A file that may be there in the end; its beginning is then the box's stdout, and nothing needs to be written outside. */
  readonly handOut?: string
  readonly limits: BoxLimits
}

/** A box in which the Nango CLI, or our own script with its modules, runs on a project. Its file descriptor 3 is the box's stdout; stdout and stderr are both the box's stderr. */
export function nangoBox(options: NangoBoxOptions): BoxSpec {
  const { toolchain, project, gateway } = options
  return {
    argv: ['/bin/bash', '-c', options.handOut ? runAndHandOut : run, options.handOut ?? 'node', ...options.argv],
    cwd: projectInside,
    readOnly: [
      { host: toolchain.node, inside: `${boxBin}/node` },
      { host: join(import.meta.dirname, 'in-box'), inside: inBoxScripts },
      { host: join(toolchain.dir, 'node_modules'), inside: `${projectInside}/node_modules` },
      { host: join(toolchain.dir, 'compile-cache'), inside: compileCacheInside },
      { host: join(toolchain.dir, 'light'), inside: lightInside },
      ...(project ? [{ host: project, inside: projectInside }] : []),
      ...(gateway ? [{ host: gateway.socketPath, inside: gatewaySocketInside }] : []),
    ],
    writable: options.writable ?? [],
    scratch: project
      ? [
          { inside: `${projectInside}/build`, bytes: 64 << 20 },
          { inside: `${projectInside}/.nango`, bytes: 8 << 20 },
        ]
      : [{ inside: projectInside, bytes: 64 << 20 }],
    env: {
      ...nangoEnvironment,
      NODE_COMPILE_CACHE: compileCacheInside,
      ...(gateway ? { NANGO_HOSTPORT: gatewayUrl } : {}),
      ...options.env,
    },
    ...(gateway ? { secretEnv: { NANGO_SECRET_KEY_DEV: gateway.token } } : {}),
    limits: options.limits,
  }
}

const run = 'exec 3>&1 1>&2 && exec node "$@"'
const runAndHandOut = `exec 3>&1 1>&2; node "$@"; code=$?; head -c ${8 << 20} "$0" >&3 2>/dev/null; exit $code`

const gatewayUrl = 'http://127.0.0.1:3003'

/** No questions, no upgrades, no telemetry, no colours: nango.md §8. */
export const nangoEnvironment = {
  NANGO_CLI_UPGRADE_MODE: 'ignore',
  NANGO_CLI_DEPENDENCY_UPDATE: 'false',
  NANGO_CLI_TELEMETRY: 'false',
  NO_COLOR: '1',
  NODE_NO_WARNINGS: '1',
}
