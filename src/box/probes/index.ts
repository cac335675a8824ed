import { exhaustionProbes } from './exhaustion.ts'
import { fileProbes } from './files.ts'
import { networkProbes } from './network.ts'
import type { Probe } from './probe.ts'
import { processProbes } from './processes.ts'

/** All ways out of a box that are known to us, by what they go for. */
export const probeGroups = {
  files: fileProbes,
  processes: processProbes,
  network: networkProbes,
  exhaustion: exhaustionProbes,
  kernel: [
    {
      name: 'system-calls',
      tries: 'make a system call that boxes have no use for',
      shows: 'the kernel answers otherwise than that it may not be made, or does not exist',
      attempt: '"$prober" | base64 -w 0 | { read -r answers; echo "@calls $answers"; }',
    },
  ],
} satisfies Record<string, readonly Probe[]>

export const probes: readonly Probe[] = Object.values(probeGroups).flat()
