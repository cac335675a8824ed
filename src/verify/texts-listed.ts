import type { Json } from '../lib/json.ts'
import { leavesOf } from './replay/boxed/leaves.ts'

/** Texts in lists of a document. What an API counts or dates anew with every change is not lost, and is left out. */
export function textsListed(document: Json): string[] {
  return leavesOf(document).flatMap(({ path, value }) =>
    typeof value === 'string' && value.length >= 3 && !/^\d/.test(value) && path.some((key) => typeof key === 'number')
      ? [value]
      : [],
  )
}
