import { type ReadReceipt, receiptOfFunction } from './assemble/read-receipt.ts'
import { proverOf } from './content-parts.ts'
import { type Json, canonicalJson } from './lib/json.ts'
import { mapConcurrently } from './lib/map-concurrently.ts'
import { sha256 } from './lib/sha256.ts'
import { type ContentParts, differencesBetween } from './plan/content-parts.ts'
import type { Plan } from './plan/plan.ts'
import { editedSince } from './prove/compare-with-receipt.ts'
import { filesOf } from './prove/files-of.ts'
import { fixtureOf } from './prove/fixture-of.ts'
import type { ListedFunction } from './prove/functions-of.ts'
import type { FunctionProof } from './prove/project-proof.ts'
import type { LastProof, ProofBook } from './prove/proof-book.ts'

export interface DueOptions {
  readonly root: string
  readonly upstream: Plan['upstream']
  readonly versions: { readonly assay: string; readonly nango: string }
  readonly book: ProofBook
}

/** A function as it is now: what a proof of it would be of. */
export interface Present {
  readonly of: ListedFunction
  readonly files: string
  readonly parts: ContentParts
  /** Why it is to be proved, though not for its age; none where the last proof is of the same. */
  readonly changed: readonly string[]
  /** When it was proved last, in milliseconds; none where that is not known. */
  readonly last?: number
}

/** Looks at functions of a project, and executes nothing of them. */
export async function presentOf(functions: readonly ListedFunction[], options: DueOptions): Promise<Present[]> {
  const provers = new Map(
    [...new Set(functions.map(({ api }) => api))].map((api) => [
      api,
      proverOf(api, options.upstream, options.versions),
    ]),
  )
  return mapConcurrently(functions, filesAtOnce, (of) => presentOfOne(of, provers.get(of.api) ?? {}, options))
}

const filesAtOnce = 16

async function presentOfOne(of: ListedFunction, parts: ContentParts, options: DueOptions): Promise<Present> {
  const { root, upstream, book } = options
  const read = await receiptOfFunction(root, of)
  const now = { of, files: await digestOf(root, of, read), parts }
  const booked = book[of.id]
  const receipt = read.kind === 'receipt' && read.receipt.proved.upstream === upstream ? read.receipt : undefined
  const at = Date.parse(receipt?.proved.at ?? '')
  // Built again since, it has a younger proof than the one in the book.
  const isBooked = booked && !(receipt?.content && at > Date.parse(booked.at))
  if (isBooked) return { ...now, changed: sinceBooked(booked, now), last: Date.parse(booked.at) }
  if (!receipt?.content || Number.isNaN(at)) return { ...now, changed: ['no proof of it is known here'] }
  const edited = (await editedSince(root, receipt.files)).map((path) => `edited since it was proved: ${path}`)
  return { ...now, changed: [...edited, ...otherParts(receipt.content.parts, parts)], last: at }
}

function sinceBooked(booked: LastProof, now: Pick<Present, 'files' | 'parts'>): string[] {
  return [
    ...(booked.artefact === 'accepted' ? [] : [`it was ${booked.artefact} when it was proved last`]),
    ...(booked.files === now.files ? [] : ['its files are not the ones that were proved last']),
    ...otherParts(booked.parts, now.parts),
  ]
}

/** Of what a prover depends on alone: a receipt says more. */
function otherParts(then: ContentParts, now: ContentParts): string[] {
  const names = ['nango', 'verifier', 'stand-in']
  const ofProver = Object.fromEntries(Object.entries(then).filter(([name]) => names.includes(name)))
  return differencesBetween(ofProver, now).map((part) => `another than it was proved with: ${part}`)
}

/** Source, what it imports, fixture and receipt. */
async function digestOf(root: string, of: ListedFunction, read: ReadReceipt): Promise<string> {
  const all = [await filesOf(root, of.path), await fixtureOf(root, of), read, of.unfit ?? null]
  return sha256(canonicalJson(JSON.parse(JSON.stringify(all)) as Json))
}

/** Why a function is to be proved now; none where it need not be. */
export function dueBecause({ changed, last }: Present, since: number): readonly string[] {
  if (changed.length > 0) return changed
  return last !== undefined && last >= since ? [] : ['it was last proved before that']
}

/** The book with the verdicts of now. */
export function bookedWith(
  book: ProofBook,
  { items, present, at }: { items: readonly FunctionProof[]; present: readonly Present[]; at: Date },
): ProofBook {
  const entries = items.flatMap(({ id, artefact }): (readonly [string, LastProof])[] => {
    const known = present.find(({ of }) => of.id === id)
    return known ? [[id, { at: at.toISOString(), artefact, files: known.files, parts: { ...known.parts } }]] : []
  })
  return { ...book, ...Object.fromEntries(entries) }
}
