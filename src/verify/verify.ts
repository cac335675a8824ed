import { pageDigest } from '../gateway/docs-route.ts'
import { generatedTestsPass } from './checks/generated-tests.ts'
import { artefactChecks } from './checks/index.ts'
import { platformRules } from './checks/platform-rules.ts'
import { sourceWritten } from './checks/source-written.ts'
import { changesFollowed } from './checks/changes-followed.ts'
import { repeatsNoWrite } from './checks/repeats-no-write.ts'
import { asPart } from '../lib/phase.ts'
import type { CheckResult, Named } from './check.ts'
import { type CleanRoom, type VerifyRig, openCleanRoom } from './clean-room.ts'
import { judgeConduct } from './conduct/judge-conduct.ts'
import type { Evidence } from './evidence.ts'
import type { RunAgain } from './account-again.ts'
import { accessFailure } from './access-failure.ts'
import { freshRuns } from './fresh/fresh-runs.ts'
import { goOn } from './fresh/going-on.ts'
import { loseAnAnswer } from './fresh/lost-answer.ts'
import { takenForYes } from './fresh/taken-for-yes.ts'
import { wholeInputs } from './fresh/whole-inputs.ts'
import { declaredSchemas } from './fresh/declared-schemas.ts'
import { lastSuccess } from './fresh/known-run.ts'
import { mutationOf } from './mutation.ts'
import { isLive } from './generated/personal/disguise.ts'
import { proveTests } from './generated/prove-tests.ts'
import { replayFunction } from './replay/replay-function.ts'
import { readSource } from './source/read-source.ts'
import { standInGap } from './stand-in-gap.ts'
import { type ArtefactCheck, type FreshRun, type Trial, goodRuns, proxied } from './trial.ts'
import type { Artefact, PageRead, Proof, Verdict } from './verdict.ts'

export type { VerifyRig } from './clean-room.ts'

/**
 * Judges one attempt: the function by proving it again from its source alone, in a room and accounts of our own; the
 * agent by its traces. Nothing that the agent said or wrote besides the source is believed. Throws only on our own bugs.
 */
export async function verify(evidence: Evidence, rig: VerifyRig): Promise<Verdict> {
  const conduct = judgeConduct(evidence)
  const failure = accessFailure(evidence)
  if (failure?.isFinal) return { artefact: 'blocked', ...conduct, checks: [], blocked: failure.blocked }

  if (evidence.claim.kind === 'blocked' && !failure && standInGap(evidence) === undefined) {
    return { artefact: 'rejected', ...conduct, checks: [unprovedBlock(evidence.claim.reason)] }
  }

  const trial = await hold(evidence, rig)
  const checks = artefactChecks.flatMap((check) => {
    const result = check.examine(trial)
    return result ? [{ check: check.name, ...excused(check.name, result, evidence) }] : []
  })
  const artefact = fold(checks)
  const judged = { ...conduct, checks, ...seenOf(trial) }
  if (artefact === 'accepted') return { artefact, ...judged, proof: proofOf(trial) }
  if (failure) return { artefact: 'blocked', ...judged, blocked: failure.blocked }
  return { artefact, ...judged }
}

/** What is worth knowing, and no check. */
function seenOf({ generated, replay }: Trial): Pick<Verdict, 'mutation' | 'neverReached'> {
  const mutation = mutationOf(generated)
  const neverReached = replay?.neverReached
  return { ...(mutation && { mutation }), ...(neverReached && { neverReached }) }
}

/** Brings to light what there is to see, and stops as soon as there is no hope: what costs comes last. */
async function hold(evidence: Evidence, rig: VerifyRig): Promise<Trial> {
  const { source } = evidence
  const known = lastSuccess(evidence)
  const trial: Trial = {
    evidence,
    ...(source.kind === 'file' && { reading: await asPart('read', () => readSource(source.text, rig.toolchain)) }),
    ...(known && { known }),
    runs: [],
    recording: [],
  }
  if (source.kind !== 'file' || isBroken(sourceWritten, trial)) return trial
  // What never ran well is rejected; whether it compiles at all is worth a look only where it is said to be done.
  if (!known && evidence.claim.kind !== 'done') return trial
  return rig.heavy(async () => {
    const clean = await openCleanRoom(evidence.interaction, source.text, { ...rig, seen: evidence.recording })
    try {
      return await holdIn(clean, trial, { ...rig, source: source.text })
    } finally {
      await clean[Symbol.asyncDispose]()
    }
  })
}

