import { type ReadReceipt, receiptOfFunction } from './assemble/read-receipt.ts'
import { sha256 } from './lib/sha256.ts'
import { UserError } from './lib/user-error.ts'
import { projectFiles } from './nango/project-files.ts'
import type { Reader } from './nango/reader.ts'
import type { ProjectFile } from './nango/room.ts'
import type { Toolchain } from './nango/toolchain.ts'
import type { ProofAccounts } from './open-proof-accounts.ts'
import { isProvable, proveEmbedded } from './prove-embedded.ts'
import { proveLive } from './prove-live.ts'
import { editedSince } from './prove/compare-with-receipt.ts'
import { type FunctionFiles, filesOf } from './prove/files-of.ts'
import { fixtureOf } from './prove/fixture-of.ts'
import type { Fixture } from './prove/fixture-shape.ts'
import type { ListedFunction } from './prove/functions-of.ts'
import { type FunctionProof, reasonsIn, saysOf } from './prove/project-proof.ts'
import type { CheckResult, Named } from './verify/check.ts'
import { notAskedOfRecordings } from './verify/checks/index.ts'
import { type RecordedVerdict, verifyRecorded } from './verify/recorded/verify-recorded.ts'
import { type ReadSource, readAll } from './verify/source/read-once.ts'

/** What the proofs of a project's functions share. */
export interface Bench {
  readonly root: string
  readonly toolchain: Toolchain
  readonly reader: Reader
  readonly readSource: ReadSource
  /** Test accounts of live APIs, where functions are to be proved there. */
  readonly accounts?: ProofAccounts
}

/** What became of one function, before it is told which. */
type Found = Pick<FunctionProof, 'evidence' | 'artefact' | 'because' | 'checks'> &
  Partial<Pick<FunctionProof, 'edited' | 'notAsked'>>

/** Proves one function of a project. Whatever is in its files, there is a verdict on it. */
export async function proveFunction(of: ListedFunction, bench: Bench): Promise<FunctionProof> {
  const began = performance.now()
  const found = await verdictOn(of, bench).catch((error: unknown): Found => {
    if (error instanceof UserError) throw error
    // Our bug, found by somebody's files: it must not take the verdicts on the other functions with it.
    return unjudged('undecided', `Assay failed at it, which is a bug of Assay: ${String(error)}`)
  })
  const { id, api, name, kind, path } = of
  return {
    id,
    api,
    name,
    kind,
    path,
    edited: [],
    notAsked: [],
    ...found,
    ...(found.artefact === 'accepted' && found.evidence && { says: saysOf[found.evidence] }),
    seconds: Math.round((performance.now() - began) / 100) / 10,
  }
}

async function verdictOn(of: ListedFunction, bench: Bench): Promise<Found> {
  if (of.unfit) return unjudged(of.unfit.artefact, of.unfit.because)
  const files = await filesOf(bench.root, of.path)
  if (files.kind === 'unreadable') return unjudged('undecided', files.because)
  const read = await receiptOfFunction(bench.root, of)
  const edited = await editedIn(read, bench)
  const found = (await compileFirst(of, files, bench)) ?? (await proofOf(of, files, { read, edited, bench }))
  return { ...found, edited }
}

async function editedIn(read: ReadReceipt, { root }: Bench): Promise<string[]> {
  if (read.kind === 'none') return []
  return read.kind === 'unreadable' ? [read.path] : editedSince(root, read.receipt.files)
}

interface Receipted {
  readonly read: ReadReceipt
  readonly edited: readonly string[]
  readonly bench: Bench
}

async function proofOf(of: ListedFunction, files: Files, { read, edited, bench }: Receipted): Promise<Found> {
  const fixture = await fixtureOf(bench.root, of)
  const { accounts, toolchain, reader } = bench
  if (accounts) {
    const { source, helpers } = files
    return proveLive({ of, source, helpers, read, fixture, accounts, toolchain, reader })
  }
  // The room at a stand-in takes one file.
  if (read.kind !== 'receipt' || !isProvable(read.receipt) || files.helpers.length > 0) {
    return verdictByFixture(of, files, { fixture, bench })
  }
  return proveEmbedded({
    source: files.source,
    receipt: read.receipt,
    edited,
    fixture: () => agreementWith(of, files, { fixture, bench }),
    toolchain,
    reader,
  })
}

