import { createHmac, createSecretKey, randomBytes } from 'node:crypto'
import type { Pairs } from './identity.ts'
import { withoutSecrets } from './secret-forms.ts'
import { unpacked } from './unpacked.ts'

/** Takes secrets out of what leaves the gateway and of what it writes. */
export interface Redaction {
  /** From now on these are known too: a token that was renewed. */
  learn(secrets: readonly string[]): void
  /** Bytes for the caller: without the known secrets, in any form; otherwise unchanged. */
  scrub(body: Buffer): Buffer
  scrubHeaders(headers: Readonly<Record<string, string>>): Record<string, string>
  /** Text for the recording: also without what looks like a secret. Valid JSON stays valid. */
  text(text: string): string
  form(text: string): string
  url(url: string): string
  query(query: Pairs): Pairs
  headers(headers: Readonly<Record<string, string>>): Record<string, string>
}

/**
 * A redaction that knows `secrets` and the shapes and names of others. Each secret becomes `[redacted:<tag>]`, where
 * the tag is the same for equal secrets within this redaction and tells nothing about them.
 */
export function createRedaction(secrets: readonly string[]): Redaction {
  const tag = createTags()
  const learned = new Set(secrets)
  let known = withoutSecrets([...learned], tag)
  const text = (value: string) =>
    value.length < shortestNamed ? known(value) : redactNamed(known(value).replace(tokenShapes, tag), tag)
  const named = (name: string, value: string) => (secretName.test(name) ? tag(value) : text(value))
  return {
    learn(others) {
      const before = learned.size
      for (const secret of others) learned.add(secret)
      if (learned.size > before) known = withoutSecrets([...learned], tag)
    },
    text,
    scrub: (body) => scrubbed(body, known),
    scrubHeaders: (headers) => mapEntries(headers, known, (_, value) => known(value)),
    form: (value) =>
      text(value).replace(formField, (_, lead: string, name: string, rest: string) => lead + name + tag(rest)),
    url: (url) =>
      text(url)
        .replace(queryField, (_, lead: string, name: string, value: string) => lead + name + tag(value))
        .replace(tokenInPath, (_, lead: string, value: string) => lead + tag(value)),
    query: (query) => query.map(([name, value]) => [text(name), named(name, value)] as const),
    headers: (headers) =>
      mapEntries(headers, text, (name, value) => (secretHeader.test(name) ? tag(value) : text(value))),
  }
}

/** Requests repeat themselves: most tags were made before. */
const mostTags = 1000

function createTags(): Tag {
  const key = createSecretKey(randomBytes(32))
  const made = new Map<string, string>()
  return (secret) => {
    if (secret.startsWith('[redacted:')) return secret
    const before = made.get(secret)
    if (before !== undefined) return before
    const tag = `[redacted:${createHmac('sha256', key).update(secret).digest('hex').slice(0, 8)}]`
    if (made.size < mostTags) made.set(secret, tag)
    return tag
  }
}

type Tag = (secret: string) => string

const names = 'access_?token|refresh_?token|id_?token|client_?secret|api_?key|hapikey|password|private_?key'
const secretName = new RegExp(`^(.*[_-])?(${names})$`, 'i')
const secretHeader =
  /^(nango-proxy-)?(authorization|proxy-authorization|cookie|set-cookie|x-api-key|api-key|x-auth-token|x-goog-api-key)$/i
const queryField = new RegExp(`([?&])((?:${names})=)([^&#\\s"]+)`, 'gi')
const formField = new RegExp(`(^|&)((?:${names})=)([^&]+)`, 'gi')
const tokenInPath = /((?:access|refresh)-tokens\/)([^/?#]+)/gi
/** No name with a value in quotes, and no token, is shorter. */
const shortestNamed = 8
// Bounded, because an unbounded match over megabytes exhausts the stack of the engine.
const tokenShapes =
  /\b(?:(?:xox[abeoprs]-|xapp-|ya29\.)[\w-]{8,4096}|1\/\/[\w-]{20,4096}|pat-[a-z0-9]{2,4}-[\w-]{16,4096}|Bearer\s{1,8}[\w.~+/-]{16,8192}={0,2})/g

// `"name":`, also inside a string of JSON within JSON, where quotes carry one backslash. Bounded, as an API writes it.
const jsonName = new RegExp(`(\\\\?)"(?:[a-z_-]{0,40}[_-])?(?:${names})\\1"\\s{0,8}:\\s{0,8}`, 'gi')

function redactNamed(text: string, tag: Tag): string {
  let redacted = ''
  let done = 0
  for (const match of text.matchAll(jsonName)) {
    const quote = `${match[1]}"`
    const start = match.index + match[0].length
    const value = start < done ? undefined : jsonValue(text, start, quote)
    if (value === undefined || value === '') continue
    redacted += `${text.slice(done, start)}${quote}${tag(value)}${quote}`
    done = start + value.length + (text.startsWith(quote, start) ? 2 * quote.length : 0)
  }
  return redacted + text.slice(done)
}

/** The string (without its quotes) or the number that begins at `start`; of an unfinished string, what there is. */
function jsonValue(text: string, start: number, quote: string): string | undefined {
  if (!text.startsWith(quote, start)) return /^\d[\d.]{0,40}/.exec(text.slice(start, start + 41))?.[0]
  const begin = start + quote.length
  let end = begin
  while (end < text.length && !text.startsWith(quote, end)) end += quote === '"' && text[end] === '\\' ? 2 : 1
  return text.slice(begin, end)
}

const withheld = Buffer.from('[redacted: data that holds a secret, or too much to look through]')

function scrubbed(body: Buffer, known: (text: string) => string): Buffer {
  const text = body.toString('latin1')
  const clean = known(text)
  const within = unpacked(body)
  const isHidden =
    within === 'too much' ||
    (clean.includes('\0') && hides(clean, known)) ||
    (within && hides(within.toString('latin1'), known))
  // What is packed or wide cannot be mended in part.
  if (isHidden) return withheld
  return clean === text ? body : Buffer.from(clean, 'latin1')
}

/** Whether something shows without the zeros: in UTF-16 every other byte is one. */
function hides(text: string, known: (text: string) => string): boolean {
  const narrow = text.replaceAll('\0', '')
  return known(narrow) !== narrow
}

function mapEntries(
  record: Readonly<Record<string, string>>,
  mapName: (name: string) => string,
  map: (name: string, value: string) => string,
): Record<string, string> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [mapName(name), map(name, value)]))
}
