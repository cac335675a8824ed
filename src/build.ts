import { type Accepted, assemble } from './assemble/assemble.ts'
import { type Built, type RunContext, buildInteraction } from './build-interaction.ts'
import { mapConcurrently } from './lib/map-concurrently.ts'
import type { Interaction } from './plan/interaction.ts'
import type { Plan } from './plan/plan.ts'
import type { Entry, RunFacts } from './record/entry.ts'
import { type Record as RunRecord, openRecord } from './record/record.ts'
import { type RunRig, openRunRig } from './run-rig.ts'

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
  /** Keys of model providers, by the name of the environment variable that holds them. */
  readonly keys: Readonly<Record<string, string | undefined>>
  /** Makes the run's secrets; random unless given. Who looks for leaks has to know what to look for. */
  readonly mint?: () => string
  /** Aborted by the first ^C: nothing new starts, what runs is finished. */
  readonly windDown: AbortSignal
  /** Aborted by the second ^C: everything stops now. */
  readonly stop: AbortSignal
  /** Told of every entry just after it was recorded. */
  readonly onEntry?: (entry: Entry) => void
}

/** The whole story: build every interaction of the plan, assemble what was accepted. */
export async function build(options: BuildOptions): Promise<void> {
  // First: without a box or a toolchain there is no run to record.
  const rig = await openRunRig(options)
  try {
    const record = openRecord(options.runDir)
    try {
      await buildAll(options, rig, record)
    } finally {
      record[Symbol.dispose]()
    }
  } finally {
    await rig[Symbol.asyncDispose]()
  }
}

async function buildAll(options: BuildOptions, rig: RunRig, record: RunRecord): Promise<void> {
  let ended = false
  const tell = (entry: Entry) => {
    if (ended) return // what was cut off by a stop has nothing more to say
    record.append(entry)
    options.onEntry?.(entry)
  }
  tell({ kind: 'run-started', ...options.facts })
  tell({ kind: 'planned', interactions: options.plan.interactions })
  const run: RunContext = {
    ...options,
    rig,
    tell,
    keepExchanges: (...of) => void (ended || record.appendExchanges(...of)),
  }
  // A stop does not wait for what runs: its boxes die with the rig, or with us.
  await Promise.race([finish(run), aborted(options.stop)])
  tell({ kind: 'run-ended', why: whyEnded(run) })
  ended = true
}

async function finish(run: RunContext): Promise<void> {
  const built = await mapConcurrently(run.plan.interactions, run.concurrency, (interaction) =>
    buildContained(interaction, run),
  )
  await assembleAccepted(built, run)
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}

/** One interaction's fault must not stop the others. This is the only catch in the flow. */
async function buildContained(interaction: Interaction, run: RunContext): Promise<Built | undefined> {
  if (run.windDown.aborted || run.rig.outOfBudget()) return undefined
  try {
    const built = await buildInteraction(interaction, run)
    if (built) run.tell({ kind: 'settled', interaction: interaction.id, outcome: built.outcome })
    return built
  } catch (error) {
    if (run.stop.aborted) return undefined
    const because = error instanceof Error ? error.message : String(error)
    run.tell({ kind: 'settled', interaction: interaction.id, outcome: { kind: 'faulted', because } })
    return undefined
  }
}

async function assembleAccepted(built: readonly (Built | undefined)[], run: RunContext): Promise<void> {
  const accepted = built.flatMap((each): Accepted[] => (each?.accepted ? [each.accepted] : []))
  if (accepted.length === 0 || run.stop.aborted) return
  const { integrations } = await assemble({
    accepted,
    outputDir: run.outputDir,
    toolchain: run.rig.toolchain,
    facts: run.facts,
  })
  for (const integration of integrations) run.tell({ kind: 'assembled', integration })
}

function whyEnded(run: RunContext): 'finished' | 'interrupted' | 'budget' {
  if (run.windDown.aborted || run.stop.aborted) return 'interrupted'
  return run.rig.outOfBudget() ? 'budget' : 'finished'
}
