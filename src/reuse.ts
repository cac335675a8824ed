import { statSync } from 'node:fs'
import { inTheWay } from './assemble/in-the-way.ts'
import { type Ledger, openLedger } from './assemble/ledger.ts'
import { type ReadReceipt, receiptOfFunction } from './assemble/read-receipt.ts'
import { type Receipt, receiptPath } from './assemble/receipt.ts'
import { type ContentOptions, contentOf } from './content-parts.ts'
import { sourcePath } from './nango/project-files.ts'
import { type ContentParts, differencesBetween } from './plan/content-parts.ts'
import type { Interaction } from './plan/interaction.ts'
import { editedSince } from './prove/compare-with-receipt.ts'
import type { KnownOutcome, ReusedFunction } from './record/entry.ts'

/**
 * What a run does for an interaction: nothing, since its proof holds; build it; build it again although the output has
 * something of it; or nothing, since assembling would leave it out for a file that stays.
 */
export type Reuse =
  | { readonly kind: 'reused'; readonly id: string; readonly function: ReusedFunction }
  | { readonly kind: 'built'; readonly id: string }
  | { readonly kind: 'rebuilt'; readonly id: string; readonly because: readonly string[] }
  | { readonly kind: 'in-the-way'; readonly id: string; readonly because: string }

export interface ReuseOptions extends ContentOptions {
  /** `nango-integrations`, the output of earlier runs. */
  readonly outputDir: string
}

/** What of a plan the output has already, as it was proved, with nothing changed that its proof depends on. In the plan's order. */
export async function reuseOf({ outputDir, ...options }: ReuseOptions): Promise<Reuse[]> {
  // Absent, or a file in its way: whoever writes there says so.
  if (!statSync(outputDir, { throwIfNoEntry: false })?.isDirectory()) {
    return options.plan.interactions.map(({ id }) => ({ kind: 'built', id }))
  }
  const ledger = await openLedger(outputDir)
  const content = contentOf(options)
  return Promise.all(
    options.plan.interactions.map((interaction) =>
      reuseOfOne(interaction, content[interaction.id] ?? {}, { outputDir, ledger }),
    ),
  )
}

interface Output {
  readonly outputDir: string
  readonly ledger: Ledger
}

async function reuseOfOne(interaction: Interaction, now: ContentParts, output: Output): Promise<Reuse> {
  const { id } = interaction
  const read = await receiptOfFunction(output.outputDir, interaction)
  const foreign = await foreignAmong(placesOf(interaction, read), output.ledger)
  if (foreign.length > 0) return { kind: 'in-the-way', id, because: inTheWay(foreign) }
  if (read.kind === 'none') return { kind: 'built', id }
  if (read.kind === 'unreadable') return { kind: 'rebuilt', id, because: [`${read.path} is not a receipt of it`] }
  const { receipt } = read
  const because = [...(await unlikeProved(interaction, receipt, output)), ...changedSince(receipt, now)]
  if (because.length > 0) return { kind: 'rebuilt', id, because }
  const { run, attempt } = receipt.proved
  return { kind: 'reused', id, function: { run, attempt, review: receipt.review } }
}

/** Where a function and what proves it are written, relative to the output. */
function placesOf(interaction: Interaction, read: ReadReceipt): string[] {
  const { api, name } = interaction
  const tests = [`${api}/tests/${name}.test.json`, `${api}/tests/${api}-${name}.test.ts`]
  const earlier = read.kind === 'receipt' ? read.receipt.files.map(({ path }) => path) : []
  return [...new Set([sourcePath(interaction), receiptPath(interaction), ...tests, ...earlier])]
}

async function foreignAmong(paths: readonly string[], ledger: Ledger): Promise<string[]> {
  const looked = await Promise.all(paths.map(async (path) => ((await ledger.isForeign(path)) ? [path] : [])))
  return looked.flat()
}

/** The files of a function, its receipt among them, that are not the ones that were proved. */
async function unlikeProved(
  interaction: Interaction,
  receipt: Receipt,
  { outputDir, ledger }: Output,
): Promise<string[]> {
  const source = sourcePath(interaction)
  const isOfSource = receipt.files.some(({ path, sha256 }) => path === source && sha256 === receipt.sourceSha256)
  if (!isOfSource) return [`its receipt does not say which ${source} was proved`]
  const edited = await editedSince(outputDir, receipt.files)
  const ownReceipt = receiptPath(interaction)
  const isOurs = await ledger.isAsWritten(ownReceipt)
  return [...edited, ...(isOurs ? [] : [ownReceipt])].map((path) => `edited since it was proved: ${path}`)
}

function changedSince({ content }: Receipt, now: ContentParts): string[] {
  if (!content) return ['an earlier version of Assay built it, which did not write down what the proof depends on']
  return differencesBetween(content.parts, now).map((part) => `another than it was proved with: ${part}`)
}

/** What becomes of those that are not built, by interaction id. */
export function knownIn(reuse: readonly Reuse[]): Record<string, KnownOutcome> {
  return Object.fromEntries(
    reuse.flatMap((each): (readonly [string, KnownOutcome])[] => {
      if (each.kind === 'reused') return [[each.id, { kind: 'reused', ...each.function }]]
      return each.kind === 'in-the-way' ? [[each.id, { kind: 'in-the-way', because: each.because }]] : []
    }),
  )
}
