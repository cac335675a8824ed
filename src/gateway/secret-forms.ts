/**
 * Takes secrets out of a text, in every form in which programs write them down, and what is left of one that was cut short
 * or taken apart. A tag takes the place of each.
 */
export function withoutSecrets(secrets: readonly string[], tag: (secret: string) => string): (text: string) => string {
  // One that is no longer than a word would be found in every form of every text.
  const [long, short] = [secrets.filter(isLong), secrets.filter((secret) => secret !== '' && !isLong(secret))]
  const plain = [...new Set(long.flatMap(plainForms))]
  const inForms = patternOf(long)
  const isForeign = long.some((secret) => /[^\0-\x7f]/.test(secret))
  const asTheyAre = short.length > 0 ? new RegExp(short.map(escaped).join('|'), 'g') : undefined
  const pieces = long.flatMap(piecesOf)
  const shortest = Math.min(shortestRun, ...secrets.map(({ length }) => length))
  const found = (text: string) => {
    if (text.length < shortest) return text
    // Which of the groups it was says whose form it is.
    const whole =
      long.length > 0 && (isForeign || mayHold(text, plain))
        ? text.replace(inForms, (...match) => tag(long[match.slice(1).findIndex((group) => group !== undefined)] ?? ''))
        : text
    const left = asTheyAre ? whole.replace(asTheyAre, tag) : whole
    return pieces.reduce((text, piece) => (text.includes(piece.text) ? withoutRuns(text, piece, tag) : text), left)
  }
  // What is in an address may have been written in another way before.
  const within = (run: string) => (run.includes('%') && found(decoded(run)) !== decoded(run) ? tag(run) : run)
  return (text) => {
    const left = found(text)
    return left.includes('%') ? left.replace(addressed, within) : left
  }
}

