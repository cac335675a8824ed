import type { Answer } from './boxed/job.ts'
import { kindOfPlace, leavesOf, pathText } from './boxed/leaves.ts'

/** Behind more than these, a playing takes long enough that the alike stand for one another. */
export const fewAnswers = 12

/**
 * Of answers to one question about each of many things: first, second and last, and who else holds something of a kind
 * that none of these holds.
 */
export function tellingOnes(answers: readonly Answer[]): ReadonlySet<number> {
  const alike = Map.groupBy(answers.keys(), (index) => questionOf(answers[index]!))
  return new Set([...alike.values()].flatMap((indexes) => sampleOf(indexes, answers)).toSorted((a, b) => a - b))
}

function sampleOf(indexes: readonly number[], answers: readonly Answer[]): number[] {
  const kept = new Set([...indexes.slice(0, 2), ...indexes.slice(-1)])
  const kinds = new Set([...kept].flatMap((index) => kindsIn(answers[index]!)))
  for (const index of indexes) {
    const fresh = kindsIn(answers[index]!).filter((kind) => !kinds.has(kind))
    if (fresh.length > 0) kept.add(index)
    for (const kind of fresh) kinds.add(kind)
  }
  return [...kept]
}

/** What was asked, whatever it was asked about. */
export function questionOf({ method, status, endpoint }: Answer): string {
  return `${method} ${status} ${endpoint.split('/').map(maskedId).join('/')}`
}

/** Words stand for themselves; what has digits in it, or an address's signs, may be a thing's name. */
function maskedId(segment: string): string {
  return /\d|[@%]/.test(segment) && !/^v\d+$/.test(segment) ? '*' : segment
}

function kindsIn({ response }: Answer): string[] {
  return leavesOf(response).map(({ path }) => kindOfPlace(pathText(path)))
}
