import type { Json } from '../../../lib/json.ts'
import type { Marked } from './job.ts'
import { leavesOf, pathText } from './leaves.ts'

/** Of more than so many the rest is not told. */
const most = 60

/** Where in a document which marks stand: a text may hold one among other words, a number is one. */
export function markedIn(document: Json, marks: readonly (readonly string[])[]): Marked[] {
  const leaves = leavesOf(document)
  return marks
    .flatMap((texts, mark) =>
      leaves
        .filter(({ value }) => texts.some((text) => isMarked(value, text)))
        .slice(0, most / marks.length)
        .map(({ path }) => ({ place: pathText(path), mark })),
    )
    .slice(0, most)
}

function isMarked(value: Json, text: string): boolean {
  return typeof value === 'string' ? value.includes(text) : typeof value === 'number' && String(value) === text
}
