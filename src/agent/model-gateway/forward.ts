import { once } from 'node:events'
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { request as ask, type Dispatcher } from 'undici'
import { withoutSecrets } from '../../gateway/secret-forms.ts'
import { keyHeader, type ModelProvider } from './provider.ts'
import { meterOf } from './meter.ts'
import { noteFailure } from './session.ts'
import { type Asked, type Trouble, connectionTrouble, isUnconnected, longestQuotaMs, troubleOf } from './trouble.ts'
import type { Admitted } from './incoming.ts'
import type { Told } from './usage.ts'

/** How one asking of a provider went. The client has heard nothing yet of one that failed. */
export type Passed =
  | { readonly kind: 'answered'; readonly told: Told | undefined; readonly isComplete: boolean }
  | Failure
  /** The client went away before there was an answer. */
  | { readonly kind: 'gone' }

export interface Failure {
  readonly kind: 'failed'
  /** Of the provider's answer; 0 when there was none. */
  readonly status: number
  readonly because: string
  /** The provider may have done the work all the same. */
  readonly mayBeBilled: boolean
  /** The client has had nothing of an answer, and another try may fare better. */
  readonly mayBeAskedAgain: boolean
  readonly isLasting: boolean
  /** The provider has too much to do: how long it wants to be left alone, if it said. */
  readonly throttled?: { readonly waitMs?: number }
  /** Passes it on to the client. */
  readonly tell: () => void
}

export interface Forwarding {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly dispatcher: Dispatcher
  /** What the provider is asked by way of, in words; nothing when it is asked directly. */
  readonly proxy: string | undefined
  readonly signal: AbortSignal
}

/** Asks the provider and passes a good answer on, piece by piece, as it comes. Never throws. */
export async function forward(admitted: Admitted, forwarding: Forwarding): Promise<Passed> {
  const { to, body } = admitted
  const { request, response, dispatcher, signal } = forwarding
  const headers = { ...picked(request.headers, passedUp), ...keyHeader(to.provider) }
  let answer: Dispatcher.ResponseData
  try {
    answer = await ask(to.url, { method: 'POST', headers, body, dispatcher, signal })
  } catch (error) {
    return signal.aborted ? { kind: 'gone' } : unanswered(admitted, codeOf(error), forwarding)
  }
  if (answer.statusCode >= 400) return failed(admitted, answer, response)
  if (answer.statusCode >= 300 || isWebPage(answer)) return notAModel(admitted, answer, response)
  return passAnswer(admitted, answer, { response, signal })
}

/** Answers in the provider's own shape, so that the SDK shows the message and does not try again. */
export function answerError(response: ServerResponse, status: number, message: string): void {
  if (response.destroyed || response.headersSent) return
  const type = status === 400 ? 'invalid_request_error' : 'gateway_error'
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify({ type: 'error', error: { type, code: type, message } }))
}

async function passAnswer(
  { session, to }: Admitted,
  answer: Dispatcher.ResponseData,
  { response, signal }: Pick<Forwarding, 'response' | 'signal'>,
): Promise<Passed> {
  const meter = meterOf(to.dialect, String(answer.headers['content-type'] ?? ''))
  let isComplete = false
  delete session.failure
  try {
    response.writeHead(answer.statusCode, picked(answer.headers, passedDown))
    response.flushHeaders()
    for await (const chunk of answer.body as AsyncIterable<Buffer>) {
      session.lastActivityAt = Date.now()
      meter.write(chunk)
      if (!response.write(chunk)) await once(response, 'drain', { signal })
    }
    isComplete = true
    response.end()
  } catch (error) {
    // The stream broke: by the client (then it is gone), or by the provider (then the client must see a cut, not an end).
    if (!signal.aborted) noteFailure(session, 0, `${to.name} broke off its answer (${codeOf(error)})`)
    response.destroy()
  }
  return { kind: 'answered', told: meter.end(), isComplete }
}

/** A login page or a front page, as a wrong base URL brings. */
function isWebPage({ headers }: Dispatcher.ResponseData): boolean {
  return /^text\/html\b/i.test(String(headers['content-type'] ?? ''))
}

function notAModel({ to }: Admitted, answer: Dispatcher.ResponseData, response: ServerResponse): Failure {
  answer.body.destroy()
  const status = answer.statusCode
  const what = status >= 300 ? `with a redirect (${status}), which is not followed` : 'with a web page, not as a model'
  const because = `${to.name} answered ${what}: correct its base URL, providers.${to.name}.url`
  const tell = () => answerError(response, 400, because)
  return { kind: 'failed', status, because, mayBeBilled: false, mayBeAskedAgain: false, isLasting: true, tell }
}

