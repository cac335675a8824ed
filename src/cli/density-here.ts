import { thisMachine } from '../lib/machine.ts'
import { type Density, type DensityWish, type Machine, chooseDensity } from '../plan/density.ts'
import type { Plan } from '../plan/plan.ts'
import { note } from './say.ts'

/** Chosen for this machine as it is now, and said. */
export function densityHere(wish: DensityWish, plan: Plan): Density {
  const machine = thisMachine()
  const density = chooseDensity(wish, machine, plan.interactions.length)
  note(densityText(density, machine))
  return density
}

/** How much is done at once, and why it is so much. */
export function densityText(density: Density, { cores, freeMb }: Machine): string {
  const { concurrency, loweredFrom, agentsPerServer } = density
  const has = `${cores} ${cores === 1 ? 'core' : 'cores'}, ${(freeMb / 1024).toFixed(1)} GB of memory free`
  const lowered = loweredFrom === undefined ? '' : `: ${loweredFrom} would not fit into memory`
  return `${concurrency} at once (${has}${lowered}) · ${agentsPerServer} agents a server`
}
