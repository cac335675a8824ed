import { closeSync, createReadStream, fstatSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs'
import { z } from 'zod'
import { jsonOrNothing } from '../lib/json.ts'
import { sha256 } from '../lib/sha256.ts'
import { UserError } from '../lib/user-error.ts'
import type { Exchange } from './exchange.ts'

/** An exchange before it has its place in the chain. */
export type ExchangeDraft = Omit<Exchange, 'seq' | 'prev' | 'hash'>

/** The exchanges of one gateway: in memory and, line by line, in a file. */
export interface RecordingFile {
  readonly exchanges: readonly Exchange[]
  /** Why the file takes no more, such as a full disk. Nothing may happen that cannot be written. */
  readonly failure: string | undefined
  /** Undefined when it could not be written: then it is not in `exchanges` either, and `failure` says why. */
  append(draft: ExchangeDraft): Exchange | undefined
  /** Takes no more from now on, because something has happened that is not in it. */
  giveUp(because: string): void
  close(): void
}

/** Opens a recording for appending. What is in the file already comes first; a line that a kill has torn is dropped. */
export function openRecording(path: string): RecordingFile {
  const file = openSync(path, 'a+')
  const exchanges = existingExchanges(path, file)
  let failure: string | undefined
  let closed = false
  // Nobody else writes to it.
  let size = fstatSync(file).size
  return {
    exchanges,
    get failure() {
      return failure
    },
    append(draft) {
      if (failure !== undefined || closed) return undefined
      const exchange = chained(draft, exchanges.at(-1))
      const line = Buffer.from(`${JSON.stringify(exchange)}\n`)
      failure = tryToWrite(file, line, size)
      if (failure !== undefined) return undefined
      size += line.length
      exchanges.push(exchange)
      return exchange
    },
    giveUp(because) {
      failure ??= because
    },
    close() {
      if (closed) return
      closed = true
      failure ??= 'the recording is closed'
      closeSync(file)
    },
  }
}

/** The exchanges of a recording.jsonl. Throws UserError on a line that is no exchange. */
export function readRecording(path: string): Exchange[] {
  const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1)
  return lines.map((line, index) => exchangeIn(line, path, index + 1))
}

/** The exchanges of a recording.jsonl one at a time, for one that may be large. A line that a kill has torn is left out. */
export async function* eachExchange(path: string): AsyncGenerator<Exchange> {
  let number = 0
  let pieces: Buffer[] = []
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    let from = 0
    for (let end = chunk.indexOf(0x0a); end >= 0; end = chunk.indexOf(0x0a, from)) {
      const line = Buffer.concat([...pieces, chunk.subarray(from, end)])
      pieces = []
      from = end + 1
      yield exchangeIn(line.toString('utf8'), path, ++number)
    }
    if (from < chunk.length) pieces.push(chunk.subarray(from))
  }
}

function exchangeIn(line: string, path: string, number: number): Exchange {
  const parsed = exchangeLine.safeParse(line)
  if (parsed.success) return parsed.data
  throw new UserError(
    `${path}:${number} is no exchange: ${parsed.error.issues[0]?.message ?? 'unreadable'}.`,
    'A recording is only appended to by its gateway. Build the interaction again.',
  )
}

export type ChainCheck =
  | { readonly kind: 'unbroken' }
  | { readonly kind: 'broken'; readonly seq: number; readonly because: string }

/** Whether the exchanges are all there, in order and as they were written. */
export function verifyChain(exchanges: readonly Exchange[]): ChainCheck {
  for (const [index, exchange] of exchanges.entries()) {
    const seq = index + 1
    const { hash, ...content } = exchange
    if (exchange.seq !== seq) return { kind: 'broken', seq, because: `it is numbered ${exchange.seq}` }
    if (exchange.prev !== (exchanges[index - 1]?.hash ?? firstPrev)) {
      return { kind: 'broken', seq, because: 'it does not follow the exchange before it' }
    }
    if (hash !== hashOf(content)) return { kind: 'broken', seq, because: 'its content is not what was written' }
  }
  return { kind: 'unbroken' }
}

const firstPrev = '0'.repeat(64)

function chained(draft: ExchangeDraft, last: Exchange | undefined): Exchange {
  const content = { ...draft, seq: (last?.seq ?? 0) + 1, prev: last?.hash ?? firstPrev }
  return Object.freeze({ ...content, hash: hashOf(content) })
}

// Over the fields in the order of the schema, so that neither spreading nor parsing changes the digest.
function hashOf(content: Omit<Exchange, 'hash'>): string {
  return sha256(JSON.stringify(hashedFields.map((name) => [name, content[name]])))
}

/** What went wrong, if anything. A line is written whole or not at all. */
function tryToWrite(file: number, line: Buffer, before: number): string | undefined {
  try {
    for (let written = 0; written < line.length;) written += writeSync(file, line, written)
    return undefined
  } catch (error) {
    // The file system refused: disk full, quota, or the disk is gone. The start of a line must not stay behind.
    if (fstatSync(file).size > before) ftruncateSync(file, before)
    return error instanceof Error ? error.message : String(error)
  }
}

function existingExchanges(path: string, file: number): Exchange[] {
  if (fstatSync(file).size === 0) return []
  const text = readFileSync(path)
  const whole = text.lastIndexOf(0x0a) + 1
  if (whole < text.length) ftruncateSync(file, whole)
  return whole === 0 ? [] : readRecording(path)
}

const pairs = z.array(z.tuple([z.string(), z.string()]).readonly()).readonly()
const texts = z.record(z.string(), z.string()).readonly()

const lostAnswer = {
  status: z.int(),
  responseHeaders: texts,
  responseBody: z.string(),
  responseBytes: z.int(),
  responseEncoding: z.literal('base64').optional(),
  responseCut: z.literal(true).optional(),
}

const faultMark = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('status'), status: z.int() }),
  z.strictObject({ kind: z.literal('delay'), milliseconds: z.number() }),
  z.strictObject({ kind: z.literal('truncation'), of: z.int() }),
  z.strictObject({ kind: z.literal('reset') }),
  z.strictObject({ kind: z.literal('lost-answer'), ...lostAnswer }),
  z.strictObject({ kind: z.literal('html') }),
  z.strictObject({ kind: z.literal('content-length'), declared: z.int() }),
])

const exchangeSchema = z.strictObject({
  seq: z.int(),
  prev: z.string(),
  hash: z.string(),
  at: z.string(),
  during: z.string(),
  kind: z.enum(['proxy', 'docs', 'control']),
  method: z.string(),
  url: z.string(),
  endpoint: z.string(),
  query: pairs,
  requestHeaders: texts,
  requestBody: z.string(),
  ...lostAnswer,
  identity: z.string(),
  upstreamCalls: z.int(),
  faults: z.array(faultMark).readonly().optional(),
  madeBy: z.enum(['fault', 'stop', 'policy']).optional(),
  upstream: z.enum(['embedded', 'nango', 'direct']),
  milliseconds: z.number(),
})
const hashedFields = exchangeSchema.omit({ hash: true }).keyof().options

const exchangeLine = z
  .string()
  .transform((line, context): unknown => {
    const value = jsonOrNothing(line)
    if (value !== undefined) return value
    context.addIssue({ code: 'custom', message: 'not JSON' })
    return z.NEVER
  })
  .pipe(exchangeSchema)