async function holdIn(clean: CleanRoom, trial: Trial, rig: VerifyRig & { readonly source: string }): Promise<Trial> {
  const { evidence, known, reading } = trial
  const { interaction } = evidence
  const compilation = await asPart('compile', () => clean.room.compile())
  const built = compilation.kind === 'compiled' ? await clean.room.built() : undefined
  if (compilation.kind === 'compiled' && !built) {
    return { ...trial, compilation: { kind: 'rig-fault', because: 'what the compiler built could not be read' } }
  }
  if (!built || !known || reading?.kind !== 'read' || isBroken(platformRules, trial)) return { ...trial, compilation }

  const schemas = declaredSchemas(built)
  const options = { evidence, from: known, schemas, seed: rig.seed }
  const runs = await asPart('fresh runs', () => freshRuns(clean, options))
  const ran: Trial = {
    ...trial,
    ...(clean.isShared && { isShared: true }),
    compilation,
    schemas,
    runs,
    told: clean.told,
    recording: [...clean.gateway.recording],
  }
  const good = goodRuns(ran)
  const [run] = good
  if (!run) return ran
  const { toolchain, reader, source, seed, pseudonyms } = rig
  const literals = reading.literals.map(({ text }) => text)
  const replay = await asPart('replay', () =>
    replayFunction({ evidence, clean, built, runs: good, toolchain, schemas, literals, seed }),
  )
  const replayed: Trial = {
    ...ran,
    ...(replay && { replay }),
    takenForYes: await asPart('more runs', () => takenForYes(clean, run, replay)),
    wholeInputs: await asPart('more runs', () => wholeInputs(clean, run, replay)),
  }
  if (artefactChecks.some((check) => isBroken(check, replayed))) return replayed
  const goingOn = await asPart('more runs', () => goOn(clean, options, runs.at(-1)))
  const gone: Trial = { ...replayed, ...(goingOn && { goingOn }), recording: [...clean.gateway.recording] }
  if (isBroken(changesFollowed, gone)) return gone
  const lostAnswer = await asPart('more runs', () => loseAnAnswer(clean, options, { runs: good, replay }))
  const lost: Trial = { ...gone, ...(lostAnswer && { lostAnswer }), recording: [...clean.gateway.recording] }
  if (isBroken(repeatsNoWrite, lost)) return lost
  const warm = { toolchain, ...(reader && { reader }), ...(pseudonyms && { pseudonyms }) }
  const tests = await asPart('tests', () =>
    proveTests({ interaction, source, faults: reading.faults, literals, run, ...warm }),
  )
  return { ...lost, ...tests }
}

function isBroken(check: ArtefactCheck, trial: Trial): boolean {
  const result = check.examine(trial)
  return result !== undefined && excused(check.name, result, trial.evidence).outcome === 'broken'
}

/** What a person excused in the spec is shown, and does not count. Who excuses errors excuses absence too. */
function excused(name: string, result: CheckResult, { interaction }: Evidence): CheckResult {
  if (result.outcome !== 'broken') return result
  const names = name === 'not-found-surfaces' ? [name, 'errors-surface'] : [name]
  const exemption = interaction.exempt.find(({ check }) => names.includes(check))
  return exemption ? { outcome: 'exempt', because: `${result.because} (excused: ${exemption.reason})` } : result
}

function unprovedBlock(reason: string): Named<CheckResult> {
  return {
    check: 'unproved-block',
    outcome: 'broken',
    because: 'it said that it was blocked, but nothing that it was asked for was refused access',
    exhibits: [{ kind: 'text', quote: reason.slice(0, 300) }],
  }
}

function fold(checks: readonly Named<CheckResult>[]): Artefact {
  if (checks.some(({ outcome }) => outcome === 'broken')) return 'rejected'
  if (checks.some(({ outcome }) => outcome === 'undecided')) return 'undecided'
  return checks.some(({ check }) => check === generatedTestsPass.name) ? 'accepted' : 'undecided'
}

function runAgainOf(run: FreshRun | undefined): RunAgain | undefined {
  if (!run?.account) return undefined
  const { account, input, metadata } = run
  return { account, ...(input === undefined ? {} : { input }), ...(metadata === undefined ? {} : { metadata }) }
}

/** Each page once, as it was last. */
function pagesRead({ recording }: Evidence): PageRead[] {
  const read = recording.flatMap(({ kind, url, responseHeaders }) => {
    const sha256 = responseHeaders[pageDigest]
    const page = new URLSearchParams(url.split('?')[1] ?? '').get('page')
    return kind === 'docs' && sha256 !== undefined && page !== null ? [[page, { page, sha256 }] as const] : []
  })
  return [...new Map(read).values()]
}

function proofOf(trial: Trial): Proof {
  const { source } = trial.evidence
  if (source.kind !== 'file' || !trial.generated) throw new Error('accepted without source or tests')
  const [run] = goodRuns(trial)
  const { isDisguised } = trial.generated
  if (run && isLive(run) && !isDisguised) throw new Error('what a live account answered would be published as it is')
  const again = isDisguised ? undefined : runAgainOf(run)
  const pages = pagesRead(trial.evidence)
  return {
    sourceSha256: source.sha256,
    exchanges: goodRuns(trial).flatMap(({ exchanges }) => proxied(exchanges).map(({ seq }) => seq)),
    files: trial.generated.files,
    tests: trial.generated.names,
    ...(again && { again }),
    ...(isDisguised && { isDisguised }),
    ...(pages.length > 0 && { pages }),
  }
}
