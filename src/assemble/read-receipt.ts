import { join } from 'node:path'
import { jsonWithoutPrototypes } from '../lib/json.ts'
import { readBounded } from '../lib/read-bounded.ts'
import { type Receipt, receiptPath, receiptShape } from './receipt.ts'

export type ReadReceipt =
  | { readonly kind: 'receipt'; readonly receipt: Receipt }
  | { readonly kind: 'none' }
  /** Cut, or edited by hand. */
  | { readonly kind: 'unreadable'; readonly path: string }

const longest = 4 << 20

/** The receipt of a function in somebody's project, if it has one. */
export async function receiptOfFunction(
  root: string,
  of: { readonly api: string; readonly name: string; readonly kind: string },
): Promise<ReadReceipt> {
  const path = receiptPath(of)
  const read = await readBounded(join(root, path), longest)
  if (read.kind === 'absent') return { kind: 'none' }
  const parsed = receiptShape.safeParse(read.kind === 'text' ? jsonWithoutPrototypes(read.text) : undefined)
  if (!parsed.success) return { kind: 'unreadable', path }
  const { data } = parsed
  const isOfIt = data.api === of.api && data.name === of.name && data.kind === of.kind
  return isOfIt ? { kind: 'receipt', receipt: data } : { kind: 'unreadable', path }
}
