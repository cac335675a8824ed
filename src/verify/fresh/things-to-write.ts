import { type Json, type JsonObject, isJsonObject } from '../../lib/json.ts'
import { type Path, leavesOf } from '../replay/boxed/leaves.ts'
import { isDate } from './dates.ts'

/** Places of a thing, not in lists, where people have written something. */
export function wordyLeaves(thing: JsonObject): { readonly path: Path; readonly value: string }[] {
  return leavesOf(thing).filter(
    (leaf): leaf is { path: Path; value: string } =>
      leaf.path.every((key) => typeof key === 'string') && isWordy(leaf.value),
  )
}

/** Words alone, the first of them with a capital as names and titles have it: no choice of the API's, address or time. */
function isWordy(value: Json): boolean {
  return typeof value === 'string' && /^\p{Lu}[\p{L} .,'’-]+$/u.test(value) && value.length <= 200
}

/**
 * What could be asked to make another thing like this one, from the barest to the fullest: many an API declines a field
 * that it sets itself, or takes it, and then the thing is not new.
 */
export function writables(thing: JsonObject, id: string): JsonObject[] {
  const isListed = (path: Path) => path.some((key) => typeof key === 'number')
  const bodies = [
    without(thing, (path, value) => isListed(path) || !isWordy(value)),
    without(thing, (path, value) => isListed(path) || isOwn(value, id) || isSet(value)),
    without(thing, (path, value) => isOwn(value, id) || isHistory(path)),
  ]
  return bodies.filter((body) => Object.keys(body).length > 0)
}

/** What names this one thing, wherever it stands in it. */
function isOwn(value: Json, id: string): boolean {
  return typeof value === 'string' && value.includes(id)
}

/** When something was done with the thing, and by whom. */
function isHistory(path: Path): boolean {
  return path.some((key) => /creat|modif|updat|chang|edited|viewed/i.test(String(key)))
}

/** What an API counts, notes or switches itself. */
function isSet(value: Json): boolean {
  return typeof value !== 'string' || isDate(value) || value.startsWith('"')
}

function without(document: JsonObject, isOut: (path: Path, value: Json) => boolean, path: Path = []): JsonObject {
  return Object.fromEntries(
    Object.entries(document).flatMap(([name, value]): [string, Json][] => {
      const here = [...path, name]
      if (isJsonObject(value)) {
        const inner = without(value, isOut, here)
        return Object.keys(inner).length > 0 ? [[name, inner]] : []
      }
      return leavesOf(value, here).some((leaf) => isOut(leaf.path, leaf.value)) ? [] : [[name, value]]
    }),
  )
}

const goneWord = /^(cancelled|canceled|deleted|trashed|archived|removed)$/i
const goneName = /^(is_?)?(explicitly_?)?(cancelled|canceled|deleted|trashed|archived|removed)$/i

/** Whether this value, in this place of a thing, says that it is no more. */
export function isGoneWord(path: Path, value: Json): boolean {
  if (path.length > 2) return false
  if (typeof value === 'string') return goneWord.test(value)
  return value === true && goneName.test(String(path.at(-1)))
}
