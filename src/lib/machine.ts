import { availableParallelism } from 'node:os'

/** Cores and free memory as far as this process may use them: a container's limits count. */
export function thisMachine(): { readonly cores: number; readonly freeMb: number } {
  return { cores: availableParallelism(), freeMb: Math.floor(process.availableMemory() / (1 << 20)) }
}