/** Whether a function that was proved otherwise agrees with its fixture too. */
async function agreementWith(
  of: ListedFunction,
  files: Files,
  { fixture, bench }: WithFixture,
): Promise<Named<CheckResult> | undefined> {
  if (fixture.kind === 'none') return undefined
  if (fixture.kind === 'unfit') {
    const because = `its fixture ${fixture.path} cannot be used: ${fixture.because}`
    return { check: 'agrees-with-recording', outcome: 'broken', because, exhibits: [] }
  }
  const { checks } = await playedWith(of, files, { fixture, bench })
  return checks.find(({ check }) => check === 'agrees-with-recording')
}

interface WithFixture {
  readonly fixture: Fixture
  readonly bench: Bench
}

async function verdictByFixture(of: ListedFunction, files: Files, { fixture, bench }: WithFixture): Promise<Found> {
  switch (fixture.kind) {
    case 'run':
      return recordedVerdict(of, files, { fixture, bench })
    case 'none':
      return unjudged('undecided', 'it has no fixture to play it with, and no receipt of an earlier proof')
    case 'unfit':
      return unjudged('undecided', `its fixture ${fixture.path} cannot be used: ${fixture.because}`)
  }
}

function unjudged(artefact: 'rejected' | 'undecided', because: string): Found {
  return { evidence: null, artefact, because: [because], checks: [] }
}

type Files = Extract<FunctionFiles, { kind: 'read' }>

/** A project with this function alone: one that does not compile says nothing about the others. */
function projectWithOne({ path }: ListedFunction, { source, helpers }: Files, toolchain: Toolchain): ProjectFile[] {
  const ours = projectFiles(toolchain, []).filter((file) => file.path !== 'index.ts')
  const index = { path: 'index.ts', text: `import './${path.replace(/\.ts$/, '.js')}';\n` }
  return [...ours, index, source, ...helpers]
}

/** Nothing of it is executed for this. */
async function compileFirst(of: ListedFunction, files: Files, bench: Bench): Promise<Found | undefined> {
  const reading = await bench.reader.compile(projectWithOne(of, files, bench.toolchain))
  if (reading.kind === 'built') return undefined
  if (reading.kind === 'rig-fault') return unjudged('undecided', reading.because)
  const words = reading.output.trim()
  const [, missing] = /Cannot find module '([^'.][^']*)'/.exec(words) ?? []
  if (missing !== undefined) {
    return unjudged('undecided', `it needs the package ${missing}, which is not among those that Nango itself brings`)
  }
  const exhibits = [{ kind: 'text', quote: words.slice(0, 600) } as const]
  const because = 'the source does not compile'
  return {
    evidence: null,
    artefact: 'rejected',
    because: [`compiles: ${because}`],
    checks: [{ check: 'compiles', outcome: 'broken', because, exhibits }],
  }
}

interface OnRecord {
  readonly fixture: Extract<Fixture, { kind: 'run' }>
  readonly bench: Bench
}

async function recordedVerdict(of: ListedFunction, files: Files, onRecord: OnRecord): Promise<Found> {
  const { artefact, checks } = await playedWith(of, files, onRecord)
  return { evidence: 'recorded', artefact, checks, because: reasonsIn(checks), notAsked: notAskedOfRecordings }
}

async function playedWith(of: ListedFunction, files: Files, { fixture, bench }: OnRecord): Promise<RecordedVerdict> {
  const { run } = fixture
  const { source, helpers } = files
  const { id, api, name, kind } = of
  const known = run.connection['connection_id']
  const connection = typeof known === 'string' ? known : 'recorded'
  const interaction = { id, api, name, kind, does: '', connection, docs: [], operations: [], exempt: [] }
  return verifyRecorded(
    {
      interaction,
      source: { ...source, sha256: sha256(source.text) },
      reading: await readAll(
        [source, ...helpers].filter(isCode).map(({ text }) => text),
        bench.readSource,
      ),
      files: projectWithOne(of, files, bench.toolchain),
      run,
    },
    bench,
  )
}

function isCode({ path }: ProjectFile): boolean {
  return !/\.(json|d\.ts)$/.test(path)
}
