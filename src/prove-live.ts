import { randomBytes, randomInt } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { ReadReceipt } from './assemble/read-receipt.ts'
import { type Json, type JsonObject, isJsonObject, jsonObjectOrNothing } from './lib/json.ts'
import { mintSecret } from './lib/mint-secret.ts'
import { sha256 } from './lib/sha256.ts'
import { openTempDir } from './lib/temp-dir.ts'
import type { Reader } from './nango/reader.ts'
import type { FunctionRun, ProjectFile } from './nango/room.ts'
import type { Toolchain } from './nango/toolchain.ts'
import type { ProofAccounts } from './open-proof-accounts.ts'
import type { Interaction } from './plan/interaction.ts'
import type { Fixture } from './prove/fixture-shape.ts'
import type { ListedFunction } from './prove/functions-of.ts'
import { type FunctionProof, reasonsIn } from './prove/project-proof.ts'
import type { Evidence } from './verify/evidence.ts'
import { mayWrite } from './verify/is-write.ts'
import { isRefusal } from './verify/refusal.ts'
import { stageLive } from './verify/stage-live.ts'
import { proxied } from './verify/trial.ts'
import type { Verdict } from './verify/verdict.ts'
import { verify } from './verify/verify.ts'

export interface LiveOptions {
  readonly of: ListedFunction
  readonly source: ProjectFile
  /** Files of the project that it imports. */
  readonly helpers: readonly ProjectFile[]
  readonly read: ReadReceipt
  readonly fixture: Fixture
  readonly accounts: ProofAccounts
  readonly toolchain: Toolchain
  readonly reader: Reader
}

type Live = Pick<FunctionProof, 'evidence' | 'artefact' | 'because' | 'checks'>

/** Proves a function in the test account of its API: it is run there once, and then judged like an agent's last. */
export async function proveLive(options: LiveOptions): Promise<Live> {
  const { of, source, helpers, accounts, toolchain, reader } = options
  const account = accounts.of(of)
  if (!account) return undecided(`the spec names no account for "${of.api}"`)
  if (helpers.length > 0) return undecided('it imports files of its project: only a function in one file is run there')
  const interaction = knownOf(account.planned, options.read)
  const input = inputFor(account.planned, options)
  if (input.kind === 'none') return undecided(input.because)

  const temp = await openTempDir()
  try {
    const inDir = async (name: string) => {
      const dir = join(temp.dir, name)
      await mkdir(dir)
      const pseudonyms = { key: randomBytes(32), isForced: false }
      const rig = { toolchain, reader, dir, socketDir: temp.dir, mint: mintSecret, heavy: atOnce, pseudonyms }
      return { ...rig, live: account.live, seed: randomInt(2 ** 31) }
    }
    const staged = { interaction, source: { ...source, sha256: sha256(source.text) }, input: input.value }
    const first = await stageLive(staged, await inDir('first'))
    // One that may be given something and need not is given nothing by this; the API was not asked yet.
    const isEmptyWanted = input.value === undefined && isInvalidInput(first.ending)
    const { ending, evidence } = isEmptyWanted ? await stageLive({ ...staged, input: {} }, await inDir('empty')) : first
    const notIts = notItsDoing(ending, evidence, input)
    if (notIts !== undefined) return undecided(notIts)
    return found(await verify(evidence, await inDir('verification')), accounts)
  } finally {
    await temp[Symbol.asyncDispose]()
    await account.release()
  }
}

function undecided(because: string): Live {
  return { evidence: null, artefact: 'undecided', because: [because], checks: [] }
}

function found({ artefact, checks, blocked }: Verdict, { upstream }: ProofAccounts): Live {
  const reasons = blocked ? [`the account refused: ${blocked.because}`] : []
  return {
    evidence: upstream,
    artefact: artefact === 'blocked' ? 'undecided' : artefact,
    because: artefact === 'accepted' ? [] : [...reasons, ...reasonsIn(checks)],
    checks,
  }
}

