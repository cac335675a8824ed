import { join } from 'node:path'
import { acceptedOf } from './accepted.ts'
import { assemble } from './assemble/assemble.ts'
import type { Difference } from './assemble/difference.ts'
import { firstOfEachFirst, openBreakers } from './breakers.ts'
import { type RunContext, buildInteraction } from './build-interaction.ts'
import type { ChangedSetting, OwnedThing } from './gateway/ownership/ledger.ts'
import { exclusively } from './lib/exclusively.ts'
import { freeMb, saysDiskFull } from './lib/free-space.ts'
import { contentOf } from './content-parts.ts'
import { inPhase } from './lib/phase.ts'
import { mapConcurrently } from './lib/map-concurrently.ts'
import { UserError } from './lib/user-error.ts'
import { openLiveAccounts } from './live-accounts.ts'
import type { Interaction } from './plan/interaction.ts'
import type { Asked, Means } from './plan/means.ts'
import type { Plan } from './plan/plan.ts'
import type { Entry, KnownOutcome, RunFacts, WhyEnded } from './record/entry.ts'
import type { Latency } from './rehearsal/pace.ts'
import type { FatalTurn } from './rehearsal/serve.ts'
import { type Record as RunRecord, openRecord } from './record/record.ts'
import type { Standing } from './record/standing.ts'
import { type Pen, penOf } from './pen.ts'
import { keptIntegrations } from './reused-functions.ts'
import { type RunRig, openRunRig } from './run-rig.ts'
import type { Evidence } from './verify/evidence.ts'
import type { Verdict } from './verify/verdict.ts'
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
  /** Kept with the plan, for going on with it. */
  readonly asked?: Asked
  /** Set when the run has begun already. */
  readonly earlier?: Earlier
  /** By interaction id, of what is not built. A run that goes on has them in its record. */
  readonly known?: Readonly<Record<string, KnownOutcome>>
  /** The environment: keys of model providers and credentials of APIs, by the names of their variables. */
  readonly keys: Readonly<Record<string, string | undefined>>
  /** The APIs that can be embedded; Assay's own unless given. */
  readonly apis?: readonly EmbeddedApi[]
  /** One process of OpenCode for each agent and one of the CLI for each command, for comparison. */
  readonly isPlain?: boolean
  /** How fast the rehearsal model answers; at once unless said. */
  readonly latency?: Latency
  /** Parts of somebody else for the rehearsal model to play, instead of the gallery. */
  readonly partsDir?: string
  /** Told of the turn after which all is lost, whenever a part plays it. */
  readonly onFatal?: (fatal: FatalTurn) => void
  /** Nothing is assembled: what was accepted was a test of ours. */
  readonly isUnassembled?: boolean
  /** Makes the run's secrets; random unless given. Who looks for leaks has to know what to look for. */
  readonly mint?: () => string
  /** Asked before anything is written into the output; always a yes when absent. */
  readonly confirm?: (difference: Difference) => Promise<boolean>
  /** Aborted by the first ^C: nothing new starts, what runs is finished. */
  readonly windDown: AbortSignal
  /** Aborted by the second ^C: everything stops now. */
  readonly stop: AbortSignal
  /** Given what every verdict was about. */
  readonly onJudged?: (evidence: Evidence, verdict: Verdict) => void
  /** Told of every entry just after it was recorded. */
  readonly onEntry?: (entry: Entry) => void
}

/** What earlier processes of a run left. */
export interface Earlier {
  /** By interaction id. */
  readonly standings: Readonly<Record<string, Standing>>
  /** Counts against the budget: by interaction id, in US dollars. */
  readonly usd: Readonly<Record<string, number>>
  /** What was held for answers when that process died: they may have cost it. */
  readonly heldThen: readonly Extract<Entry, { kind: 'held' }>[]
  /** What they made in live accounts and did not delete, by API. */
  readonly things: Readonly<Record<string, readonly OwnedThing[]>>
  /** Settings of live accounts that they left changed, by API. */
  readonly settings: Readonly<Record<string, readonly ChangedSetting[]>>
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
  const pen = penOf(record, options)
  begin(options, pen)
  const disk = diskOf(options)
  // What cannot be recorded must not go on.
  const stop = AbortSignal.any([options.stop, pen.broken])
  const run: RunContext = {
    ...options,
    stop,
    rig,
    ...pen,
    ...liveOf(options, { rig, pen, stop }),
    isShortOfRoom: disk.isShort,
    leftOpen: new Set(),
  }
  // A stop does not wait for what runs: its boxes die with the rig, or with us.
  const mistake = await Promise.race([finish(run, record).catch(ofThePerson), aborted(stop)])
  rig.models.cutOff()
  pen.tell({ kind: 'run-ended', why: whyEnded(run, disk) })
  pen.lay()
  if (mistake) throw mistake
}

