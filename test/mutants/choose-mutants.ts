import type { Candidate } from './candidates.ts'
import { openRandom } from '../../src/standins/seed/random.ts'

/**
 * The candidates of one API in the order in which they are taken: the operators take turns, so that no kind of change
 * is drowned by one that fits more often, and within an operator the seed decides.
 */
export function inTurns(candidates: readonly Candidate[], seed: number): Candidate[] {
  const random = openRandom(seed, `mutants/${candidates[0]?.api}`)
  const byOperator = Map.groupBy(candidates, ({ mutation }) => mutation.operator)
  const queues = shuffled([...byOperator.values()], random).map((queue) => shuffled(queue, random))
  const longest = Math.max(0, ...queues.map(({ length }) => length))
  return Array.from({ length: longest }, (_, turn) => queues.flatMap((queue) => queue[turn] ?? [])).flat()
}

function shuffled<item>(items: readonly item[], random: ReturnType<typeof openRandom>): item[] {
  const left = [...items]
  return Array.from({ length: left.length }, () => left.splice(random.below(left.length), 1)[0]!)
}
