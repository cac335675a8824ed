import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import type { Fault } from '../src/gateway/fault.ts'
import { formsOfSecret } from './forms-of-secret.ts'

/** Pseudo-random, the same for the same seed. */
export interface Dice {
  below(count: number): number
  pick<thing>(things: readonly thing[]): thing
}

export function diceOf(seed: number): Dice {
  let state = seed >>> 0
  const below = (count: number) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % count
  }
  return { below, pick: (things) => things[below(things.length)]! }
}

/** What is sent to the gateway, and what the API answers to it. */
export interface HostileExchange {
  readonly what: string
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Buffer | undefined
  readonly answer: HostileAnswer
  readonly faults: readonly Fault[]
}

export interface HostileAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** As it goes over the wire, in these pieces. */
  readonly pieces: readonly Buffer[]
  /** Broken off after the last piece, before the end that was promised. */
  readonly isCut: boolean
}

/** One exchange in which the secrets stand wherever somebody could put them. */
export function hostileExchange(dice: Dice, secrets: readonly string[]): HostileExchange {
  const form = () => formed(dice, dice.pick(secrets))
  const place = dice.pick(['path', 'query', 'query-name', 'header', 'body', 'form', 'packed-body', 'nowhere'] as const)
  const [sent, method] = [form(), dice.pick(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])]
  const answer = hostileAnswer(dice, form)
  const inBody = place === 'body' || place === 'form' || place === 'packed-body'
  const contentType = place === 'form' ? 'application/x-www-form-urlencoded' : 'application/json'
  return {
    what: `${place} (${sent.name}) · ${answer.what}`,
    method: inBody ? dice.pick(['POST', 'PUT', 'PATCH']) : method,
    path: pathWith(place, sent.text),
    headers: {
      'content-type': contentType,
      ...(place === 'header' && { 'nango-proxy-x-note': headerSafe(sent.text) }),
    },
    body: inBody ? bodyWith(place, sent.text) : undefined,
    answer,
    faults: dice.below(8) === 0 ? [faultOf(dice)] : [],
  }
}

interface Formed {
  readonly name: string
  readonly text: string
}

/** One of the forms that a search knows, or one that it has to undo first. */
function formed(dice: Dice, secret: string): Formed {
  const forms = Object.entries({ ...formsOfSecret(secret), ...otherCase(secret) })
  const [name, text] = dice.pick(forms)
  if (dice.below(6) > 0) return { name, text }
  // A part of it: never less than what a search takes for more than chance.
  const at = dice.below(secret.length - 20)
  return { name: 'part', text: secret.slice(at, at + 20 + dice.below(secret.length - at - 20 + 1)) }
}

function otherCase(secret: string): Record<string, string> {
  return { 'in capitals': secret.toUpperCase(), 'in small letters': secret.toLowerCase() }
}

function pathWith(place: string, text: string): string {
  const safe = encodeURIComponent(text)
  switch (place) {
    case 'path':
      return `things/${safe}/parts`
    case 'query':
      return `things?note=${safe}&limit=5`
    case 'query-name':
      return `things?${safe}=1`
    default:
      return 'things'
  }
}

function bodyWith(place: string, text: string): string | Buffer {
  if (place === 'form') return new URLSearchParams({ note: text, more: 'yes' }).toString()
  const json = JSON.stringify({ note: text, inner: JSON.stringify({ note: text }) })
  return place === 'packed-body' ? gzipSync(json) : json
}

function headerSafe(text: string): string {
  return text.replaceAll(/[^\x20-\x7e]/g, '')
}

function faultOf(dice: Dice): Fault {
  return dice.pick<Fault>([
    { kind: 'lost-answer', times: 1 },
    { kind: 'truncation', bytes: 10 + dice.below(200), times: 1 },
    { kind: 'content-length', off: 3, times: 1 },
  ])
}

interface Body {
  readonly what: string
  readonly bytes: Buffer
  readonly headers: Readonly<Record<string, string>>
}

function hostileAnswer(dice: Dice, form: () => Formed): HostileAnswer & { readonly what: string } {
  const body = coded(dice, writtenBody(dice, form()))
  const header = headersWith(dice, form())
  const status = dice.pick([200, 200, 200, 201, 302, 400, 401, 403, 404, 429, 500])
  const isCut = dice.below(10) === 0
  const bytes = isCut ? body.bytes.subarray(0, Math.ceil(body.bytes.length / 2)) : body.bytes
  return {
    what: `${status} ${body.what}${isCut ? ', cut' : ''}, ${header.what}`,
    status,
    headers: {
      ...body.headers,
      ...header.headers,
      ...(isCut && { 'content-length': String(body.bytes.length) }),
    },
    pieces: pieces(dice, bytes),
    isCut,
  }
}

