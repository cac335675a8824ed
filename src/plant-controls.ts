import { mkdir, mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import type { Exchange } from './gateway/exchange.ts'
import { canonicalJson, isJsonObject, type Json } from './lib/json.ts'
import { mintSecret } from './lib/mint-secret.ts'
import { semaphore } from './lib/semaphore.ts'
import { sha256 } from './lib/sha256.ts'
import { openTempDir } from './lib/temp-dir.ts'
import { prepareToolchain } from './nango/prepare-toolchain.ts'
import { openReader } from './nango/reader.ts'
import type { FunctionRun } from './nango/room.ts'
import { type CleanRoom, type VerifyRig, openCleanRoom } from './verify/clean-room.ts'
import type { DryRunEvidence, Evidence } from './verify/evidence.ts'
import { lastSuccess } from './verify/fresh/known-run.ts'
import { headersAgain } from './verify/asked-again.ts'
import type { Proof } from './verify/verdict.ts'
import { verify } from './verify/verify.ts'

/** A function that was accepted, with all that its agent left. */
export interface Proved {
  readonly evidence: Evidence
  readonly proof: Proof
  /** Of the account in which the agent worked. */
  readonly accountSeed: number
}

/** A source with one change of behaviour, and whether what is known of the function contradicts it already. */
export interface Planted {
  readonly id: string
  readonly text: string
  readonly isShown: boolean
}

export interface KnownRuns {
  readonly input: Json | undefined
  readonly output: Json
  readonly saved: Readonly<Record<string, readonly Json[]>>
  readonly other: { readonly input: Json | undefined; readonly output: Json }
  /** Names of fields in what the API answered. */
  readonly answered: ReadonlySet<string>
}

/** What became of one control. */
type Control =
  | {
      readonly kind: 'planted'
      readonly interaction: string
      readonly mutant: string
      readonly caught: boolean
      /** The checks that are broken or, of a missed one, what it was taken for. */
      readonly by: readonly string[]
    }
  /** Nothing could be planted that an agent would have been content with and a run tells from the function. */
  | { readonly kind: 'none'; readonly interaction: string; readonly because: string }

interface ControlOptions {
  readonly rig: Omit<VerifyRig, 'dir' | 'seed'>
  readonly dir: string
  readonly seed: number
  readonly mutate: (source: string, known: KnownRuns) => readonly Planted[]
}

/** What every bad source breaks: a control that is only caught by these says nothing. */
const plain = new Set(['source-written', 'compiles', 'platform-rules', 'succeeded-live'])
const mostTries = 6

/**
 * Gives verification a function that was accepted and then changed, as if an agent had written it: with a dry run of it
 * that the API answered. The mutant is one that does other work in that run, or that another run has contradicted.
 */
async function plantControl(proved: Proved, options: ControlOptions): Promise<Control> {
  const { evidence } = proved
  const none = (because: string): Control => ({ kind: 'none', interaction: evidence.interaction.id, because })
  const known = lastSuccess(evidence)
  if (evidence.source.kind !== 'file' || !known) return none('it has no dry run to go by')
  const honest = await dryRunAsAgent(evidence.source.text, { ...options, proved, known })
  if (honest.ending.kind !== 'returned') return none('its agent’s dry run cannot be repeated')
  const { output, saved } = honest.ending
  const runs = { input: known.input, output, saved, other: otherRun(proved), answered: namesAnswered(honest) }
  const mutants = options.mutate(evidence.source.text, runs)
  for (const mutant of mutants.slice(0, mostTries)) {
    const ran = await dryRunAsAgent(mutant.text, { ...options, proved, known })
    if (ran.ending.kind !== 'returned') continue
    if (!mutant.isShown && workOf(ran) === workOf(honest)) continue
    const control = await judgeControl(mutant, ran, { ...options, proved, known })
    if (control) return control
  }
  return none('no change of it does other work and still runs')
}

/** Whether the function itself, sent the same way, is accepted: if not, controls are caught by how they are sent. */
async function plantTwin(proved: Proved, options: ControlOptions): Promise<Twin> {
  const { evidence } = proved
  const interaction = evidence.interaction.id
  const known = lastSuccess(evidence)
  if (evidence.source.kind !== 'file' || !known) return { interaction, taken: 'nothing that was run', because: [] }
  const { text } = evidence.source
  const ran = await dryRunAsAgent(text, { ...options, proved, known })
  const { artefact, checks } = await judgeAs(text, ran, { ...options, proved, known }, 'twin')
  const against = checks.filter((check) => check.outcome === 'broken' || check.outcome === 'undecided')
  return {
    interaction,
    taken: artefact,
    because: against.map((each) => `${each.check}: ${each.because}`.slice(0, 300)),
  }
}

/** What a function was taken for that was sent unchanged. */
interface Twin {
  readonly interaction: string
  readonly taken: string
  readonly because: readonly string[]
}

interface Stage extends ControlOptions {
  readonly proved: Proved
  /** The agent's dry run that is repeated. */
  readonly known: DryRunEvidence
}

interface AgentRun {
  readonly ending: FunctionRun
  readonly exchanges: readonly Exchange[]
  readonly stateBefore: Awaited<ReturnType<ReturnType<CleanRoom['account']>['snapshot']>>
}

const label = 'control'

/** Runs a source as the agent ran its last one: on the same account, after all that the agent had done there. */
async function dryRunAsAgent(source: string, stage: Stage): Promise<AgentRun> {
  const { proved, known } = stage
  const { interaction } = proved.evidence
  await mkdir(stage.dir, { recursive: true })
  // Of its own: a gateway goes on with the recording that it finds.
  const dir = await mkdtemp(join(stage.dir, `${interaction.api}-${interaction.name}-`))
  const clean = await openCleanRoom(interaction, source, { ...stage.rig, dir, seed: stage.seed })
  try {
    await clean.newAccount(proved.accountSeed)
    await doneBefore(clean, stage)
    const stateBefore = await clean.account().snapshot()
    const metadata = isJsonObject(known.metadata) ? known.metadata : interaction.metadata
    const ending = await clean.gateway.during(label, () =>
      clean.room.dryRun({
        connection: interaction.connection,
        ...(known.input === undefined ? {} : { input: known.input }),
        ...(metadata === undefined ? {} : { metadata }),
      }),
    )
    return { ending, exchanges: [...clean.gateway.recording], stateBefore }
  } finally {
    await clean[Symbol.asyncDispose]()
  }
}

/** What the agent had changed in its account before that run is changed again. */
async function doneBefore(clean: CleanRoom, { proved, known }: Stage): Promise<void> {
  const { recording } = proved.evidence
  const first = recording.findIndex(({ during }) => during === known.label)
  const changes = recording.slice(0, first < 0 ? undefined : first).filter(isChange)
  for (const exchange of changes) {
    const contentType = Object.entries(exchange.requestHeaders).find(([name]) => name.toLowerCase() === 'content-type')
    const headers = headersAgain(exchange, {
      credential: clean.credential,
      contentType: contentType?.[1] ?? 'application/json',
    })
    const body = exchange.requestBody === '' ? null : exchange.requestBody
    const response = await clean.account().fetch(new Request(exchange.url, { method: exchange.method, headers, body }))
    await response.arrayBuffer()
  }
}

function isChange({ kind, method, madeBy }: Exchange): boolean {
  return kind === 'proxy' && madeBy === undefined && method !== 'GET'
}

/** What a run did and gave, as a text to compare. Times are in both, and differ: digits are not looked at. */
function workOf({ ending, exchanges }: AgentRun): string {
  const asked = exchanges
    .filter(({ kind }) => kind === 'proxy')
    .map(({ method, url, requestBody }) => `${method} ${url} ${requestBody}`)
  const gave = ending.kind === 'returned' ? [ending.output, ending.saved, ending.deleted] : ending.kind
  return canonicalJson([asked, gave] as unknown as Json).replaceAll(/\d+/g, '0')
}

/** Undefined when it was refused for a reason that any bad source has. */
async function judgeControl(mutant: Planted, ran: AgentRun, stage: Stage): Promise<Control | undefined> {
  const verdict = await judgeAs(mutant.text, ran, stage, mutant.id)
  const broken = verdict.checks.filter(({ outcome }) => outcome === 'broken').map(({ check }) => check)
  if (verdict.artefact === 'rejected' && broken.every((check) => plain.has(check))) return undefined
  const { id } = stage.proved.evidence.interaction
  const caught = verdict.artefact === 'rejected'
  return { kind: 'planted', interaction: id, mutant: mutant.id, caught, by: caught ? broken : [verdict.artefact] }
}

async function judgeAs(text: string, ran: AgentRun, stage: Stage, purpose: string) {
  const { evidence } = stage.proved
  const { id, api, name } = evidence.interaction
  const digest = sha256(text)
  const dir = join(stage.dir, `${api}-${name}-${purpose}-verification`)
  await mkdir(dir, { recursive: true })
  const last = evidence.recording.at(-1)?.seq ?? 0
  const control: Evidence = {
    ...evidence,
    source: { kind: 'file', path: evidence.source.path, text, sha256: digest },
    recording: [...evidence.recording, ...ran.exchanges.map((each) => ({ ...each, seq: each.seq + last }))],
    dryRuns: [...evidence.dryRuns, { ...stage.known, label, sourceSha256: digest, stateBefore: ran.stateBefore }],
  }
  const seed = Number.parseInt(sha256(`${stage.seed} ${id} ${purpose}`).slice(0, 8), 16)
  return verify(control, { ...stage.rig, dir, seed })
}

/** As they stand in JSON. */
function namesAnswered({ exchanges }: AgentRun): Set<string> {
  const bodies = exchanges.flatMap(({ kind, responseBody }) => (kind === 'proxy' ? [responseBody] : []))
  return new Set(bodies.flatMap((body) => [...body.matchAll(/"([^"\\]+)"\s*:/g)].map(([, name = '']) => name)))
}

/** The run of which verification made the function's fixture: other data in another account. */
function otherRun({ proof }: Proved): KnownRuns['other'] {
  const fixture = proof.files.find(({ path }) => path.endsWith('.test.json'))
  const { input, output = null } = JSON.parse(fixture?.text ?? '{}') as { input?: Json; output?: Json }
  return { input, output }
}

export interface ControlsOptions extends Pick<ControlOptions, 'seed' | 'mutate'> {
  /** Prepared toolchains. */
  readonly cacheDir: string
  /** Fresh. What the verifications record goes here. */
  readonly dir: string
  /** So many shall be planted. */
  readonly wanted: number
}

export interface Controls {
  readonly wanted: number
  readonly planted: number
  readonly caught: number
  /** Functions that were sent the same way without a change, and how many of them were accepted: all, or controls say nothing. */
  readonly twins: { readonly sent: number; readonly accepted: number; readonly refused: readonly Twin[] }
  readonly each: readonly Control[]
}

/** Plants as many controls as are wanted into functions of the list, in its order; one in five with its twin. */
export async function plantControls(of: Iterable<Proved>, options: ControlsOptions): Promise<Controls> {
  const { cacheDir, dir, seed, mutate, wanted } = options
  const toolchain = await prepareToolchain(cacheDir)
  const reader = openReader(toolchain)
  const temp = await openTempDir()
  try {
    const rig = { toolchain, reader, socketDir: temp.dir, mint: mintSecret, heavy: semaphore(1) }
    const each: Control[] = []
    const twins: Twin[] = []
    for (const proved of of) {
      const planted = each.filter(({ kind }) => kind === 'planted').length
      if (planted >= wanted) break
      const control = await plantControl(proved, { rig, dir, seed, mutate })
      each.push(control)
      if (control.kind === 'planted' && planted % 5 === 0)
        twins.push(await plantTwin(proved, { rig, dir, seed, mutate }))
    }
    const planted = each.filter((control) => control.kind === 'planted')
    const refused = twins.filter(({ taken }) => taken !== 'accepted')
    return {
      wanted,
      planted: planted.length,
      caught: planted.filter(({ caught }) => caught).length,
      twins: { sent: twins.length, accepted: twins.length - refused.length, refused },
      each,
    }
  } finally {
    await reader[Symbol.asyncDispose]()
    await temp[Symbol.asyncDispose]()
  }
}