/** What the spec does not say of it, its receipt may. */
function knownOf(planned: Interaction, read: ReadReceipt): Interaction {
  if (planned.does !== '' || read.kind !== 'receipt') return planned
  const { does, again } = read.receipt
  if (!again) return { ...planned, does }
  const { operations, exempt, only } = again
  return { ...planned, does, operations, exempt, ...(only && { only }) }
}

type Input =
  | { readonly kind: 'given'; readonly from: 'spec' | 'fixture' | 'nothing'; readonly value: Json | undefined }
  | { readonly kind: 'none'; readonly because: string }

/**
 * What a person wrote into the spec. Else what its fixture has, as long as it only read by it: what it would change, and
 * whether that is there for it, a fixture cannot say. What neither knows is not let loose on an account.
 */
function inputFor({ id, does, input }: Interaction, { read, fixture }: LiveOptions): Input {
  const [api, name] = id.split('/')
  const mend = `give it one in the spec: apis.${api}.interactions.${name}.input`
  const isListed = does !== ''
  if (input !== undefined) return { kind: 'given', from: 'spec', value: input }
  if (fixture.kind !== 'run') {
    return isListed
      ? { kind: 'given', from: 'nothing', value: undefined }
      : { kind: 'none', because: 'neither the spec nor a fixture says what it is to be run with' }
  }
  const given = fixture.run.input
  if (fixture.run.answers.some(mayWrite) && !(isListed && isEmpty(given))) {
    return { kind: 'none', because: `it writes, and what it may write is for you to say: ${mend}` }
  }
  if (isEmpty(given)) return { kind: 'given', from: 'nothing', value: undefined }
  // Pseudonyms name nothing; a list can often be had without any input.
  const isOfNobody = read.kind === 'receipt' && read.receipt.proved.personalValues === 'replaced'
  return { kind: 'given', from: 'fixture', value: isOfNobody ? {} : given }
}

function isEmpty(input: Json | undefined): boolean {
  return input === undefined || input === null || JSON.stringify(input) === '{}'
}

function isInvalidInput(ending: FunctionRun): boolean {
  return ending.kind === 'invalid' && ending.what === 'input'
}

/** Why a first run that did not end well says nothing about the function. */
function notItsDoing(ending: FunctionRun, { recording, accessStops }: Evidence, input: Input): string | undefined {
  const refused = refusedIn(recording)
  if (refused !== undefined) return refused
  if (ending.kind === 'returned') return undefined
  if (ending.kind === 'rig-fault') return ending.because
  // Verification says it in its own words.
  if (accessStops.length > 0) return undefined
  const last = proxied(recording).at(-1)
  if (last && (last.status === 429 || last.status >= 500)) {
    return `the API was out of order: it answered ${last.status} to ${last.method} ${last.endpoint}`
  }
  if (ending.kind === 'invalid' && ending.what === 'input')
    return `the input that there is for it is not one that it takes (${ending.because}): give it one in the spec`
  if (input.kind === 'given' && input.from === 'fixture' && last && isRefusal(last)) {
    return `the account has nothing for the input in its fixture (${last.status} to ${last.method} ${last.endpoint}): give it one in the spec`
  }
  return undefined
}

/** What it was kept from, since it would have changed what is not its own. Whether it does that right, nobody saw. */
function refusedIn(recording: Evidence['recording']): string | undefined {
  const refused = recording.find(({ madeBy, status }) => madeBy === 'policy' && status === 403)
  const { error } = (refused && jsonObjectOrNothing(refused.responseBody)) ?? {}
  const { code, message } = isJsonObject(error ?? null) ? (error as JsonObject) : {}
  return code === 'not_yours' ? String(message) : undefined
}

/** So many functions are in work as there may be heavy things. */
function atOnce<result>(work: () => Promise<result>): Promise<result> {
  return work()
}
