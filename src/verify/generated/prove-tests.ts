import { fixtureOf } from '../../gateway/fixture.ts'
import { generatedTest } from '../../nango/generated-test.ts'
import { type ProjectFile, openRoom } from '../../nango/room.ts'
import { projectFiles, sourcePath } from '../../nango/project-files.ts'
import type { Reader } from '../../nango/reader.ts'
import type { Toolchain } from '../../nango/toolchain.ts'
import type { Interaction } from '../../plan/interaction.ts'
import type { Fault } from '../source/boxed/faults.ts'
import type { FreshRun, GeneratedTests, Mutant, Trial } from '../trial.ts'
import { type PseudonymRule, disguise, isToBeDisguised } from './personal/disguise.ts'

export interface ProveTestsOptions {
  readonly interaction: Interaction
  readonly source: string
  readonly faults: readonly Fault[]
  readonly run: FreshRun
  /** Texts and numbers that the source has: they decide what the function does. */
  readonly literals: readonly string[]
  readonly pseudonyms?: PseudonymRule
  readonly toolchain: Toolchain
  readonly reader?: Reader
}

type Proved = Pick<Trial, 'generated' | 'notGenerated'>

/**
 * Writes fixture and test from our recording of one run, and runs them once on the function and on each faulty copy of
 * it. Personal values of a live account are replaced in them: at first all, then all but words that the source has.
 */
export async function proveTests(options: ProveTestsOptions): Promise<Proved> {
  const { run, source, literals, pseudonyms } = options
  const cut = run.exchanges.find(({ kind, responseCut }) => kind === 'proxy' && responseCut)
  if (cut) return { notGenerated: `the answer to ${cut.method} ${cut.endpoint} is too large to be kept in a fixture` }
  if (!isToBeDisguised(run, pseudonyms)) return { generated: await generatedFrom(options) }
  for (const isLenient of [false, true]) {
    const disguised = disguise(run, { source, literals, isLenient }, pseudonyms)
    const generated = await generatedFrom({ ...options, run: disguised.run })
    if (!isGreen(generated)) continue
    return disguised.leakIn(generated.files) === undefined
      ? { generated: { ...generated, isDisguised: true } }
      : { notGenerated: 'a personal value of the account would be in its fixture' }
  }
  // Its files are not for publishing: they only tell whose fault it is.
  const asRecorded = await generatedFrom(options)
  if (!isGreen(asRecorded)) return { generated: asRecorded }
  return {
    notGenerated: "its tests pass with what was recorded, but not with the account's personal values replaced",
  }
}

function isGreen({ names, run }: GeneratedTests): boolean {
  return (
    run.disagreement === undefined && names.every((name) => run.passed.includes(name) && !run.failed.includes(name))
  )
}

async function generatedFrom(options: ProveTestsOptions): Promise<GeneratedTests> {
  const { interaction, source, toolchain, reader } = options
  const fixture = fixtureText(options)
  const at = looksAtClock.test(source) ? options.run.exchanges[0]?.at : undefined
  const own = testFilesOf(interaction, { fixture, run: options.run, at })
  const mutants = options.faults.map((fault) => mutantOf(fault, { interaction, fixture, run: options.run, at }))
  const files = [
    ...projectFiles(toolchain, [interaction]),
    { path: sourcePath(interaction), text: source },
    ...own.files,
    ...mutants.flatMap(({ files }) => files),
  ]
  const room = await openRoom({ toolchain, files, functions: [interaction], ...(reader && { reader }) })
  try {
    const run = await room.test()
    return { ...own, mutants: mutants.map(({ mutant }) => mutant), run }
  } finally {
    await room[Symbol.asyncDispose]()
  }
}

/** Words in a comment do no harm: then the clock is set for nothing. */
const looksAtClock = /\bDate\.now\b|\bnew Date\(\s*\)|\bDate\(\s*\)/

type FunctionName = Pick<Interaction, 'api' | 'name' | 'kind'>

function fixtureText({ interaction, run }: ProveTestsOptions): string {
  const { ending, exchanges, input, metadata } = run
  const fixture = fixtureOf({
    exchanges,
    connection: interaction.connection,
    provider: interaction.api,
    input,
    metadata,
    ...(ending.kind === 'returned' && interaction.kind === 'action' ? { output: ending.output } : {}),
    ...(ending.kind === 'returned' && interaction.kind === 'sync'
      ? { saved: ending.saved, deleted: ending.deleted }
      : {}),
  })
  return `${JSON.stringify(fixture, null, 2)}\n`
}

interface Recorded {
  readonly fixture: string
  readonly run: FreshRun
  /** When, if that matters. */
  readonly at: string | undefined
}

function testFilesOf(
  ref: FunctionName,
  { fixture, run: { ending }, at }: Recorded,
): { files: ProjectFile[]; names: readonly string[] } {
  const models = ending.kind === 'returned' ? Object.keys({ ...ending.saved, ...ending.deleted }) : []
  const test = generatedTest(ref, models, at)
  return {
    files: [
      { path: `${ref.api}/tests/${ref.name}.test.json`, text: fixture },
      { path: test.path, text: test.text },
    ],
    names: test.names,
  }
}

function mutantOf(
  fault: Fault,
  { interaction, ...recorded }: Recorded & { interaction: FunctionName },
): { mutant: Mutant; files: ProjectFile[] } {
  const ref = { api: interaction.api, name: `${interaction.name}-${fault.id}`, kind: interaction.kind }
  const { files, names } = testFilesOf(ref, recorded)
  return { mutant: { ...fault, tests: names }, files: [...files, { path: sourcePath(ref), text: fault.text }] }
}
