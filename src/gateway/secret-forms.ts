import { base64Forms, type FormMatcher, formMatcher } from './form-matcher.ts'

/**
 * Takes secrets out of a text, in every form in which programs write them down, and what is left of one that was cut short
 * or taken apart. A tag takes the place of each.
 */
export function withoutSecrets(secrets: readonly string[], tag: (secret: string) => string): (text: string) => string {
  // One that is no longer than a word would be found in every form of every text.
  const [long, short] = [secrets.filter(isLong), secrets.filter((secret) => secret !== '' && !isLong(secret))]
  const plain = [...new Set(long.flatMap(plainForms))]
  const matchers = long.map((secret) => ({ secret, matcher: formMatcher(secret) }))
  const isForeign = long.some((secret) => /[^\0-\x7f]/.test(secret))
  const asTheyAre = short.length > 0 ? new RegExp(short.map(escaped).join('|'), 'g') : undefined
  const pieces = long.flatMap(piecesOf)
  const shortest = Math.min(shortestRun, ...secrets.map(({ length }) => length))
  const found = (text: string) => {
    if (text.length < shortest) return text
    const whole = long.length > 0 && (isForeign || mayHold(text, plain)) ? withoutForms(text, matchers, tag) : text
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

interface Known {
  readonly secret: string
  readonly matcher: FormMatcher
}

/** From left to right; where several begin at one place, the one that was given first. */
function withoutForms(text: string, all: readonly Known[], tag: (secret: string) => string): string {
  let [redacted, done] = ['', 0]
  for (let at = 0; at < text.length; at++) {
    for (const { secret, matcher } of all) {
      const end = matcher.end(text, at)
      if (end < 0) continue
      redacted += text.slice(done, at) + tag(secret)
      done = end
      at = end - 1
      break
    }
  }
  return redacted + text.slice(done)
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
