import type { Exchange } from '../gateway/exchange.ts'
import type { Interaction } from '../plan/interaction.ts'
import { isSuccess } from './refusal.ts'

/** By the interaction's own verb where that is one of reading, else by what was asked of the API: many search by POST. */
export function isWrite({ operations, name }: Interaction, exchanges: readonly Exchange[]): boolean {
  if (readingVerbs.test(name)) return false
  const methods = operations.length > 0 ? operations : exchanges.filter(isSuccess)
  return methods.some(mayWrite)
}

/** Whether a request of this method may change something. */
export function mayWrite({ method }: { readonly method: string }): boolean {
  return !/^(GET|HEAD)$/i.test(method)
}

const readingVerbs =
  /^((batch|bulk)-)?(get|list|find|search|fetch|read|look-?up|count|check|query|sync|export|show|whoami)(-|$)/
