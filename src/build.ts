import { join } from 'node:path'
import { type Accepted, assemble } from './assemble/assemble.ts'
import { type Built, type RunContext, buildInteraction } from './build-interaction.ts'
import { exclusively } from './lib/exclusively.ts'
import { inPhase } from './lib/phase.ts'
import { mapConcurrently } from './lib/map-concurrently.ts'
import { UserError } from './lib/user-error.ts'
import type { Interaction } from './plan/interaction.ts'
import type { Plan } from './plan/plan.ts'
import type { Entry, RunFacts } from './record/entry.ts'
import type { Latency } from './rehearsal/pace.ts'
import { type Record as RunRecord, openRecord } from './record/record.ts'
import { type RunRig, openRunRig } from './run-rig.ts'
import type { EmbeddedApi } from './standins/embedded-apis.ts'

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
  /** The APIs that can be embedded; Assay's own unless given. */
  readonly apis?: readonly EmbeddedApi[]
  /** How fast the rehearsal model answers; at once unless said. */
  readonly latency?: Latency
  /** Makes the run's secrets; random unless given. Who looks for leaks has to know what to look for. */
  readonly mint?: () => string
  /** Aborted by the first ^C: nothing new starts, what runs is finished. */
  readonly windDown: AbortSignal
  /** Aborted by the second ^C: everything stops now. */
  readonly stop: AbortSignal
  /** Told of every entry just after it was recorded. */
  readonly onEntry?: (entry: Entry) => void
}

/** Below the cache, which goes with the output. */
export const assemblyLock = 'assembly.lock'

/** The whole story: build every interaction of the plan, assemble what was accepted. */
export async function build(options: BuildOptions): Promise<void> {
  // First: without a box or a toolchain there is no run to record.
  const rig = await inPhase('prepare', () => openRunRig(options))
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
  const mistake = await Promise.race([finish(run).catch(ofThePerson), aborted(options.stop)])
  tell({ kind: 'run-ended', why: whyEnded(run) })
  ended = true
  if (mistake) throw mistake
}

async function finish(run: RunContext): Promise<undefined> {
  const built = await mapConcurrently(run.plan.interactions, run.concurrency, (interaction) =>
    buildContained(interaction, run),
  )
  await inPhase('assemble', () => assembleAccepted(built, run))
  return undefined
}

/** A file in the way of the output must not leave a run without its end. Anything else is not for us to judge here. */
function ofThePerson(error: unknown): UserError {
  if (error instanceof UserError) return error
  throw error
}

function aborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(undefined)
    else signal.addEventListener('abort', () => resolve(undefined), { once: true })
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
  const { outputDir, facts, rig } = run
  // Another run may have the same output.
  const { integrations } = await exclusively(join(run.cacheDir, assemblyLock), () =>
    assemble({ accepted, outputDir, toolchain: rig.toolchain, facts }),
  )
  for (const integration of integrations) run.tell({ kind: 'assembled', integration })
}

function whyEnded(run: RunContext): 'finished' | 'interrupted' | 'budget' {
  if (run.windDown.aborted || run.stop.aborted) return 'interrupted'
  return run.rig.outOfBudget() ? 'budget' : 'finished'
}
