import type { Exchange } from '../../gateway/exchange.ts'
import { type Json, isJsonObject } from '../../lib/json.ts'
import { isSuccess } from '../refusal.ts'
import { bodyOf } from '../replay/answers.ts'
import { leavesOf } from '../replay/boxed/leaves.ts'
import { proxied } from '../trial.ts'

/** Whether these requests were answered with empty lists alone, where others like them were not. */
export function foundNothing(exchanges: readonly Exchange[], others: readonly Exchange[]): boolean {
  const lengths = listLengths(exchanges)
  return (
    lengths.length > 0 && lengths.every((length) => length === 0) && listLengths(others).some((length) => length > 0)
  )
}

/** Whether an answer lists something or, where it lists nothing at all, is a thing itself. */
export function holdsSomething(body: Json): boolean {
  const lengths = lengthsIn(body)
  return lengths.length > 0 ? lengths.some((length) => length > 0) : leavesOf(body).length > 2
}

function listLengths(exchanges: readonly Exchange[]): number[] {
  return proxied(exchanges)
    .filter(isSuccess)
    .flatMap((exchange) => lengthsIn(bodyOf(exchange)))
}

function lengthsIn(body: Json): number[] {
  const values = isJsonObject(body) ? Object.values(body) : [body]
  // One level down too: `{ messages: { matches: [] } }`.
  const inner = values.flatMap((value) => (isJsonObject(value) ? Object.values(value) : []))
  return [...values, ...inner].filter(Array.isArray).map((list) => list.length)
}
