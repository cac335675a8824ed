import { isUtf8 } from 'node:buffer'
import type { Answer } from './answer.ts'
import type { Exchange, FaultMark, LostAnswer } from './exchange.ts'
import { type FaultDone, bytesSent, lengthSaid } from './fault.ts'
import { endpointOf, identityOf, textOf } from './identity.ts'
import type { Incoming } from './incoming.ts'
import type { Provider } from './provider.ts'
import type { ExchangeDraft } from './recording.ts'
import type { Redaction } from './redaction.ts'
import { targetOf } from './target.ts'

export interface DraftContext {
  readonly provider: Provider
  readonly redaction: Redaction
  readonly upstream: Exchange['upstream']
}

/** Characters of an answer that the recording keeps: enough for fixtures of whole pages. */
const keptAnswer = 2 * 1024 * 1024

/** What is written down of a request and its answer: redacted, and cut where it is long. */
export function exchangeDraft(context: DraftContext, incoming: Incoming, answer: Answer): ExchangeDraft {
  const { redaction, provider, upstream } = context
  const isProxy = incoming.pathname.startsWith('/proxy/')
  const url = isProxy ? targetOf(provider, incoming).href : incoming.pathname + incoming.search
  return {
    at: incoming.at.toISOString(),
    during: incoming.during,
    kind: isProxy ? 'proxy' : 'control',
    method: incoming.method,
    url: redaction.url(url),
    endpoint: isProxy ? redaction.url(endpointOf(incoming.pathname).replace(/^\/+/, '')) : '',
    query: redaction.query(incoming.query),
    requestHeaders: redaction.headers(Object.fromEntries(incoming.headers)),
    requestBody: requestText(redaction, incoming),
    ...answerFields(redaction, answer),
    identity: isProxy ? identityOf(incoming) : '',
    upstream,
    milliseconds: Date.now() - incoming.at.getTime(),
  }
}

/** The part of an exchange that comes from the answer. */
export function answerFields(redaction: Redaction, answer: Answer) {
  const { faults = [] } = answer
  return {
    ...arrived(wholeAnswer(redaction, answer), answer),
    upstreamCalls: answer.upstreamCalls ?? 0,
    ...(faults.length > 0 ? { faults: faults.map((done) => markOf(redaction, done)) } : {}),
    ...(answer.madeBy ? { madeBy: answer.madeBy } : {}),
  }
}

// In the order of the schema: the digest of an exchange is taken over what is written, and over what is read back.
function wholeAnswer(redaction: Redaction, { status, headers, body }: Answer): LostAnswer {
  const { responseBody, ...how } = answerBody(redaction, body)
  const responseHeaders = redaction.headers(headers)
  return { status, responseHeaders, responseBody, responseBytes: body.length, ...how }
}

/** What of an answer reaches the caller. Cut after it was redacted, so that no half of a secret is kept. */
function arrived(whole: LostAnswer, { delivery, body }: Answer): LostAnswer {
  if (delivery?.kind === 'none') return { status: 0, responseHeaders: {}, responseBody: '', responseBytes: 0 }
  if (delivery?.kind !== 'cut') return whole
  const bytes = bytesSent(delivery.bytes, body)
  const characters = whole.responseEncoding ? Math.floor(bytes / 3) * 4 : bytes
  return { ...whole, responseBody: whole.responseBody.slice(0, characters), responseBytes: bytes }
}

function markOf(redaction: Redaction, { fault, answer }: FaultDone): FaultMark {
  switch (fault.kind) {
    case 'status':
      return { kind: 'status', status: answer.status }
    case 'delay':
      return { kind: 'delay', milliseconds: fault.milliseconds }
    case 'truncation':
      return { kind: 'truncation', of: answer.body.length }
    case 'lost-answer':
      return { kind: 'lost-answer', ...wholeAnswer(redaction, { ...answer, body: redaction.scrub(answer.body) }) }
    case 'content-length':
      return { kind: 'content-length', declared: lengthSaid(fault.off, answer.body) }
    case 'reset':
    case 'html':
      return { kind: fault.kind }
  }
}

type AnswerBody = Pick<Exchange, 'responseBody' | 'responseEncoding' | 'responseCut'>

// Redacted whole and cut after: a secret across the cut would be kept by halves.
function answerBody(redaction: Redaction, body: Buffer): AnswerBody {
  const isText = isUtf8(body)
  const whole = isText ? redaction.text(body.toString('utf8')) : body.toString('base64')
  return {
    responseBody: whole.slice(0, keptAnswer),
    ...(isText ? {} : { responseEncoding: 'base64' as const }),
    ...(whole.length > keptAnswer ? { responseCut: true as const } : {}),
  }
}

function requestText(redaction: Redaction, { body, header }: Incoming): string {
  const text = textOf(redaction.scrub(body))
  return /urlencoded/i.test(header('content-type') ?? '') ? redaction.form(text) : redaction.text(text)
}