function pieces(dice: Dice, bytes: Buffer): Buffer[] {
  const size = dice.pick([7, 64, 1 << 20])
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  )
}

function writtenBody(dice: Dice, { name, text }: Formed): Body {
  const type = (of: string) => ({ 'content-type': of })
  const kind = dice.pick(['json', 'nested', 'html', 'error', 'text', 'utf-16', 'bytes', 'mail', 'lines'] as const)
  const what = `${kind} (${name})`
  const note = `before ${text} after`
  switch (kind) {
    case 'json':
      return { what, headers: type('application/json'), bytes: Buffer.from(JSON.stringify({ ok: true, note })) }
    case 'nested': {
      const inner = JSON.stringify({ note, deep: JSON.stringify({ note }) })
      return { what, headers: type('application/json'), bytes: Buffer.from(JSON.stringify({ inner })) }
    }
    case 'error': {
      const body = {
        error: { message: `Invalid token ${text}`, token: text, headers: { authorization: `Bearer ${text}` } },
      }
      return { what, headers: type('application/json'), bytes: Buffer.from(JSON.stringify(body)) }
    }
    case 'html':
      return { what, headers: type('text/html'), bytes: Buffer.from(`<p title="${text}">${text}</p>`) }
    case 'text':
      return { what, headers: type('text/plain'), bytes: Buffer.from(note) }
    case 'utf-16':
      return { what, headers: type('text/plain; charset=utf-16'), bytes: Buffer.from(note, 'utf16le') }
    case 'bytes': {
      const bytes = Buffer.concat([
        Buffer.from([0xff, 0xfe, 0, dice.below(256)]),
        Buffer.from(note),
        Buffer.from([0x80]),
      ])
      return { what, headers: type('application/octet-stream'), bytes }
    }
    case 'mail': {
      const mail = Buffer.from(note)
        .toString('base64')
        .replaceAll(/(.{20})/g, '$1\r\n')
      return { what, headers: type('application/json'), bytes: Buffer.from(JSON.stringify({ raw: mail })) }
    }
    case 'lines':
      return { what, headers: type('application/jsonl'), bytes: Buffer.from(`{"a":1}\n${JSON.stringify({ note })}\n`) }
  }
}

/** Packed, and said to be so or not. */
function coded(dice: Dice, body: Body): Body {
  const coding = dice.pick([
    'none',
    'none',
    'none',
    'gzip',
    'br',
    'deflate',
    'hidden gzip',
    'hidden deflate',
    'hidden zstd',
  ] as const)
  const said = (name: string, bytes: Buffer) => ({
    what: `${body.what}, ${coding}`,
    bytes,
    headers: { ...body.headers, 'content-encoding': name },
  })
  const hidden = (bytes: Buffer) => ({
    what: `${body.what}, ${coding}`,
    bytes,
    headers: { 'content-type': 'application/octet-stream' },
  })
  switch (coding) {
    case 'gzip':
      return said('gzip', gzipSync(body.bytes))
    case 'br':
      return said('br', brotliCompressSync(body.bytes))
    case 'deflate':
      return said('deflate', deflateSync(body.bytes))
    case 'hidden gzip':
      return hidden(gzipSync(body.bytes))
    case 'hidden deflate':
      return hidden(deflateSync(body.bytes))
    case 'hidden zstd':
      return hidden(zstdCompressSync(body.bytes))
    case 'none':
      return body
  }
}

function headersWith(dice: Dice, { name, text }: Formed): { what: string; headers: Record<string, string> } {
  const safe = headerSafe(text)
  const kind = dice.pick(['no header', 'header', 'cookie', 'location', 'header name', 'link'] as const)
  const what = kind === 'no header' ? kind : `${kind} (${name})`
  switch (kind) {
    case 'header':
      return { what, headers: { 'x-echo': `you sent ${safe}` } }
    case 'cookie':
      return { what, headers: { 'set-cookie': `session=${safe}; HttpOnly` } }
    case 'location':
      return { what, headers: { location: `https://elsewhere.example/?token=${encodeURIComponent(text)}` } }
    case 'header name':
      return { what, headers: { [`x-${safe.replaceAll(/[^A-Za-z0-9]/g, '-')}`]: 'name' } }
    case 'link':
      return { what, headers: { link: `<https://api.example/next?cursor=${encodeURIComponent(safe)}>; rel="next"` } }
    case 'no header':
      return { what, headers: {} }
  }
}
