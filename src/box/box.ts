import type { Unprivileged } from './unprivileged.ts'

/** The wall round processes: what they may see, write and reach. Everything not named does not exist inside. */
export interface BoxSpec {
  readonly argv: readonly [string, ...string[]]
  readonly cwd: string
  /** Host path → path inside, read-only. A directory, a file or a socket: one can connect through a read-only mount. */
  readonly readOnly: readonly Mount[]
  readonly writable: readonly Mount[]
  /** Empty directories in memory. `bytes` is their limit. */
  readonly scratch: readonly { readonly inside: string; readonly bytes: number }[]
  /** The whole environment inside, besides PATH, HOME, TMPDIR and LANG. Not for secrets: see `secretEnv`. */
  readonly env: Readonly<Record<string, string>>
  /** As `env`, but passed by a file descriptor so that it is in no argument list. */
  readonly secretEnv?: Readonly<Record<string, string>>
  readonly limits: BoxLimits
  /** Whom it runs as, where that is not the one user of all boxes. */
  readonly user?: Unprivileged
}

/** A mount point inside another read-only mount must exist there; elsewhere it is made. The order does not matter. */
export interface Mount {
  readonly host: string
  readonly inside: string
}

export interface BoxLimits {
  /** Wall clock; `Infinity` for none. */
  readonly milliseconds: number
  /** Bytes of output kept, per stream. */
  readonly outputBytes: number
  /** Memory of each process in the box; the kernel is asked to kill boxed ones first. */
  readonly memoryMb?: number
  /** Memory of the whole box, what it holds in memory included, where the kernel can be asked to count it; some processes' worth unless said. */
  readonly totalMb?: number
  /** Processes and threads in the box at once; see `usualLimits`. */
  readonly processes?: number
  /** Largest file that can be written; see `usualLimits`. There is no limit on the sum, but `scratch` has one each. */
  readonly fileMb?: number
}

/** Of a box that does not say its own. */
export const usualLimits = { processes: 512, fileMb: 256 } as const

/** How a boxed process ended. Never thrown: what runs inside is expected to misbehave. */
export interface BoxEnding {
  /** null when it was killed from outside; 128 + n when signal n ended it inside. */
  readonly exitCode: number | null
  /** Set when it was killed from outside the box: by the deadline, by an abort, by the kernel. */
  readonly signal: string | null
  readonly timedOut: boolean
  readonly stdout: string
  readonly stderr: string
  /** Bytes beyond the limit were dropped. */
  readonly truncated: boolean
  readonly milliseconds: number
}

/** Where the caller mounts the Node binary (as `node`) and anything else that shall be first on the PATH inside. */
export const boxBin = '/opt/assay/bin'
