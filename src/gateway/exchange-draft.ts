import { isUtf8 } from 'node:buffer'
import type { Answer } from './answer.ts'
import type { Exchange } from './exchange.ts'
import { endpointOf, identityOf, textOf } from './identity.ts'
import type { Incoming } from './incoming.ts'
import { targetOf } from './proxy.ts'
import type { Provider } from './provider.ts'
import type { ExchangeDraft } from './recording.ts'
import type { Redaction } from './redaction.ts'

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
  return {
    status: answer.status,
    responseHeaders: redaction.headers(answer.headers),
    ...answerBody(redaction, answer.body),
    responseBytes: answer.body.length,
    upstreamCalls: answer.upstreamCalls ?? 0,
    ...(answer.faults ? { faults: answer.faults } : {}),
    ...(answer.madeBy ? { madeBy: answer.madeBy } : {}),
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
  const text = textOf(body)
  return /urlencoded/i.test(header('content-type') ?? '') ? redaction.form(text) : redaction.text(text)
}
