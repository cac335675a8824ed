import { operationOf } from '../operation.ts'
import { isVerb } from './what-it-does.ts'

/** A segment of a path that is the name of a thing, and the collection that it stands in. */
export interface PathName {
  readonly name: string
  readonly collection: string
  readonly isLast: boolean
}

/** What a path names. A word in a place where names stand is taken for one: better refused than reached. */
export function pathNames(segments: readonly string[]): PathName[] {
  return segments.flatMap((segment, index) => {
    if (!isNameAt(segments, index)) return []
    const isLast = segments.slice(index + 1).every((each) => isWord(each) && isVerb(each))
    return [{ name: withoutMethod(segment), collection: collectionIn(segments.slice(0, index)), isLast }]
  })
}

/** The collection that a request for something new is about: the last word that is no verb. */
export function collectionIn(segments: readonly string[]): string {
  const word = segments.findLast((segment) => isWord(segment) && !isAlias(segment) && !isVerb(segment)) ?? ''
  return (word.split(/[.:]/)[0] ?? '').toLowerCase()
}

/** What stands for the account that the credential is of, or for its own first thing of a kind. */
function isAlias(segment: string): boolean {
  return /^(me|@me|~|self|mine|primary|current|default)$/i.test(segment)
}

function isNameAt(segments: readonly string[], index: number): boolean {
  const segment = segments[index] ?? ''
  const before = segments[index - 1] ?? ''
  if (isAlias(segment) || isVersion(segment, before, index)) return false
  if (!isWord(segment)) return true
  const stands =
    isWord(before) && isPlural(before) && !/(settings|preferences|options|status|properties)$/i.test(before)
  return stands && !isPlural(segment) && !isVerb(segment) && !/^(batch|bulk)$/i.test(segment) && !/[.:]/.test(segment)
}

function isWord(segment: string): boolean {
  return segment !== '' && !operationOf('GET', segment.replaceAll('/', '%')).includes('{}')
}

function isPlural(word: string): boolean {
  return /[a-z]s$/i.test(word) && !/ss$/i.test(word)
}

function isVersion(segment: string, before: string, index: number): boolean {
  if (/^v?\d+(\.\d+)+$/.test(segment) || /^\d{4}-\d{2}(-\d{2})?$/.test(segment)) return true
  return /^\d{1,2}$/.test(segment) && (index === 0 || /^(api|rest|version)$/i.test(before))
}

/** `abc123:batchUpdate` is a method of `abc123`. */
function withoutMethod(segment: string): string {
  return segment.replace(/:[a-z][A-Za-z]+$/, '')
}
