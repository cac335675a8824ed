import type { Plan } from './plan/plan.ts'
import type { Entry, RunFacts } from './record/entry.ts'

export interface BuildOptions {
  readonly plan: Plan
  readonly facts: RunFacts
  /** `.assay/runs/<run>`: record, attempts and report go here. */
  readonly runDir: string
  /** `nango-integrations`, the output. */
  readonly outputDir: string
  /** Prepared toolchains, kept between runs. */
  readonly cacheDir: string
  /** Interactions in work at once. */
  readonly concurrency: number
  /** Aborted by the first ^C: nothing new starts, what runs is finished. */
  readonly windDown: AbortSignal
  /** Aborted by the second ^C: everything stops now. */
  readonly stop: AbortSignal
  /** Told of every entry just after it was recorded. */
  readonly onEntry?: (entry: Entry) => void
}
