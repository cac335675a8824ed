import type { BoxSpec } from '../box.ts'
import type { Outside } from './outside.ts'

/** A box that holds nothing but one file to be read, with limits that are soon reached. */
export function bareBox(outside: Outside): BoxSpec {
  return {
    argv: ['true'],
    cwd: '/tmp',
    readOnly: [{ host: outside.owned, inside: '/allowed/owned' }],
    writable: [],
    scratch: [{ inside: '/memory', bytes: 1 << 20 }],
    env: {},
    limits: { milliseconds: 60_000, outputBytes: 1 << 20, processes: 40, fileMb: 1, memoryMb: 64, totalMb: 256 },
  }
}
