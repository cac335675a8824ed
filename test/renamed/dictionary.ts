import { openRandom } from '../../src/standins/seed/random.ts'
import { capitalized, word } from '../../src/standins/seed/words.ts'

/** Names of an API's fields, and the invented ones that stand for them. Both ways, one to one. */
export interface Dictionary {
  /** The invented name; the same name where it has none. */
  invented(name: string): string
  /** The API's own name; undefined for one that the API has under an invented name only. */
  own(name: string): string | undefined
  has(name: string): boolean
  /** Of a field whose members are data, such as properties by name: they keep their names. */
  isFreeForm(name: string): boolean
}

/** What says how a request went is left as it is: gateway and verifier read it. */
const envelope = new Set([
  'ok',
  'error',
  'errors',
  'code',
  'message',
  'status',
  'reason',
  'category',
  'domain',
  'needed',
])

const field = /^ *- ([A-Za-z_]\w*): (.*)$/gm
/** Of an answer, all in one line: `Fields: etag (string), items (Event[])`. */
export const listedField = /(?<=(?:Fields: |\), ))([A-Za-z_]\w*)(?= \()/g
const placeholder = /\{([A-Za-z_]\w*)\}/g

/** Invents a name for every field and parameter that the pages describe, part by part: `calendarId` keeps its capital. */
export function dictionaryOf(pages: readonly string[], seed: number): Dictionary {
  const fields = pages.flatMap((page) => [...page.matchAll(field)])
  const inPaths = pages.flatMap((page) => page.split('\n').filter(isOperation)).flatMap(placeholdersIn)
  const listed = pages
    .flatMap((page) => page.split('\n').filter(listsFields))
    .flatMap((line) => line.match(listedField) ?? [])
  const names = [...new Set([...fields.map(([, name = '']) => name), ...listed, ...inPaths])].filter(
    (name) => !envelope.has(name),
  )
  const freeForm = new Set(fields.filter(([, , is = '']) => isFreeForm(is)).map(([, name = '']) => name))
  const taken = new Set(pages.flatMap((page) => page.toLowerCase().match(/[a-z]+/g) ?? []))
  const inventedWords = new Map<string, string>()
  const there = new Map(names.toSorted().map((name) => [name, name.replaceAll(part, (word) => inventedWord(word))]))
  const back = new Map([...there].map(([name, invented]) => [invented, name]))
  if (back.size !== there.size) throw new Error('two names were given one invented name')
  return {
    invented: (name) => there.get(name) ?? name,
    own: (name) => back.get(name) ?? (there.has(name) ? undefined : name),
    has: (name) => there.has(name),
    isFreeForm: (name) => freeForm.has(name),
  }

  function inventedWord(text: string): string {
    const key = text.toLowerCase()
    let found = inventedWords.get(key)
    const random = openRandom(seed, key)
    while (found === undefined) {
      const fresh = word(random)
      if (!taken.has(fresh)) found = fresh
    }
    taken.add(found)
    inventedWords.set(key, found)
    if (text.length > 1 && text === text.toUpperCase()) return found.toUpperCase()
    return text[0] === text[0]!.toUpperCase() ? capitalized(found) : found
  }
}

const part = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g

export function isOperation(line: string): boolean {
  return /^(GET|POST|PUT|PATCH|DELETE|HEAD) \//.test(line)
}

export function listsFields(line: string): boolean {
  return /^Answer: .*Fields: /.test(line)
}

function placeholdersIn(line: string): string[] {
  return [...line.matchAll(placeholder)].map(([, name = '']) => name)
}

function isFreeForm(is: string): boolean {
  return is.startsWith('object of ') || is.includes('values by name')
}