const addressed = /(?:[\w.~!*'()+-]|%[0-9a-f]{2}){12,8192}/gi

function decoded(run: string): string {
  return run.replaceAll(/%[0-9a-f]{2}/gi, (byte) => String.fromCharCode(Number.parseInt(byte.slice(1), 16)))
}

function isLong(secret: string): boolean {
  return secret.length >= 8
}

/** Whether the long way through a text is worth it: without these characters nothing in it is written in other ones. */
function mayHold(text: string, plain: readonly string[]): boolean {
  if (otherwise.some((char) => text.includes(char)) || (text.includes('\\') && escapes.test(text))) return true
  const small = text.toLowerCase()
  return plain.some((form) => small.includes(form))
}

const otherwise = ['%', '&', '\r', '\n']
// A quote in JSON, which is in most of it, is the only escape that the plain forms have too.
const escapes = /\\[^"]/

/** As they stand in a text that has no character of another kind; in small letters. */
function plainForms(secret: string): string[] {
  const base64 = base64Forms(secret)
  const forms = [
    secret,
    secret.replaceAll('"', String.raw`\"`),
    secret.replaceAll(' ', '+'),
    Buffer.from(secret).toString('hex'),
    ...base64,
    ...base64.map((form) => form.replaceAll('+', '-').replaceAll('/', '_')),
  ]
  return forms.map((form) => form.toLowerCase())
}

/** A group for each; before them the characters with which any can begin, since most places of a text are no beginning. */
function patternOf(secrets: readonly string[]): RegExp {
  const begins = secrets.flatMap((secret) => [secret, Buffer.from(secret).toString('hex'), ...base64Forms(secret)])
  const first = escaped([...new Set(begins.map((form) => form[0] ?? ''))].join(''))
  const groups = secrets.map((secret) => `(${formsOf(secret).join('|')})`)
  return new RegExp(String.raw`(?=[${first}%&\\+_\-\x80-\uffff])(?:${groups.join('|')})`, 'gi')
}

/** As it is, escaped and encoded in any of the ways of texts; in hexadecimal; and in base64, wherever it begins there. */
function formsOf(secret: string): string[] {
  const text = [...secret].map(charForms).join('')
  return [text, Buffer.from(secret).toString('hex'), ...base64Forms(secret).map(inLines)]
}

/** A character in JSON (also in JSON within JSON), in an address (also encoded twice), in HTML, in a form. */
function charForms(char: string): string {
  const code = char.codePointAt(0) ?? 0
  const hex = hexOf(code)
  const bytes = [...Buffer.from(char)]
  const percent = bytes.map((byte) => `%(?:25){0,4}${hexOf(byte)}`).join('')
  const forms = [
    /[a-z0-9]/i.test(char) ? char : char === '\\' ? String.raw`\\{1,16}` : String.raw`\\{0,16}` + escaped(char),
    percent,
    String.raw`\\{1,16}(?:u${hex.padStart(4, '0')}|x${hex})`,
    `&(?:amp;){0,4}(?:#(?:0{0,4}${code}|x0{0,4}${hex})${entities[char] ?? ''});`,
    ...(char === ' ' ? [String.raw`\+`] : []),
    // Bytes that were read as Latin-1.
    ...(code > 127 ? [bytes.map((byte) => String.raw`\x` + hexOf(byte)).join('')] : []),
  ]
  return `(?:${forms.join('|')})`
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

/** Base64 of texts that contain the secret, in either case, after 0, 1 and 2 bytes. */
function base64Forms(secret: string): string[] {
  const cases = new Set([secret, secret.toUpperCase(), secret.toLowerCase()])
  return [...cases].flatMap((each) => [0, 1, 2].map((offset) => base64At(offset, each)))
}

/** Only the characters that the secret alone decides. */
function base64At(offset: number, secret: string): string {
  const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(secret)])
  const whole = bytes.toString('base64').replace(/=+$/, '')
  return whole.slice(Math.ceil((offset * 8) / 6), bytes.length % 3 === 0 ? undefined : -1)
}

/** The two signs of base64 in all their ways; mail breaks it into lines. */
function inLines(base64: string): string {
  const sign = (char: string) =>
    char === '+' ? '(?:[+-]|%(?:25){0,4}2b)' : String.raw`(?:\\{0,16}[/_]|%(?:25){0,4}2f|\\{1,16}u002f)`
  const chars = [...base64].map((char) => (char === '+' || char === '/' ? sign(char) : char))
  return chars.join(String.raw`(?:[\r\n]|\\{1,16}[rn]|%0[ad]){0,8}`)
}

function hexOf(byte: number): string {
  return byte.toString(16).padStart(2, '0')
}

interface Piece {
  readonly secret: string
  readonly at: number
  readonly text: string
}

const pieceLength = 8
/** Of a secret: fewer characters in a row may be chance. */
const shortestRun = 12

/** Any 15 characters in a row contain one of them whole. */
function piecesOf(secret: string): Piece[] {
  // All tokens of this kind begin alike, and others of them may be what an API answers with.
  const first = /^eyJ[\w-]+\./.exec(secret)?.[0].length ?? 0
  const count = Math.floor((secret.length - first) / pieceLength)
  const starts = Array.from({ length: count }, (_, index) => first + index * pieceLength)
  return starts.map((at) => ({ secret, at, text: secret.slice(at, at + pieceLength) }))
}

/** Each place of the piece, and what is round it as in the secret. */
function withoutRuns(text: string, { secret, at, text: piece }: Piece, tag: (secret: string) => string): string {
  let [redacted, done] = ['', 0]
  for (let found = text.indexOf(piece); found >= 0; found = text.indexOf(piece, Math.max(found + 1, done))) {
    let [start, end] = [found, found + piece.length]
    while (start > done && at - (found - start) > 0 && text[start - 1] === secret[at - (found - start) - 1]) start--
    while (end < text.length && text[end] === secret[at + (end - found)]) end++
    if (end - start < shortestRun) continue
    redacted += text.slice(done, start) + tag(secret)
    done = end
  }
  return redacted + text.slice(done)
}

function escaped(text: string): string {
  return text.replace(/[$()*+./?[\\\]^{|}-]/g, String.raw`\$&`)
}
