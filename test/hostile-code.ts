import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What hostile code is to try: things of the host that it must not reach, by their names on the host. */
export interface Prey {
  /** A file that everybody on the host may read, whose text is `canary`. */
  readonly canary: string
  /** A directory that everybody on the host may write to. */
  readonly open: string
  /** Unix sockets of others. */
  readonly sockets: readonly string[]
  /** A TCP port on which the host listens. */
  readonly port: number
  /** How long a process of the host sleeps: how it would be known. */
  readonly sleeper: string
  /** How long its daemon sleeps: how it is found by on the host. */
  readonly nap: string
}

/**
 * JavaScript for an expression that tries all the ways out that are known to us, and is a list of those that it found.
 * Wants Node's `process`, which it takes from a function of the world outside where a runtime hides it.
 */
export function hostileCode(prey: Prey): string {
  return `(${probe})(globalThis.process ?? console.log.constructor('return process')(), ${JSON.stringify(prey)})`
}

const probe = readFileSync(join(import.meta.dirname, 'fixtures/hostile-probe.js.txt'), 'utf8')
  .replace(/^\/\/.*\n/, '')
  .trim()
