import { dirname, join } from 'node:path'
import { createRequire } from 'node:module'
import { boxBin } from '../../box/box.ts'
import type { BoxLimits, BoxSpec, Mount } from '../../box/box.ts'
import { type Toolchain, writtenByTools } from '../../nango/toolchain.ts'
import type { Guardrails } from '../../plan/guardrails.ts'

/** What an agent has: one workspace, of which enforced guardrails let it write one file and one directory, others all. */
export interface HandPlace {
  /** Path of the workspace inside the box; the same as that of the agent's session. */
  readonly root: string
  /** On the host. */
  readonly workspaceDir: string
  /** Relative to the workspace. */
  readonly sourceFile: string
  /** A directory, relative to the workspace. */
  readonly scratch: string
  readonly toolchain: Pick<Toolchain, 'dir' | 'node'>
  readonly guardrails: Guardrails
}

/** Whether nothing in the workspace but node_modules is kept from the agent. */
export function isOpen({ guardrails }: Pick<HandPlace, 'guardrails'>): boolean {
  return guardrails !== 'enforce'
}

export interface HandBox {
  readonly argv: BoxSpec['argv']
  readonly readOnly?: readonly Mount[]
  readonly limits: BoxLimits
}

/** The box of one call: no socket is in it except what `readOnly` adds, and no environment worth reading. */
export function handBox(place: HandPlace, { argv, readOnly = [], limits }: HandBox): BoxSpec {
  const { root, workspaceDir, toolchain } = place
  const open = isOpen(place)
  const writable = open ? ['.'] : [place.sourceFile, place.scratch]
  return {
    argv,
    cwd: root,
    readOnly: [
      ...(open ? [] : [{ host: workspaceDir, inside: root }]),
      { host: join(toolchain.dir, 'node_modules'), inside: join(root, 'node_modules') },
      { host: toolchain.node, inside: `${boxBin}/node` },
      ...readOnly,
    ],
    writable: writable.map((path) => ({ host: join(workspaceDir, path), inside: join(root, path) })),
    scratch: open ? writtenByTools.map((name) => ({ inside: join(root, 'node_modules', name), bytes: 16 << 20 })) : [],
    env: quiet,
    limits,
  }
}

/** No colours, and no minutes of new tries where there is no network. */
const quiet = { NO_COLOR: '1', npm_config_fetch_retries: '0', npm_config_update_notifier: 'false' }

const scriptsInside = '/opt/assay/hands'

/** The program of the file tools, with the one library that it needs. */
export const fileTool = {
  argv: ['node', `${scriptsInside}/file-tool.mjs`],
  readOnly: [
    { host: join(import.meta.dirname, 'in-box'), inside: scriptsInside },
    { host: packageDir('diff'), inside: '/opt/assay/node_modules/diff' },
  ],
} as const

function packageDir(name: string): string {
  return dirname(createRequire(import.meta.url).resolve(`${name}/package.json`))
}
