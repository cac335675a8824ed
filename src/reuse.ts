import { statSync } from 'node:fs'
import { inTheWay, inTheWayOf } from './assemble/in-the-way.ts'
import { receiptOfFunction } from './assemble/read-receipt.ts'
import type { Receipt } from './assemble/receipt.ts'
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

/**
 * What of a plan the output has already, as it was proved, with nothing changed that its proof depends on, and what of
 * it could not be written there. In the plan's order. Throws UserError where nothing could be: it is known before anything is spent.
 */
export async function reuseOf({ outputDir, ...options }: ReuseOptions): Promise<Reuse[]> {
  const { interactions } = options.plan
  // Absent, or a file in its way: whoever writes there says so.
  if (!statSync(outputDir, { throwIfNoEntry: false })?.isDirectory()) {
    return interactions.map(({ id }) => ({ kind: 'built', id }))
  }
  const places = await inTheWayOf(outputDir, interactions)
  const content = contentOf(options)
  return Promise.all(
    interactions.map((each, index) => {
      const { changed = [], foreign = [] } = places[index] ?? {}
      const paths = [...changed, ...foreign]
      return paths.length > 0
        ? { kind: 'in-the-way', id: each.id, because: inTheWay(paths) }
        : reuseOfOne(each, content[each.id] ?? {}, outputDir)
    }),
  )
}

/** Of what is all Assay's. */
async function reuseOfOne(interaction: Interaction, now: ContentParts, outputDir: string): Promise<Reuse> {
  const { id } = interaction
  const read = await receiptOfFunction(outputDir, interaction)
  if (read.kind === 'none') return { kind: 'built', id }
  if (read.kind === 'unreadable') return { kind: 'rebuilt', id, because: [`${read.path} is not a receipt of it`] }
  const { receipt } = read
  const because = [...(await unlikeProved(interaction, receipt, outputDir)), ...changedSince(receipt, now)]
  if (because.length > 0) return { kind: 'rebuilt', id, because }
  const { run, attempt } = receipt.proved
  return { kind: 'reused', id, function: { run, attempt, review: receipt.review } }
}

/** The files of a function that are not the ones that were proved: removed, or written while a run was killed. */
async function unlikeProved(interaction: Interaction, receipt: Receipt, outputDir: string): Promise<string[]> {
  const source = sourcePath(interaction)
  const isOfSource = receipt.files.some(({ path, sha256 }) => path === source && sha256 === receipt.sourceSha256)
  if (!isOfSource) return [`its receipt does not say which ${source} was proved`]
  return (await editedSince(outputDir, receipt.files)).map((path) => `not as it was proved: ${path}`)
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
