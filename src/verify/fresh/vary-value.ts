import type { Json, JsonObject } from '../../lib/json.ts'
import type { Path } from '../replay/boxed/leaves.ts'
import { isDate, isTimeZone, isUnixTime, movedDate, unixDay } from './dates.ts'
import { alternatives, choicesOf, mostOf } from './input-schema.ts'
import type { Plausible } from './plausible.ts'

/** How far a fresh input goes from what the agent is known to have used. */
export interface Boldness {
  /** Other choices and switches, and other single words that may be choices of the API. */
  readonly choices: boolean
  readonly dates: boolean
}

export interface Place {
  readonly path: Path
  readonly schema: JsonObject | undefined
  readonly definitions: JsonObject
}

/** Another value that fits the same place. The same value where none can be thought of. */
export function varyValue(value: Json, place: Place, boldness: Boldness, random: Plausible): Json {
  const choices = choicesOf(place.schema, place.definitions)
  if (choices.length > 0) return boldness.choices ? otherChoice(value, choices, random) : value
  if (typeof value === 'boolean') return boldness.choices ? !value : value
  if (typeof value === 'number') return varyNumber(value, place, boldness)
  return typeof value === 'string' ? varyText(value, place, boldness, random) : value
}

function otherChoice(value: Json, choices: readonly Json[], random: Plausible): Json {
  const others = choices.filter((choice) => choice !== value)
  return others[random.number(Math.max(1, others.length))] ?? value
}

function varyNumber(value: number, { schema, definitions }: Place, boldness: Boldness): number {
  if (isUnixTime(value)) return boldness.dates ? value + dayShift * unixDay(value) : value
  const [limits] = schema ? alternatives(schema, definitions) : []
  const [lowest, highest] = [numberOr(limits?.['minimum'], -Infinity), numberOr(limits?.['maximum'], Infinity)]
  return [value + 1, value - 1].find((other) => other >= Math.max(lowest, 1) && other <= highest) ?? value
}

function varyText(value: string, place: Place, boldness: Boldness, random: Plausible): string {
  if (value === '') return value
  if (isDate(value)) return boldness.dates ? movedDate(value, dayShift) : value
  if (mail.test(value)) return `${random.name()}.${random.word()}${random.number(90)}@${value.split('@')[1]}`
  if (web.test(value)) return `${value.replace(/[#?].*$/, '').replace(/\/$/, '')}/${random.word()}`
  if (isTimeZone(value)) return boldness.choices ? (value === 'Europe/Lisbon' ? 'Asia/Tokyo' : 'Europe/Lisbon') : value
  return isFreeText(value, place.path) ? cutTo(random.textLike(value), place) : value
}

/** What people write as they like, and an API takes as it is: no date, address, zone of time or word of the API's own. */
export function isFreeText(value: string, path: Path): boolean {
  const isBlank = value.trim() === ''
  return !isBlank && !isDate(value) && !isTimeZone(value) && !isAddress(value) && !isCode(value, path)
}

const mail = /^[^\s@]+@[^\s@]+\.[a-z]+$/i
const web = /^https?:\/\//

function isAddress(value: string): boolean {
  return mail.test(value) || web.test(value)
}

/** A single word may be a choice that only the API knows, unless its place is one where people write. */
function isCode(value: string, path: Path): boolean {
  if (/\s/.test(value.trim())) return false
  const name = String(path.findLast((key) => typeof key === 'string') ?? '')
  return !writtenByPeople.test(name)
}

const writtenByPeople =
  /(text|title|summary|description|message|topic|purpose|subject|note|comment|body|content|location|label|caption|reason)$/i

function cutTo(text: string, { schema, definitions }: Place): string {
  return text.slice(0, Math.min(4_000, mostOf(schema, 'maxLength', definitions))).trim()
}

// Not whole weeks: what only looks at the day of the week sees a difference too.
const dayShift = 17

function numberOr(value: Json | undefined, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise
}