/** What the live accounts of a run need: who owns what, and when no more of them is asked for. */
function liveOf(
  { plan, earlier }: BuildOptions,
  { rig, pen, stop }: { rig: RunRig; pen: Pen; stop: AbortSignal },
): Pick<RunContext, 'accounts' | 'breakers'> {
  const accounts = openLiveAccounts({
    live: rig.live,
    interactions: plan.interactions,
    earlier: earlier ?? { things: {}, settings: {} },
    note(note) {
      pen.tell(note)
      return !stop.aborted
    },
  })
  return { accounts, breakers: openBreakers((api) => rig.live.has(api), pen.tell) }
}

function begin(options: BuildOptions, { tell }: Pen): void {
  const { plan, facts, earlier, known = {}, apis } = options
  const keyed: Entry = {
    kind: 'keyed',
    parts: contentOf({ plan, versions: facts.versions, ...(apis && { apis }) }),
  }
  if (earlier) {
    tell({ kind: 'resumed', facts, means: meansOf(options) })
    tell(keyed)
    for (const held of earlier.heldThen) tell(takenForSpent(held))
    return
  }
  tell({ kind: 'run-started', ...facts })
  tell({ kind: 'planned', interactions: plan.interactions, means: meansOf(options) })
  tell(keyed)
  for (const [interaction, outcome] of Object.entries(known)) tell({ kind: 'settled', interaction, outcome })
}

/** Nobody heard what the answer cost. */
function takenForSpent({ interaction, attempt, hold, usd }: Extract<Entry, { kind: 'held' }>): Entry {
  const spend = { usd, estimatedUsd: usd, inputTokens: 0, outputTokens: 0, cachedTokens: 0 }
  return { kind: 'spent', interaction, attempt, hold, spend }
}

function meansOf({ plan, facts, asked }: BuildOptions): Means {
  const { ladders, providers, budget, scopes, replacePersonal, reach, nango, skills } = plan
  return {
    ladders,
    providers,
    budget,
    scopes,
    ...(replacePersonal && { replacePersonal }),
    ...(reach && { reach }),
    ...(nango && { nango }),
    ...(skills && { skills }),
    concurrency: facts.concurrency,
    ...(asked && { asked }),
  }
}

async function finish(run: RunContext, record: RunRecord): Promise<undefined> {
  const { interactions } = run.plan
  const ordered = run.rig.live.size > 0 ? firstOfEachFirst(interactions) : interactions
  await run.accounts.putBack()
  await mapConcurrently(ordered, run.facts.concurrency, (interaction) => buildContained(interaction, run))
  // Before anybody is asked anything, or finds a file in the way.
  if (!run.stop.aborted) await run.accounts.clear()
  if (!run.isUnassembled) await inPhase('assemble', () => assembleAccepted(run, record))
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
async function buildContained(interaction: Interaction, run: RunContext): Promise<void> {
  if (run.known?.[interaction.id] || run.earlier?.standings[interaction.id]?.kind === 'settled') return
  if (!(await run.breakers.turn(interaction))) {
    run.leftOpen.add('no-access')
    return
  }
  try {
    const outcome = await buildInteraction(interaction, run)
    if (outcome) run.tell({ kind: 'settled', interaction: interaction.id, outcome })
  } catch (error) {
    // A full disk is nobody's fault: the interaction stays open, and nothing new begins.
    if (run.stop.aborted || run.isShortOfRoom(error)) return
    const because = error instanceof Error ? error.message : String(error)
    run.tell({ kind: 'settled', interaction: interaction.id, outcome: { kind: 'faulted', because } })
  } finally {
    run.breakers.ended(interaction)
  }
}

/** All that the run accepted, and not only what this process saw: an earlier one may have been cut off before this. */
async function assembleAccepted(run: RunContext, record: RunRecord): Promise<void> {
  if (run.stop.aborted) return
  const { outputDir, runDir, rig } = run
  const recorded = record.entries()
  const accepted = await acceptedOf(recorded, runDir)
  const kept = keptIntegrations(recorded)
  if (accepted.length + kept.length === 0) return
  // Another run may have the same output.
  const { integrations } = await exclusively(join(run.cacheDir, assemblyLock), () =>
    assemble({
      accepted,
      kept,
      outputDir,
      toolchain: rig.toolchain,
      ...(run.asked?.givenUp && { givenUp: run.asked.givenUp }),
      ...(run.confirm && { confirm: run.confirm }),
    }),
  )
  for (const integration of integrations) run.tell({ kind: 'assembled', integration })
}

/** Below this nothing new begins: what runs needs some megabytes to be finished and recorded. */
const leastMb = 64

interface Disk {
  /** True from the first time on that there was too little room, or that an error was the disk's. */
  readonly isShort: (error?: unknown) => boolean
  readonly wasShort: () => boolean
}

function diskOf({ runDir }: BuildOptions): Disk {
  let isShort = false
  return {
    isShort: (error) => (isShort ||= error === undefined ? freeMb(runDir) < leastMb : saysDiskFull(error)),
    wasShort: () => isShort,
  }
}

function whyEnded(run: RunContext, disk: Disk): WhyEnded {
  if (run.windDown.aborted || run.stop.aborted) return 'interrupted'
  if (disk.wasShort()) return 'no-room'
  for (const why of ['budget', 'no-model', 'no-access'] as const) if (run.leftOpen.has(why)) return why
  return 'finished'
}
