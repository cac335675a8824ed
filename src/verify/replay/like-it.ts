import type { Json } from '../../lib/json.ts'
import { isDate, isTimeZone, isUnixTime, movedDate, unixDay } from '../fresh/dates.ts'
import { type Plausible, plausible } from '../fresh/plausible.ts'

/** Two other values that could stand in the place of this one: of its type, and of its shape where it is a text. */
export function likeIt(value: Json, seed: number): Json[] {
  const random = plausible(seed)
  if (value === null) return [random.textLike('one'), random.textLike('one')]
  if (typeof value === 'number') return numbersLike(value, random)
  if (typeof value !== 'string') return []
  if (isDate(value)) return [3, 9].map((days) => movedDate(value, days + random.number(5)))
  if (isTimeZone(value)) return zones.filter((zone) => zone !== value).slice(0, 2)
  if (!/[a-z0-9]/i.test(value)) return [random.textLike('one line'), random.textLike('one line')]
  return [shaped(value, random), shaped(value, random)]
}

function numbersLike(value: number, random: Plausible): number[] {
  const step = isUnixTime(value) ? unixDay(value) : 1
  const first = 1 + random.number(5)
  return [value + first * step, value + (first + 1 + random.number(5)) * step]
}

const zones = ['Asia/Tokyo', 'America/Lima', 'Africa/Nairobi']

/** Other letters for letters, other digits for digits: whoever looks at length, case or punctuation sees no difference. */
function shaped(text: string, random: Plausible): string {
  if (/^\d\d:\d\d/.test(text)) return `${10 + random.number(10)}:${10 + random.number(50)}${text.slice(5)}`
  const scheme = /^[a-z]+:\/\//i.exec(text)?.[0] ?? ''
  const isHex = /^#?[\da-f-]+$/i.test(text)
  const other = (from: string, among: string) => {
    const others = [...among].filter((character) => character !== from)
    return others[random.number(others.length)]!
  }
  const rest = text.slice(scheme.length).replaceAll(/[a-z\d]/gi, (character) => {
    if (/\d/.test(character)) return other(character, '123456789')
    const letters = isHex ? 'abcdef' : 'abcdefghijklmnopqrstuvwxyz'
    return /[a-z]/.test(character) ? other(character, letters) : other(character, letters.toUpperCase())
  })
  return scheme + rest
}
