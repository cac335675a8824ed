import { isJsonObject, type Json, type JsonObject } from '../../../lib/json.ts'
import type { FreshRun } from '../../trial.ts'
import { documentIn, isData, leavesOf } from './evidence-values.ts'
import { type Pseudonym, words } from './pseudonym.ts'
import { isMoment, stands } from './stands.ts'

/** Puts pseudonyms in the place of what is personal, the same everywhere. */
export interface Replacement {
  text(text: string): string
  json(value: Json): Json
  /** Texts of the evidence that are replaced, as they were. */
  readonly replaced: readonly string[]
}

export interface Knowledge {
  readonly pseudonym: Pseudonym
  /** What is in the source stands: it decides what the function does, and is published with it. */
  readonly source: string
  readonly literals: readonly string[]
  /** Also each word of the source's literals stands, inside of other texts. */
  readonly isLenient: boolean
}

/** Decides what is personal in a run's evidence, by shape and place; and says by what it is replaced. */
export function replacementFor(run: FreshRun, knowledge: Knowledge): Replacement {
  const standing = new Set<string>(namesIn(knowledge.source).concat(knowledge.literals))
  const personal = new Set<string>()
  const replaced = new Set<string>()
  const leaves = [...leavesOf(run)]
  const kept = keptWords(knowledge)
  for (const { key, value } of leaves) {
    if (typeof value !== 'string' || !stands(value, key)) continue
    standing.add(value)
    // Put together with something else, as in an id of channel and time, it stands too.
    for (const word of wordsIn(value)) kept.add(word)
  }
  for (const { key, value } of leaves) {
    if (typeof value === 'number' ? !isIdNumber(value, key) : standing.has(value)) continue
    const text = String(value)
    for (const word of wordsIn(text)) if (isTelling(word, text)) personal.add(word)
    replaced.add(text)
  }
  for (const word of kept) personal.delete(word)
  const means: Means = { standing, personal, bytes: bytesIn(run), pseudonym: knowledge.pseudonym }
  return {
    text: (text) => textFor(text, means),
    json: (value) => jsonFor(value, means),
    replaced: [...replaced].filter((text) => textFor(text, means) !== text),
  }
}

interface Means {
  readonly standing: ReadonlySet<string>
  readonly personal: ReadonlySet<string>
  /** Answers that are no text, in base64, and what stands for them: what they tell, nobody here can read. */
  readonly bytes: ReadonlyMap<string, string>
  readonly pseudonym: Pseudonym
}

function textFor(text: string, means: Means): string {
  if (means.standing.has(text)) return text
  const blank = means.bytes.get(text)
  if (blank !== undefined) return blank
  const inner = documentIn(text)
  if (inner) return inner.written(jsonFor(inner.value, means))
  const { personal, pseudonym } = means
  const isWhole = isPhone(text)
  const other = (word: string) => (isWhole || personal.has(word.toLowerCase()) ? pseudonym(word) : word)
  return text.replace(uuidOrWord, (found) => (isUuid(found) ? uuidFor(found, means) : found.replace(words, other)))
}

const uuid = String.raw`[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-8][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}`
const uuidOrWord = new RegExp(`(?<![\\p{L}\\p{N}])${uuid}(?![\\p{L}\\p{N}])|[\\p{L}\\p{M}\\p{N}]+`, 'gu')

function isUuid(text: string): boolean {
  return text.length === 36 && text.includes('-')
}

/** Version and variant stay where they are, or it would be none any more. */
function uuidFor(text: string, { personal, pseudonym }: Means): string {
  if (!personal.has(text.slice(0, 8).toLowerCase()) && !personal.has(text.slice(-12).toLowerCase())) return text
  const other = pseudonym(text.replaceAll('-', ''), 'hex')
  const signs = [...`${other.slice(0, 12)}${text[14]}${other.slice(13, 16)}${text[19]}${other.slice(17)}`]
  return [8, 4, 4, 4, 12].map((length) => signs.splice(0, length).join('')).join('-')
}

function bytesIn({ exchanges }: FreshRun): Map<string, string> {
  const bodies = exchanges.flatMap(({ responseEncoding, responseBody }) => (responseEncoding ? [responseBody] : []))
  const blank = (body: string) => Buffer.alloc(Buffer.from(body, 'base64').length, 0xff).toString('base64')
  return new Map(bodies.map((body) => [body, blank(body)]))
}

function jsonFor(value: Json, means: Means): Json {
  if (typeof value === 'string') return textFor(value, means)
  if (typeof value === 'number') return numberFor(value, means)
  if (Array.isArray(value)) return (value as readonly Json[]).map((each) => jsonFor(each, means))
  return isJsonObject(value) ? objectFor(value, means) : value
}

function objectFor(value: JsonObject, means: Means): JsonObject {
  const members = Object.entries(value).map(([key, inner]) => [
    isData(key) ? textFor(key, means) : key,
    jsonFor(inner, means),
  ])
  return Object.fromEntries(members) as JsonObject
}

function numberFor(value: number, { personal, pseudonym }: Means): number {
  const text = String(value)
  return Number.isSafeInteger(value) && personal.has(text) ? Number(pseudonym(text)) : value
}

/** Numbers count and measure, unless they name something. */
function isIdNumber(value: number, key: string): boolean {
  return (
    Number.isSafeInteger(value) &&
    value >= 10_000 &&
    /(^id|_id|Id|ID|phone|mobile|fax)s?$/.test(key) &&
    !isMoment(String(value))
  )
}

/** Single signs, short numbers and cells of a table tell nothing by themselves. */
function isTelling(word: string, text: string): boolean {
  return word.length > 1 && (isPhone(text) || !/^[A-Za-z]{0,2}\d{1,3}$/.test(word))
}

function isPhone(text: string): boolean {
  return (
    /^\+?[\d\s()./-]{7,24}$/.test(text) &&
    text.replace(/\D/g, '').length >= 7 &&
    /[\s()+-]/.test(text) &&
    !stands(text, '')
  )
}

/** Words of addresses, which every function writes, and which tell nothing. */
function keptWords({ literals, isLenient }: Knowledge): Set<string> {
  const paths = literals.filter((text) => isLenient || text.includes('/'))
  return new Set([
    ...ofAddresses,
    ...paths.flatMap((text) => text.match(words) ?? []).map((word) => word.toLowerCase()),
  ])
}

function wordsIn(text: string): string[] {
  return text.toLowerCase().match(words) ?? []
}

const ofAddresses = 'http https www com org net edu gov io dev app co mailto ftp html'.split(' ')

function namesIn(source: string): string[] {
  return source.match(/[A-Za-z_$][\w$]*/g) ?? []
}
