import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { UserError } from '../../lib/user-error.ts'
import { boxCommand } from '../box-command.ts'
import { unprivileged } from '../unprivileged.ts'
import type { BoxDriver } from './driver.ts'

export const bubblewrap: BoxDriver = {
  name: 'bwrap',
  async demand() {
    demandLinux()
    demandTools()
  },
  command: boxCommand,
}

export function demandLinux(platform: string = process.platform): void {
  if (platform === 'linux') return
  throw new UserError(
    `Agents can't be confined on ${platform} yet: their box is built with Linux namespaces.`,
    'Run Assay on Linux, in a virtual machine or on a server.',
  )
}

export function demandTools(): void {
  const needed = ['bwrap', ...(unprivileged().stepDown ? ['setpriv', 'unshare'] : []), 'socat', 'rg']
  const missing = needed.filter((tool) => !systemDirs.some((dir) => existsSync(join(dir, tool))))
  if (missing.length === 0) return
  const names = [...new Set(missing.map((tool) => packages[tool] ?? 'util-linux'))]
  throw new UserError(
    `The box that agents are confined in needs ${missing.join(', ')}, which ${missing.length === 1 ? 'is' : 'are'} not installed in ${systemDirs.join(' or ')}.`,
    `Run scripts/setup, or: sudo apt-get install --yes ${names.join(' ')}`,
  )
}

/** Below /usr, because of the whole system only that is seen inside. */
const systemDirs = ['/usr/bin', '/usr/local/bin']
const packages: Record<string, string> = { bwrap: 'bubblewrap', socat: 'socat', rg: 'ripgrep' }