async function failed(admitted: Admitted, answer: Dispatcher.ResponseData, response: ServerResponse): Promise<Failure> {
  const { to } = admitted
  const status = answer.statusCode
  const text = withoutKey(await headOf(answer.body), to.provider)
  const waitMs = toldWait(answer.headers)
  const trouble = withQuota(troubleOf(status, text, askedOf(admitted)), status, waitMs)
  const isBusy = status === 429 || status === 529 || status === 503
  return {
    kind: 'failed',
    status,
    because: `${to.name} answered ${status}${trouble.hint}: ${text.slice(0, 300)}`,
    mayBeBilled: comesTooLate.has(status),
    mayBeAskedAgain: !trouble.isLasting && (isBusy || status === 500 || status === 502 || status === 504),
    isLasting: trouble.isLasting,
    ...(isBusy && { throttled: waitMs === undefined ? {} : { waitMs } }),
    tell() {
      if (response.destroyed || response.headersSent) return
      response.writeHead(status, { ...picked(answer.headers, passedDown), ...clampedWait(waitMs) })
      response.end(text)
    },
  }
}

/**
 * Whoever says so had sent the request on and did not get, or not in time, what was made of it: timeouts (408, 499, 504,
 * 524) and broken answers (502, 520). Other statuses are given before a model begins, or when it failed by itself.
 */
const comesTooLate: ReadonlySet<number> = new Set([408, 499, 502, 504, 520, 524])

/** A quota that comes back in hours is not waited for. */
function withQuota(trouble: Trouble, status: number, waitMs = 0): Trouble {
  if (status !== 429 || waitMs <= longestQuotaMs) return trouble
  const minutes = Math.round(waitMs / 60_000)
  return {
    hint: `, since its quota is used up for ${minutes} minutes: go on then, or with another model`,
    isLasting: true,
  }
}

function unanswered(admitted: Admitted, code: string, { response, proxy }: Forwarding): Failure {
  const { to } = admitted
  const { hint, isLasting } = connectionTrouble(code, askedOf(admitted), proxy)
  const because = `${to.name} did not answer (${code})${hint}`
  return {
    kind: 'failed',
    status: 0,
    because,
    mayBeBilled: !isUnconnected(code),
    mayBeAskedAgain: isUnconnected(code) && !isLasting,
    isLasting,
    tell: () => answerError(response, code.endsWith('TIMEOUT') ? 504 : 502, because),
  }
}

function askedOf({ to, model }: Admitted): Asked {
  return { name: to.name, model, provider: to.provider }
}

// The provider's error may quote the key back at us.
function withoutKey(text: string, { key }: ModelProvider): string {
  return withoutSecrets([key], () => '[key]')(text)
}

async function headOf(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  try {
    for await (const chunk of body) {
      bytes += chunk.length
      chunks.push(chunk)
      if (bytes > errorBytes) break
    }
  } catch {
    // The error's text broke off: its beginning says enough.
  }
  return Buffer.concat(chunks).subarray(0, errorBytes).toString()
}

/** By `retry-after-ms`, or by `retry-after` in seconds or as a date. */
function toldWait(headers: IncomingHttpHeaders): number | undefined {
  const milliseconds = Number(headers['retry-after-ms'])
  if (milliseconds > 0) return milliseconds
  const told = String(headers['retry-after'] ?? '')
  const wait = /^\d+$/.test(told) ? Number(told) * 1000 : Date.parse(told) - Date.now()
  return wait >= 0 ? wait : undefined
}

// OpenCode sleeps as long as it is told, even for an hour.
function clampedWait(waitMs: number | undefined): Record<string, string> {
  return waitMs === undefined ? {} : { 'retry-after': String(Math.min(Math.ceil(waitMs / 1000), longestWait)) }
}

function picked(headers: IncomingHttpHeaders, names: RegExp): Record<string, string> {
  const entries = Object.entries(headers).filter(([name, value]) => names.test(name) && value !== undefined)
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]))
}

/** A failure's code: messages of errors may quote requests. */
function codeOf(error: unknown): string {
  const { code, name } = error as { code?: string; name?: string }
  return String(code ?? name ?? 'unknown')
}

const errorBytes = 64 * 1024
const longestWait = 60
// Everything else stays here, above all whatever key, cookie or address the cell sent.
const passedUp = /^(content-type|accept|user-agent|anthropic-version|anthropic-beta|openai-beta)$/
const passedDown = /^(content-type|content-encoding|cache-control|x-request-id|request-id|(x|anthropic)-ratelimit-.*)$/
