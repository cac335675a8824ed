/** One prepared version of the Nango CLI with what its functions compile against; read-only once made, shared by all boxes. */
export interface Toolchain {
  /** Holds node_modules (nango, zod, vitest and what they need; nothing else), template/, light/ (the CLI in one file) and the compile cache. */
  readonly dir: string
  /** The Node binary that runs it, on the host. */
  readonly node: string
  readonly versions: { readonly nango: string; readonly zod: string; readonly vitest: string; readonly node: string }
  /** What the CLI's own help says it can do. */
  readonly commands: readonly CliCommand[]
  /** Every command by a process of the CLI alone, for comparison: nothing is kept warm, nothing is read ahead. */
  readonly isPlain?: boolean
}

export interface CliCommand {
  readonly name: string
  readonly does: string
  /** Every spelling, such as `-i` and `--input`. */
  readonly flags: readonly string[]
}

/** Directories of node_modules that vitest writes to: they are there, and empty, so that a box can have its own in memory. */
export const writtenByTools = ['.vite-temp', '.vitest-cache'] as const

/** The Nango version that prompts, boxes and formats were measured on. */
export const nangoVersion = '0.71.10'
