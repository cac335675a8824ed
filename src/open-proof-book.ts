import { bookedWith, dueBecause, presentOf } from './due-for-proof.ts'
import type { Plan } from './plan/plan.ts'
import type { ListedFunction } from './prove/functions-of.ts'
import type { FunctionProof, Skipped } from './prove/project-proof.ts'
import { readProofBook, writeProofBook } from './prove/proof-book.ts'

/** Where it is kept when each function was proved last, and what of that counts. */
export interface Book {
  readonly path: string
  /** The installed version: a proof depends on it. */
  readonly nango: string
  /** In milliseconds: only what was proved before, or is not as it was proved, is proved now. All is unless given. */
  readonly since?: number
}

/** The functions to prove, by id, each with why it is due; no reason where all are wanted. */
export type Due = ReadonlyMap<string, readonly string[]>

interface OpenedBook {
  readonly due: Due
  readonly skipped: readonly Skipped[]
  /** Writes down what came of it. */
  close(items: readonly FunctionProof[]): Promise<void>
}

export interface BookOptions {
  /** The project. */
  readonly root: string
  readonly upstream: Plan['upstream']
  /** Version of this program. */
  readonly assay: string
  /** Without one all is due, and nothing is kept. */
  readonly book?: Book
  /** No function of the project is passed over. */
  readonly isWhole: boolean
  /** What a person should know of before it takes long. */
  readonly onTrouble?: (text: string) => void
}

/** What of some functions is to be proved now. */
export async function openProofBook(functions: readonly ListedFunction[], options: BookOptions): Promise<OpenedBook> {
  const { root, upstream, assay, book, isWhole, onTrouble } = options
  if (!book) return { due: new Map(functions.map(({ id }) => [id, []])), skipped: [], close: async () => undefined }
  const { since, path, nango } = book
  const known = await readProofBook(path)
  if (!known) onTrouble?.(cannotRead(path, isWhole))
  const present = await presentOf(functions, { root, upstream, versions: { assay, nango }, book: known ?? {} })
  const due = present.flatMap((each): (readonly [string, readonly string[]])[] => {
    if (since === undefined) return [[each.of.id, []]]
    // A receipt says less: what the book said of it may have been a rejection.
    const because = known ? dueBecause(each, since) : ['when it was proved last cannot be read']
    return because.length > 0 ? [[each.of.id, because]] : []
  })
  const wanted = new Map(due)
  return {
    due: wanted,
    skipped: present.flatMap(({ of: { id }, last }) =>
      wanted.has(id) || last === undefined ? [] : [skippedAt(id, last)],
    ),
    async close(items) {
      if (!known && !isWhole) return
      await writeProofBook(path, bookedWith(known ?? {}, { items, present, at: new Date() }))
    },
  }
}

function skippedAt(id: string, last: number): Skipped {
  const provedAt = new Date(last).toISOString()
  return { id, provedAt, because: `accepted ${provedAt}, and nothing that its proof depends on has changed since` }
}

function cannotRead(path: string, isWhole: boolean): string {
  const cannot = `${path} says when each function was proved last, and cannot be read, so none counts as proved:`
  return isWhole
    ? `${cannot} all are proved again, and it is written anew.`
    : `${cannot} all that are asked for are proved again. It is written anew when all are: leave --only away.`
}
