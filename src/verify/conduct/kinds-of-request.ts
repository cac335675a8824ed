import type { Exchange } from '../../gateway/exchange.ts'
import type { Operation } from '../../plan/interaction.ts'
import { type Json, jsonOrNothing } from '../../lib/json.ts'
import { decodedOrSame } from '../decoded-or-same.ts'
import { isIdLike } from '../../lib/id-like.ts'
import { bodyOf } from '../replay/answers.ts'
import { leavesOf } from '../replay/boxed/leaves.ts'

/** By its method, or, where an API does all by POST, by the word that its path ends with. */
export function deletes({ method, path }: Operation): boolean {
  return method.toUpperCase() === 'DELETE' || (isPost(method) && deletingWord.test(lastOf(path)))
}

/** A POST that makes something, as far as its path tells: not one that searches, changes or deletes. */
export function makes({ method, path }: Operation): boolean {
  return isPost(method) && !deletingWord.test(lastOf(path)) && !otherWord.test(lastOf(path))
}

export function operationOf({ method, url }: Pick<Exchange, 'method' | 'url'>): Operation {
  return { method, path: new URL(url).pathname }
}

function isPost(method: string): boolean {
  return method.toUpperCase() === 'POST'
}

/** `chat.delete`, `batch/archive`, `values/A1:clear`: the last word of a path. */
function lastOf(path: string): string {
  return /[a-z]+$/i.exec(path)?.[0] ?? ''
}

const deletingWord = /(^|[a-z])(delete|remove|archive|kick|destroy|purge|trash|clear|revoke)$/i
const otherWord =
  /(^|[a-z])(search|query|list|busy|history|info|get|read|lookup|test|check|update|set\w*|rename|merge|mark|open|join|leave|move|stop)$/i

/** What a deleting request names: the end of its path, or, where a body says it, all in it that looks like an id. */
export function deletedNames(exchange: Exchange): string[] {
  const named = [...namesIn(jsonOrNothing(exchange.requestBody) ?? null), ...formValues(exchange.requestBody)].filter(
    isIdLike,
  )
  if (exchange.method.toUpperCase() !== 'DELETE' && named.length > 0) return named
  const segments = new URL(exchange.url).pathname.split('/').map(decodedOrSame)
  return segments.filter((segment) => segment !== '').slice(-1)
}

/** Every text of an answer. */
export function textsIn(exchange: Exchange): string[] {
  return namesIn(bodyOf(exchange))
}

/** Texts and numbers. */
function namesIn(document: Json): string[] {
  return leavesOf(document).flatMap(({ value }) =>
    typeof value === 'string' || typeof value === 'number' ? [String(value)] : [],
  )
}

function formValues(body: string): string[] {
  return /^[\w.-]+=/.test(body) ? [...new URLSearchParams(body).values()] : []
}
