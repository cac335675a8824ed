import { randomInt } from 'node:crypto'
import type { Exchange } from '../../gateway/exchange.ts'
import { isJsonObject } from '../../lib/json.ts'
import type { Built } from '../../nango/built.ts'
import { type ProjectFile, openRoom } from '../../nango/room.ts'
import type { Reader } from '../../nango/reader.ts'
import type { Toolchain } from '../../nango/toolchain.ts'
import type { Interaction } from '../../plan/interaction.ts'
import { type AccountState, accountObject } from '../../standins/stand-in.ts'
import type { CheckResult, Named } from '../check.ts'
import { agreesWithRecording } from '../checks/agrees-with-recording.ts'
import { recordedChecks } from '../checks/index.ts'
import { platformRules } from '../checks/platform-rules.ts'
import { recordingTells } from '../checks/recording-tells.ts'
import { decodedOrSame } from '../decoded-or-same.ts'
import { declaredSchemas } from '../fresh/declared-schemas.ts'
import type { DeclaredSchemas } from '../fresh/input-schema.ts'
import { isWrite, mayWrite } from '../is-write.ts'
import { isIdLike } from '../../lib/id-like.ts'
import { pagedScene } from '../replay/paged-scene.ts'
import { playerOf } from '../replay/play-in-box.ts'
import { refusalsFor } from '../replay/refusals.ts'
import { type FunctionReplay, wholeScene } from '../replay/replay-function.ts'
import type { Scene } from '../replay/boxed/job.ts'
import { leavesOf } from '../replay/boxed/leaves.ts'
import { replay } from '../replay/replay.ts'
import type { Refusal } from '../replay/takes.ts'
import type { SourceReading } from '../source/read-source.ts'
import type { FreshRun, Trial } from '../trial.ts'
import { unattended } from '../unattended.ts'
import { type RecordedRun, exchangesOf } from './recorded-run.ts'

/** A function of a project that was not made here, with the run that its fixture holds. */
export interface RecordedFunction {
  readonly interaction: Interaction
  readonly source: { readonly path: string; readonly text: string; readonly sha256: string }
  /** What was read of it and of the files that it imports. */
  readonly reading: SourceReading
  /** A project with this function alone, and what it imports. */
  readonly files: readonly ProjectFile[]
  readonly run: RecordedRun
}

export interface RecordedVerdict {
  readonly artefact: 'accepted' | 'rejected' | 'undecided'
  readonly checks: readonly Named<CheckResult>[]
}

export interface RecordedRig {
  readonly toolchain: Toolchain
  readonly reader: Reader
}

/**
 * Judges a function by nothing but a recording that its project has: whether it agrees with it, and whether it is robust
 * when answers, input and success are not as recorded. Whether the recording is true, nobody can see from here.
 */
export async function verifyRecorded(of: RecordedFunction, rig: RecordedRig): Promise<RecordedVerdict> {
  const trial = await hold(of, rig)
  // From a recording that has nothing in it the later questions would conclude too much.
  const last =
    recordingTells.examine(trial)?.outcome === 'undecided' ? recordedChecks.indexOf(recordingTells) + 1 : Infinity
  const checks = recordedChecks.slice(0, last).flatMap((check): Named<CheckResult>[] => {
    const result = check.examine(trial)
    return result ? [{ check: check.name, ...result }] : []
  })
  return { artefact: fold(checks), checks }
}

function fold(checks: readonly Named<CheckResult>[]): RecordedVerdict['artefact'] {
  if (checks.some(({ outcome }) => outcome === 'broken')) return 'rejected'
  if (checks.some(({ outcome }) => outcome === 'undecided')) return 'undecided'
  return checks.some(({ check }) => check === agreesWithRecording.name) ? 'accepted' : 'undecided'
}

