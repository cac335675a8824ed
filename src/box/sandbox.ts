import { bubblewrap } from './drivers/bubblewrap.ts'
import { container } from './drivers/container.ts'
import type { BoxDriver, Sandbox } from './drivers/driver.ts'
import { seatbelt } from './drivers/seatbelt.ts'
import { unconfined } from './drivers/unconfined.ts'

const drivers: Readonly<Record<Sandbox, BoxDriver>> = {
  bwrap: bubblewrap,
  container,
  seatbelt,
  none: unconfined,
}

let chosen: BoxDriver = bubblewrap

/** Says how everything boxed is confined from now on in this process. `none` is for those who asked for it. */
export function confineWith(sandbox: Sandbox): BoxDriver {
  return (chosen = drivers[sandbox])
}

export function confinement(): BoxDriver {
  return chosen
}
