/** How many interactions are in work at once, and on how many OpenCode servers. */
export interface Density {
  readonly concurrency: number
  /** What was wished, or would be usual, and does not fit into memory. */
  readonly loweredFrom?: number
  readonly agentsPerServer: number
}

export interface DensityWish {
  readonly concurrency?: number | undefined
  readonly agentsPerServer?: number | undefined
}

/** What a machine has for us. */
export interface Machine {
  readonly cores: number
  readonly freeMb: number
}

/** One server is one thread of JavaScript: eight agents keep it busy without waiting for it. */
const usualAgentsPerServer = 8

/** Agents wait for their model most of the time; what loads the cores is limited by itself. */
const agentsPerCore = 12

/** Chooses from free memory and cores whatever was not wished, and never more than fits into memory. */
export function chooseDensity(wish: DensityWish, machine: Machine, interactions: number): Density {
  const agentsPerServer = wish.agentsPerServer ?? usualAgentsPerServer
  const wanted = Math.max(1, Math.min(wish.concurrency ?? machine.cores * agentsPerCore, interactions))
  let concurrency = wanted
  while (concurrency > 1 && neededMb(concurrency, agentsPerServer, machine) > machine.freeMb * share) concurrency--
  return { concurrency, ...(concurrency < wanted && { loweredFrom: wanted }), agentsPerServer }
}

/** Of the free memory: others live here too. */
const share = 0.75

/** Estimates of the proportional set size, rounded up: they only have to keep a machine out of trouble. */
const megabytes = {
  /** Ourselves, the type checker and the rehearsal model. */
  rig: 1_000,
  /** One command of the toolchain, or one verification; as many run as `commandsAtOnce` says. */
  command: 450,
  server: 350,
  /** Session, hands, account and what waits for its next command. */
  agent: 150,
}

function neededMb(concurrency: number, agentsPerServer: number, machine: Pick<Machine, 'cores'>): number {
  const servers = Math.ceil(concurrency / agentsPerServer)
  const commands = Math.min(concurrency, commandsAtOnce(machine))
  return megabytes.rig + commands * megabytes.command + servers * megabytes.server + concurrency * megabytes.agent
}

/** Free memory that one agent takes with all that serves it, what is left to others included. */
export function memoryForOneMb(): number {
  return Math.ceil(neededMb(1, usualAgentsPerServer, { cores: 1 }) / share)
}

/** On the disk: without it no run begins. */
export const leastDiskMb = 256

/** Commands of the toolchain, and verifications, that run at once: one more than cores, since each also waits. */
export function commandsAtOnce({ cores }: Pick<Machine, 'cores'>): number {
  return cores + 1
}
