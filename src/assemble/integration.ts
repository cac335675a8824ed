/** One API's accepted interactions as one Nango integration, on disk. */
export interface Integration {
  readonly api: string
  readonly path: string
  readonly functions: number
  readonly compiled: boolean
  readonly tests: { readonly passed: number; readonly failed: number }
}
