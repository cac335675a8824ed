import type { Exchange } from '../../gateway/exchange.ts'
import type { Json } from '../../lib/json.ts'
import { isSuccess } from '../refusal.ts'
import { bodyOf } from '../replay/answers.ts'
import { type Path, leavesOf } from '../replay/boxed/leaves.ts'

/** Ways to a next page that an answer names. */
export function cursorsIn(exchange: Exchange): string[] {
  return leavesOf(bodyOf(exchange)).flatMap(({ path, value }) =>
    typeof value === 'string' && value !== '' && isCursorField(path) ? [value] : [],
  )
}

/** Whether a field of an answer names the next page. What a later run may begin with (sync tokens) does not. */
export function isCursorField(path: Path): boolean {
  if (path.some((key) => typeof key === 'number')) return false
  const name = path.join('.')
  return /(next|cursor|page_?token|continuation)/i.test(name) && !/sync|delta/i.test(name)
}

/** A text of the output that the API gave as the way to the next page. */
export function cursorHandedOut(output: Json, exchanges: readonly Exchange[]): string | undefined {
  const cursors = new Set(exchanges.filter(isSuccess).flatMap(cursorsIn))
  const found = leavesOf(output).find(({ value }) => typeof value === 'string' && cursors.has(value))
  return found?.value as string | undefined
}

/** Whether an input of this name takes a cursor. */
export function isCursorName(name: string): boolean {
  return /cursor|page_?token|next_?page|^page$|^offset$|^after$|continuation|sync_?token/i.test(name)
}
