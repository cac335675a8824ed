import { unconfinedCommand } from '../box-command.ts'
import { demandLinux, demandTools } from './bubblewrap.ts'
import type { BoxDriver } from './driver.ts'

/**
 * The places of a box without its walls: what our programs look for is where they look for it, and nothing is kept from
 * them. It asks less of a machine: no /proc of its own, no filter, no ban on namespaces.
 */
export const unconfined: BoxDriver = {
  name: 'none',
  async demand() {
    demandLinux()
    demandTools()
  },
  command: unconfinedCommand,
}