async function hold(of: RecordedFunction, rig: RecordedRig): Promise<Trial> {
  const { interaction, files, run, reading } = of
  const recording = exchangesOf(run)
  const trial: Trial = {
    evidence: { ...unattended(interaction, of.source), recording },
    isRecorded: true,
    reading,
    runs: [],
    recording,
  }
  const room = await openRoom({ ...rig, files, functions: [interaction] })
  try {
    const compilation = await room.compile()
    const built = compilation.kind === 'compiled' ? await room.built() : undefined
    if (compilation.kind === 'compiled' && !built) {
      return { ...trial, compilation: { kind: 'failed', output: 'what it says of itself could not be read' } }
    }
    if (!built) return { ...trial, compilation }
    const fresh = freshRunOf(of, recording)
    const schemas = declaredSchemas(built)
    const ran: Trial = { ...trial, compilation, schemas, runs: [fresh] }
    const isHopeless = [platformRules, recordingTells].some(
      (check) => (check.examine(ran)?.outcome ?? 'held') !== 'held',
    )
    return isHopeless ? ran : { ...ran, replay: await played(of, { fresh, built, schemas, toolchain: rig.toolchain }) }
  } finally {
    await room[Symbol.asyncDispose]()
  }
}

/** What the fixture says of its run. Nothing of it was seen. */
function freshRunOf({ run, interaction }: RecordedFunction, exchanges: readonly Exchange[]): FreshRun {
  const { input, metadata, output, saved, deleted } = run
  const things = namesGiven(run)
  const changing = isWrite(interaction, exchanges) ? exchanges.filter(mayWrite).map(({ seq }) => seq) : []
  return {
    label: 'recorded',
    purpose: 'full',
    input,
    metadata,
    fresh: [],
    ending: { kind: 'returned', output, saved, deleted },
    exchanges,
    before: things,
    after: things,
    changing,
  }
}

/** What the input names things by: ids, and what stands in an address. To repeat that is no echo. */
function namesGiven({ input, answers }: RecordedRun): AccountState {
  const inAddresses = new Set(
    answers.flatMap(({ endpoint, query }) => [
      ...endpoint.split('/').map(decodedOrSame),
      ...query.map(([, value]) => value),
    ]),
  )
  const given = leavesOf(input ?? null).map(({ value }) => String(value))
  const names = given.filter((text) => isIdLike(text) || inAddresses.has(text))
  return names.map((name) => accountObject('recorded', name, { id: name }, ['id']))
}

interface Playing {
  readonly fresh: FreshRun
  readonly built: Built
  readonly schemas: DeclaredSchemas
  readonly toolchain: Toolchain
}

async function played(
  { run, interaction, reading }: RecordedFunction,
  { fresh, built, schemas, toolchain }: Playing,
): Promise<FunctionReplay> {
  const { answers, provider } = run
  const literals = reading.kind === 'read' ? reading.literals.map(({ text }) => text) : []
  const refusals = refusalsFor(fresh.exchanges, refusalInBody(run))
  const isReader = !isWrite(interaction, fresh.exchanges)
  const scene: Scene = {
    ...wholeScene(fresh, answers, { refusals, literals, schemas, seed: randomInt(2 ** 31), isReader }),
    isFixture: true,
  }
  // Only where the recording itself shows how its API says that there is more.
  const paged = pagedScene(scene, undefined)
  const scenes = [scene, ...(paged ? [paged.scene] : [])]
  const connection = {
    connection_id: interaction.connection,
    provider_config_key: interaction.api,
    ...run.connection,
  }
  const replayed = await replay(
    { code: built.code, name: interaction.name, provider, connection, scenes },
    playerOf(toolchain),
  )
  return { ...replayed, ...(paged && { paged }) }
}

/** Some APIs refuse with status 200: those whose good answers say that they are good. */
function refusalInBody({ answers }: RecordedRun): Refusal | undefined {
  const saysOk = answers.some(
    ({ status, response }) => status < 400 && isJsonObject(response) && response['ok'] === true,
  )
  return saysOk ? { status: 200, response: { ok: false, error: 'invalid_auth' } } : undefined
}
