/**
 * Finds a secret in every form in which programs write one down: escaped and encoded in any of the ways of texts, in
 * hexadecimal, in base64 wherever it begins there. By hand, since one regular expression of all this takes megabytes of
 * machine code for a token of ordinary length.
 */
export interface FormMatcher {
  /** Where the longest form that begins at `at` ends; -1 where none does. */
  end(text: string, at: number): number
}

/** `secret` has 8 characters at least. Capitals and small letters are the same. */
export function formMatcher(secret: string): FormMatcher {
  const hex = Buffer.from(secret).toString('hex')
  const forms: readonly Form[] = [
    { first: [...caseless(secret[0] ?? ''), '%', '&', '\\', '+'], units: [...secret].map(textUnit) },
    { first: caseless(hex[0] ?? ''), units: [...hex].map(plainUnit) },
    ...base64Forms(secret).map((form) => ({
      first: [...caseless(form[0] ?? ''), ...(signs.get(form[0] ?? '')?.begins ?? '')],
      units: [...form].flatMap((char, index) => (index === 0 ? [base64Unit(char)] : [lineBreaks, base64Unit(char)])),
    })),
  ]
  const beginning = Array.from({ length: 128 }, (_, code) =>
    forms.filter(({ first }) => first.includes(String.fromCharCode(code))).map(({ units }) => units),
  )
  const foreign = forms.slice(0, 1).map(({ units }) => units)
  return {
    end(text, at) {
      const code = text.charCodeAt(at)
      let longest = -1
      for (const units of code < 128 ? beginning[code]! : foreign) longest = Math.max(longest, endOf(units, text, at))
      return longest
    },
  }
}

interface Form {
  /** With what it can begin, beside what is not ASCII. */
  readonly first: readonly string[]
  readonly units: readonly Unit[]
}

function caseless(char: string): string[] {
  return [char, char.toLowerCase(), char.toUpperCase()]
}

/** Base64 of texts that contain the secret, in either case, after 0, 1 and 2 bytes. */
export function base64Forms(secret: string): string[] {
  const cases = new Set([secret, secret.toUpperCase(), secret.toLowerCase()])
  return [...cases].flatMap((each) => [0, 1, 2].map((offset) => base64At(offset, each)))
}

/** Only the characters that the secret alone decides. */
function base64At(offset: number, secret: string): string {
  const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(secret)])
  const whole = bytes.toString('base64').replace(/=+$/, '')
  return whole.slice(Math.ceil((offset * 8) / 6), bytes.length % 3 === 0 ? undefined : -1)
}

/** One character of a form: where it may end when it begins at `at`, in any of its ways. */
type Unit = (text: string, at: number) => readonly number[]

/** All ends at once, since a run of backslashes can be read in several ways. They are one, nearly always. */
function endOf(units: readonly Unit[], text: string, at: number): number {
  let places: readonly number[] = [at]
  for (const unit of units) {
    places = places.length === 1 ? unit(text, places[0]!) : [...new Set(places.flatMap((place) => unit(text, place)))]
    if (places.length === 0) return -1
  }
  return Math.max(...places)
}

/** A letter or digit as it is. */
const plainUnit = oncePerChar((char) => {
  const [small, capital] = [char.toLowerCase().charCodeAt(0), char.toUpperCase().charCodeAt(0)]
  return (text, at) => {
    const code = text.charCodeAt(at)
    return code === small || code === capital ? [at + 1] : nowhere
  }
})

const nowhere: readonly number[] = []

/** A character in JSON (also in JSON within JSON), in an address (also encoded twice), in HTML, in a form. */
const textUnit = oncePerChar((char) => {
  const plain = plainUnit(char)
  const escapes = escapesOf(char)
  const asItIs = asIs(char)
  const isPlain = /[a-z0-9]/i.test(char)
  return (text, at) => {
    if (isPlain) {
      const there = plain(text, at)
      if (there !== nowhere) return there
    }
    const code = text.charCodeAt(at)
    // Most places of a text are no beginning of anything.
    if (code !== percentSign && code !== backslash && code !== ampersand && isPlain) return nowhere
    return [...(isPlain ? [] : asItIs(text, at)), ...stickyEnds(escapes, text, at)]
  }
})

