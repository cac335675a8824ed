import { once } from 'node:events'
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { request as ask, type Dispatcher } from 'undici'
import { keyHeader, type ModelProvider } from './provider.ts'
import { meterOf } from './meter.ts'
import { noteFailure } from './session.ts'
import type { Admitted } from './incoming.ts'
import type { Usage } from './usage.ts'

/** How an answer went by. `usage` is what it told; an answer that failed or never came was not billed. */
export interface Passed {
  readonly billed: boolean
  readonly complete: boolean
  readonly usage: Usage | undefined
}

export interface Forwarding {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly dispatcher: Dispatcher
  readonly signal: AbortSignal
}

/** Asks the provider and passes its answer on, piece by piece, as it comes. Never throws: the client is answered or cut. */
export async function forward(
  admitted: Admitted,
  { request, response, dispatcher, signal }: Forwarding,
): Promise<Passed> {
  const { session, to, body } = admitted
  const headers = { ...picked(request.headers, passedUp), ...keyHeader(to.provider) }
  let answer: Dispatcher.ResponseData
  try {
    answer = await ask(to.url, { method: 'POST', headers, body, dispatcher, signal })
  } catch (error) {
    // No answer: the provider is unreachable or too slow, or the client went away.
    if (!signal.aborted) answerUnreached(admitted, response, codeOf(error))
    return notBilled
  }
  if (answer.statusCode >= 300) {
    await passFailure(admitted, answer, response)
    return notBilled
  }
  if (isWebPage(answer)) {
    answer.body.destroy()
    refuse(admitted, response, {
      status: answer.statusCode,
      because: `${to.name} answered with a web page, not as a model: correct its base URL`,
    })
    return notBilled
  }
  delete session.failure
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
  let complete = false
  try {
    response.writeHead(answer.statusCode, picked(answer.headers, passedDown))
    response.flushHeaders()
    for await (const chunk of answer.body as AsyncIterable<Buffer>) {
      session.lastActivityAt = Date.now()
      meter.write(chunk)
      if (!response.write(chunk)) await once(response, 'drain', { signal })
    }
    complete = true
    response.end()
  } catch (error) {
    // The stream broke: by the client (then it is gone), or by the provider (then the client must see a cut, not an end).
    if (!signal.aborted) noteFailure(session, 0, `${to.name} broke off its answer (${codeOf(error)})`)
    response.destroy()
  }
  return { billed: true, complete, usage: meter.end() }
}

/** A login page or a front page, as a wrong base URL brings. */
function isWebPage({ headers }: Dispatcher.ResponseData): boolean {
  return /^text\/html\b/i.test(String(headers['content-type'] ?? ''))
}

function refuse(
  { session }: Admitted,
  response: ServerResponse,
  { status, because }: { readonly status: number; readonly because: string },
): void {
  noteFailure(session, status, because)
  answerError(response, 400, because)
}

async function passFailure(admitted: Admitted, answer: Dispatcher.ResponseData, response: ServerResponse) {
  const { session, to } = admitted
  const status = answer.statusCode
  if (status < 400) {
    answer.body.destroy()
    const because = `${to.name} answered with a redirect (${status}), which is not followed: correct its base URL`
    return refuse(admitted, response, { status, because })
  }
  const text = withoutKey(await headOf(answer.body), to.provider)
  noteFailure(session, status, `${to.name} answered ${status}${hints[status] ?? ''}: ${text.slice(0, 300)}`)
  if (response.destroyed) return
  response.writeHead(status, { ...picked(answer.headers, passedDown), ...clampedWait(answer.headers) })
  response.end(text)
}

function answerUnreached({ session, to }: Admitted, response: ServerResponse, code: string): void {
  const because = `${to.name} did not answer (${code})`
  noteFailure(session, 0, because)
  answerError(response, code.endsWith('TIMEOUT') ? 504 : 502, because)
}

// The provider's error may quote the key back at us.
function withoutKey(text: string, { key }: ModelProvider): string {
  const forms = [...new Set([key, encodeURIComponent(key)])].map((form) => form.replace(/[^\w]/g, '\\$&'))
  return text.replace(new RegExp(forms.join('|'), 'g'), '[key]')
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

// OpenCode sleeps as long as it is told, even for an hour.
function clampedWait(headers: IncomingHttpHeaders): Record<string, string> {
  const milliseconds = Number(headers['retry-after-ms'])
  if (milliseconds > 0) return { 'retry-after-ms': String(Math.min(milliseconds, longestWait * 1000)) }
  const told = String(headers['retry-after'] ?? '')
  const seconds = /^\d+$/.test(told) ? Number(told) : Math.ceil((Date.parse(told) - Date.now()) / 1000)
  return seconds >= 0 ? { 'retry-after': String(Math.min(seconds, longestWait)) } : {}
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

const hints: Readonly<Record<number, string>> = {
  401: ', which is about its key',
  402: ', which is about its account',
  403: ', which is about its key',
  404: ', which is about its base URL or the name of the model',
}

const notBilled: Passed = { billed: false, complete: false, usage: undefined }
const errorBytes = 64 * 1024
const longestWait = 60
// Everything else stays here, above all whatever key, cookie or address the cell sent.
const passedUp = /^(content-type|accept|user-agent|anthropic-version|anthropic-beta|openai-beta)$/
const passedDown = /^(content-type|content-encoding|cache-control|x-request-id|request-id|(x|anthropic)-ratelimit-.*)$/
