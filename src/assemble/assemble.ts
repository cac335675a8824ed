import { join } from 'node:path'
import { sha256 } from '../lib/sha256.ts'
import type { FunctionRef, ProjectFile } from '../nango/room.ts'
import { projectFiles, packageManifest, sourcePath } from '../nango/project-files.ts'
import type { Toolchain } from '../nango/toolchain.ts'
import type { Interaction } from '../plan/interaction.ts'
import type { Proof, Verdict } from '../verify/verdict.ts'
import { earlierFunctions } from './earlier-functions.ts'
import type { Integration } from './integration.ts'
import { openLedger } from './ledger.ts'
import { proveWhole } from './prove-whole.ts'
import { readme } from './readme.ts'
import { type Receipt, type ReceiptFacts, receiptOf, receiptPath } from './receipt.ts'

/** A function that was proved, with what proves it. */
export interface Accepted {
  readonly interaction: Interaction
  readonly attempt: number
  readonly source: { readonly text: string; readonly sha256: string }
  readonly verdict: Verdict
  readonly proof: Proof
  readonly facts: ReceiptFacts
}

export interface AssembleOptions {
  readonly accepted: readonly Accepted[]
  /** One Nango project; functions that earlier runs put there stay in it. */
  readonly outputDir: string
  readonly toolchain: Toolchain
}

/**
 * Puts accepted functions together into one Nango project, one integration per API, and proves the whole: compiled by
 * the plain CLI, all tests run. Throws UserError, and writes nothing, if that would overwrite a file that it did not
 * write.
 */
export async function assemble(options: AssembleOptions): Promise<{ readonly integrations: readonly Integration[] }> {
  const { accepted, outputDir, toolchain } = options
  const added = accepted.map(assembledFrom)
  const names = new Set(added.map(({ receipt }) => receipt.interaction))
  const earlier = (await earlierFunctions(outputDir)).filter(({ receipt }) => !names.has(receipt.interaction))
  const all = [...earlier, ...added].toSorted((a, b) => (a.receipt.interaction < b.receipt.interaction ? -1 : 1))

  const shared = sharedFiles(toolchain, all)
  const ledger = await openLedger(outputDir)
  const files = [...shared, ...added.flatMap((each) => [...each.files, asReceiptFile(each.receipt)])]
  await ledger.write(files)

  const proof = await proveWhole(toolchain, [...shared, ...all.flatMap((each) => each.files)])
  const apis = [...new Set(added.map(({ receipt }) => receipt.api))]
  return { integrations: apis.map((api) => integrationOf(api, all, { outputDir, proof })) }
}

/** One function of the project: its source, its fixture and its test. */
export interface Assembled {
  readonly receipt: Receipt
  readonly files: readonly ProjectFile[]
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

function asReceiptFile(receipt: Receipt): ProjectFile {
  return { path: receiptPath(receipt), text: `${JSON.stringify(receipt, null, 2)}\n` }
}

/** What belongs to the project as a whole. No `.env`: that one is for the keys of whoever deploys it. */
function sharedFiles(toolchain: Toolchain, all: readonly Assembled[]): ProjectFile[] {
  const refs = all.map(({ receipt }): FunctionRef => receipt)
  const kept = projectFiles(toolchain, refs).filter(({ path }) => path === 'index.ts' || path === 'tsconfig.json')
  const manifest = packageManifest(toolchain)
  const withTests = {
    ...manifest,
    scripts: { ...manifest.scripts, test: 'vitest run' },
    devDependencies: { ...manifest.devDependencies, vitest: toolchain.versions.vitest },
  }
  return [
    ...kept,
    { path: 'package.json', text: `${JSON.stringify(withTests, null, 2)}\n` },
    { path: '.gitignore', text: 'node_modules/\nbuild/\ndist/\n.env\n' },
    // Its directory is how the CLI knows a project by.
    { path: '.nango/.gitkeep', text: '' },
    { path: 'README.md', text: readme(all.map(({ receipt }) => receipt)) },
  ]
}

interface Whole {
  readonly outputDir: string
  readonly proof: Awaited<ReturnType<typeof proveWhole>>
}

function integrationOf(api: string, all: readonly Assembled[], { outputDir, proof }: Whole): Integration {
  const own = all.filter(({ receipt }) => receipt.api === api)
  const expected = own.flatMap(({ receipt }) => receipt.tests)
  const passed = expected.filter((name) => proof.passed.has(name)).length
  return {
    api,
    path: join(outputDir, api),
    functions: own.length,
    compiled: proof.compiled(api),
    tests: { passed, failed: expected.length - passed },
  }
}
