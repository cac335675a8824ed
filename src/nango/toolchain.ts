/** One prepared version of the Nango CLI with what its functions compile against; read-only once made, shared by all boxes. */
export interface Toolchain {
  /** Holds node_modules (nango, zod, vitest and what they need; nothing else), template/ and the compile cache. */
  readonly dir: string
  /** The Node binary that runs it, on the host. */
  readonly node: string
  readonly versions: { readonly nango: string; readonly zod: string; readonly node: string }
}