const percentSign = '%'.charCodeAt(0)
const backslash = '\\'.charCodeAt(0)
const ampersand = '&'.charCodeAt(0)

/** What needs escaping, after any number of backslashes; a space as a plus; bytes that were read as Latin-1. */
function asIs(char: string): Unit {
  const spellings = [char, char.toLowerCase(), char.toUpperCase(), ...(char === ' ' ? ['+'] : [])]
  const isForeign = (char.codePointAt(0) ?? 0) > 127
  const bytes = isForeign ? Buffer.from(char).toString('latin1') : undefined
  const ways = [...new Set(spellings)]
  return (text, at) => {
    const run = backslashesAt(text, at)
    // Itself a backslash: each of them may be the last one of its own.
    if (char === '\\') return Array.from({ length: run }, (_, index) => at + index + 1)
    const ends = ways.flatMap((way) => (text.startsWith(way, at + run) ? [at + run + way.length] : []))
    return bytes !== undefined && text.startsWith(bytes, at) ? [...ends, at + bytes.length] : ends
  }
}

function backslashesAt(text: string, at: number): number {
  let run = 0
  while (run < mostBackslashes && text.charCodeAt(at + run) === backslash) run++
  return run
}

/** JSON in JSON in JSON in JSON doubles them each time. */
const mostBackslashes = 16

/** By numbers or by name. */
function escapesOf(char: string): readonly RegExp[] {
  const code = char.codePointAt(0) ?? 0
  const percent = [...Buffer.from(char)].map((byte) => `%(?:25){0,4}${hexOf(byte)}`).join('')
  const units = Array.from({ length: char.length }, (_, index) => `\\\\{1,16}u${hexOf(char.charCodeAt(index), 4)}`)
  const entity = `&(?:amp;){0,4}(?:#(?:0{0,4}${code}|x0{0,4}${hexOf(code)})${entities[char] ?? ''});`
  return [percent, units.join(''), `\\\\{1,16}x${hexOf(code)}`, entity].map((form) => new RegExp(form, 'iy'))
}

/** The same for all secrets. Of all letters that there are, there are too many to keep. */
function oncePerChar(make: (char: string) => Unit): (char: string) => Unit {
  const made = new Map<string, Unit>()
  return (char) => {
    const unit = made.get(char) ?? make(char)
    if (made.size < 2000) made.set(char, unit)
    return unit
  }
}

function stickyEnds(escapes: readonly RegExp[], text: string, at: number): number[] {
  return escapes.flatMap((escape) => {
    escape.lastIndex = at
    return escape.test(text) ? [escape.lastIndex] : []
  })
}

const entities: Readonly<Record<string, string>> = {
  '&': '|amp',
  '<': '|lt',
  '>': '|gt',
  '"': '|quot',
  "'": '|apos',
  '+': '|plus',
  '/': '|sol',
  '=': '|equals',
}

/** A letter, digit or sign of base64; the two signs in all their ways. */
const base64Unit = oncePerChar((char) => {
  const sign = signs.get(char)
  return sign ? (text, at) => stickyEnds([sign.ways], text, at) : plainUnit(char)
})

const signs: ReadonlyMap<string, { readonly begins: string; readonly ways: RegExp }> = new Map([
  ['+', { begins: '+-%', ways: /[+-]|%(?:25){0,4}2b/iy }],
  ['/', { begins: '/_%\\', ways: /\\{0,16}[/_]|%(?:25){0,4}2f|\\{1,16}u002f/iy }],
])
const oneBreak = /[\r\n]|\\{1,16}[rn]|%0[ad]/iy

/** None to eight of them; a sign that begins like one is read as that too. */
function lineBreaks(text: string, at: number): readonly number[] {
  const code = text.charCodeAt(at)
  if (code !== percentSign && code !== backslash && code !== 10 && code !== 13) return [at]
  const ends = [at]
  for (let place = at; ends.length <= 8; place = oneBreak.lastIndex) {
    oneBreak.lastIndex = place
    if (!oneBreak.test(text)) break
    ends.push(oneBreak.lastIndex)
  }
  return ends
}

function hexOf(value: number, digits = 2): string {
  return value.toString(16).padStart(digits, '0')
}
