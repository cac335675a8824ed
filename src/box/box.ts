/** The wall round processes: what they may see, write and reach. Everything not named does not exist inside. */
export interface BoxSpec {
  readonly argv: readonly [string, ...string[]]
  readonly cwd: string
  /** Host path → path inside, read-only. A directory or a file. */
  readonly readOnly: readonly Mount[]
  readonly writable: readonly Mount[]
  /** Empty directories in memory. `bytes` is their limit. */
  readonly scratch: readonly { readonly inside: string; readonly bytes: number }[]
  /** The whole environment inside, besides PATH, HOME, TMPDIR and LANG. Not for secrets: see `secretEnv`. */
  readonly env: Readonly<Record<string, string>>
  /** As `env`, but passed by a file descriptor so that it is in no argument list. */
  readonly secretEnv?: Readonly<Record<string, string>>
  readonly limits: BoxLimits
}

export interface Mount {
  readonly host: string
  readonly inside: string
}

export interface BoxLimits {
  readonly milliseconds: number
  /** Bytes of output kept, per stream. */
  readonly outputBytes: number
  readonly memoryMb?: number
}

/** How a boxed process ended. Never thrown: what runs inside is expected to misbehave. */
export interface BoxEnding {
  readonly exitCode: number | null
  readonly signal: string | null
  readonly timedOut: boolean
  readonly stdout: string
  readonly stderr: string
  /** Bytes beyond the limit were dropped. */
  readonly truncated: boolean
  readonly milliseconds: number
}
