import type { LeftOut } from './difference.ts'

/** One API's accepted interactions as one Nango integration, on disk. */
export interface Integration {
  readonly api: string
  readonly path: string
  readonly functions: number
  readonly compiled: boolean
  /** Accepted, and not in it: what the project already has leaves no room for them. */
  readonly leftOut?: readonly LeftOut[]
  readonly tests: { readonly passed: number; readonly failed: number }
}
