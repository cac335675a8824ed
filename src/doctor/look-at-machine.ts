import { tmpdir } from 'node:os'
import { freeMb } from '../lib/free-space.ts'
import { thisMachine } from '../lib/machine.ts'
import { chooseDensity, leastDiskMb, memoryForOneMb } from '../plan/density.ts'
import { type Look, type Seen, good, noted, toMend } from './look.ts'

/** Node, disk, memory and the directory for sockets. */
export const machineLooks: readonly Look[] = [
  {
    about: 'node',
    fix: 'Install Node 24.',
    // One that is too old is told so before anything of ours is loaded.
    find: () => [good(`${process.versions.node} (${process.execPath})`)],
  },
  { about: 'disk', fix: 'Make room on the disk of this directory.', find: () => [diskSeen(freeMb('.'))] },
  { about: 'memory', fix: 'Close other programs.', find: () => [memorySeen(thisMachine())] },
  { about: 'sockets', fix: 'Run again with TMPDIR=/tmp.', find: () => [socketsSeen(tmpdir())] },
]

/** A run refuses to begin below the first; a toolchain and some attempts take the second. */
const disk = { leastMb: leastDiskMb, easyMb: 1_024 }

export function diskSeen(free: number): Seen {
  if (free < disk.leastMb) {
    return toMend(
      `${free} MB free here; a run needs ${disk.leastMb}`,
      `Make room: df -h . shows the disk, and .assay/runs may hold old runs.`,
    )
  }
  if (free < disk.easyMb) {
    return noted(
      `${free} MB free here: enough to begin; a run takes some megabytes for each attempt, its first one 300 more`,
    )
  }
  return good(`${free} MB free here`)
}

/** Less than the first is too little to begin with; the second is what one agent takes with all that serves it. */
const memory = { leastMb: 1_000, easyMb: memoryForOneMb() }

export function memorySeen(machine: { readonly cores: number; readonly freeMb: number }): Seen {
  const says = `${machine.freeMb} MB free, ${machine.cores} cores: ${chooseDensity({}, machine, 1_000).concurrency} at once`
  if (machine.freeMb < memory.leastMb)
    return toMend(
      says,
      `Free memory, or give the container more: one agent takes ${memory.easyMb} MB with all that serves it.`,
    )
  if (machine.freeMb < memory.easyMb)
    return noted(`${says}, which is little: one agent takes ${memory.easyMb} MB with all that serves it`)
  return good(says)
}

/** A unix socket's path has 107 bytes at most, and ours take some 50 below the temporary directory. */
const longestDirectory = 107 - 50

export function socketsSeen(directory: string): Seen {
  if (Buffer.byteLength(directory) <= longestDirectory) return good(`made below ${directory}`)
  return toMend(`the temporary directory has too long a path for sockets: ${directory}`, 'Run again with TMPDIR=/tmp.')
}
