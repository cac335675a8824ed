import { join } from 'node:path'
import { sha256 } from '../lib/sha256.ts'
import { UserError } from '../lib/user-error.ts'
import type { ProjectFile } from '../nango/room.ts'
import { sourcePath } from '../nango/project-files.ts'
import type { Toolchain } from '../nango/toolchain.ts'
import type { ContentParts } from '../plan/content-parts.ts'
import type { Interaction } from '../plan/interaction.ts'
import type { Proof, Verdict } from '../verify/verdict.ts'
import { type Sorted, findBreakers } from './breakers.ts'
import { type Difference, type LeftOut, differenceOf } from './difference.ts'
import { earlierFunctions } from './earlier-functions.ts'
import type { Integration } from './integration.ts'
import { inTheWay } from './in-the-way.ts'
import { type GivenUp, type Ledger, openLedger } from './ledger.ts'
import { compileComplaint, passingTests } from './prove-whole.ts'
import { type ReceiptFacts, receiptOf } from './receipt.ts'
import { type Assembled, type Site, filesToWrite, ownFiles, projectOf } from './whole-project.ts'

/** A function that was proved, with what proves it. */
export interface Accepted {
  readonly interaction: Interaction
  readonly attempt: number
  readonly source: { readonly text: string; readonly sha256: string }
  readonly verdict: Verdict
  readonly proof: Proof
  readonly facts: ReceiptFacts
  /** When it was judged: ISO 8601. */
  readonly at: string
  /** What its proof depends on; absent in what older versions recorded. */
  readonly content?: ContentParts
}

export interface AssembleOptions {
  readonly accepted: readonly Accepted[]
  /** APIs of functions that the run kept as they are in the project: the whole is proved for them too. */
  readonly kept?: readonly string[]
  /** One Nango project; functions that earlier runs put there stay in it, and so does what a person wrote. */
  readonly outputDir: string
  readonly toolchain: Toolchain
  readonly givenUp?: GivenUp
  /** Shown what would be done before it is; nothing is written unless it agrees. Everything agrees when absent. */
  readonly confirm?: (difference: Difference) => Promise<boolean>
}

export interface Assembly {
  /** None when nobody agreed. */
  readonly integrations: readonly Integration[]
}

/**
 * Puts accepted functions together into one Nango project, one integration per API, and proves the whole: compiled by
 * the plain CLI, all tests run. A function that breaks the whole, or in whose place somebody else's file is, is left
 * out. Throws UserError, and writes nothing, if what is there already does not compile.
 */
export async function assemble(options: AssembleOptions): Promise<Assembly> {
  const { outputDir, toolchain, confirm, accepted, kept = [], givenUp } = options
  const ledger = await openLedger(outputDir, givenUp)
  const site: Site = { outputDir, toolchain, ledger, there: await earlierFunctions(outputDir) }
  const { free, leftOut: inTheWay } = await withoutThoseInTheWay(accepted.map(assembledFrom), ledger)
  const { good, breakers } = await whatGoesTogether(site, free)
  const leftOut = [
    ...inTheWay,
    ...breakers.map(({ part, because }) => ({ interaction: part.receipt.interaction, because })),
  ]

  const project = await projectOf(site, good)
  const difference = await differenceOf(site, { project, good, leftOut })
  // With nothing to add there is nothing to agree to.
  if (accepted.length > 0 && confirm && !(await confirm(difference))) return { integrations: [] }
  const isWritten = ({ path }: ProjectFile) => !difference.left.includes(path)
  const files = filesToWrite(project, good)
  if (good.length > 0) await ledger.write(files.filter(isWritten), { 'index.ts': project.indexBefore })

  const passed = await passingTests(toolchain, project.files)
  const apis = [...new Set([...accepted.map(({ interaction }) => interaction.api), ...kept])]
  return { integrations: apis.map((api) => integrationOf(api, project.functions, { outputDir, passed, leftOut })) }
}

/** A file that we did not write is never overwritten: whose place it takes stays out. */
async function withoutThoseInTheWay(
  added: readonly Assembled[],
  ledger: Ledger,
): Promise<{ readonly free: readonly Assembled[]; readonly leftOut: readonly LeftOut[] }> {
  const looked = await Promise.all(
    added.map(async (each) => {
      const states = await Promise.all(
        ownFiles(each).map(async (file) => ({ file, state: await ledger.stateOf(file) })),
      )
      return { each, foreign: states.filter(({ state }) => state === 'foreign').map(({ file }) => file.path) }
    }),
  )
  const leftOut = looked.flatMap(({ each, foreign }) => {
    return foreign.length > 0 ? [{ interaction: each.receipt.interaction, because: inTheWay(foreign) }] : []
  })
  return { free: looked.flatMap(({ each, foreign }) => (foreign.length === 0 ? [each] : [])), leftOut }
}

/** Those that compile together with what is there. Looks for breakers only if the whole does not compile. */
async function whatGoesTogether(site: Site, added: readonly Assembled[]): Promise<Sorted<Assembled>> {
  const complaint = async (parts: readonly Assembled[]) =>
    compileComplaint(site.toolchain, (await projectOf(site, parts)).files)
  const words = await complaint(added)
  if (words === undefined) return { good: added, breakers: [] }
  const before = await projectOf(site, [])
  const isEmpty = !before.index.includes('import')
  const complaintBefore = isEmpty ? undefined : await compileComplaint(site.toolchain, before.files)
  if (complaintBefore !== undefined) {
    throw new UserError(
      `What is in ${site.outputDir} does not compile as it is, before anything is added:\n${complaintBefore}\nNothing was written.`,
      'Correct it, then write the integrations: assay assemble.',
    )
  }
  return findBreakers(added, complaint, ({ receipt }) => words.includes(sourcePath(receipt)))
}

function assembledFrom(accepted: Accepted): Assembled {
  const { interaction, source, proof } = accepted
  if (sha256(source.text) !== proof.sourceSha256) {
    throw new Error(`the source of ${interaction.id} is not the one that was proved`)
  }
  const tests = `${interaction.api}/tests/`
  const strange = proof.files.find(({ path }) => !path.startsWith(tests) || path.slice(tests.length).includes('/'))
  if (strange)
    throw new Error(`the proof of ${interaction.id} has a file in a place that is not its own: ${strange.path}`)
  const files = [{ path: sourcePath(interaction), text: source.text }, ...proof.files]
  return { receipt: receiptOf(accepted, files), files }
}

interface Whole {
  readonly outputDir: string
  readonly passed: ReadonlySet<string>
  readonly leftOut: readonly LeftOut[]
}

/** What is written was compiled before: what does not compile was left out. */
function integrationOf(api: string, all: readonly Assembled[], { outputDir, passed, leftOut }: Whole): Integration {
  const own = all.filter(({ receipt }) => receipt.api === api)
  const expected = own.flatMap(({ receipt }) => receipt.tests)
  const passing = expected.filter((name) => passed.has(name)).length
  return {
    api,
    path: join(outputDir, api),
    functions: own.length,
    compiled: true,
    tests: { passed: passing, failed: expected.length - passing },
    leftOut: leftOut.filter(({ interaction }) => interaction.startsWith(`${api}/`)),
  }
}
