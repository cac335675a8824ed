import { randomBytes, timingSafeEqual } from 'node:crypto'
import { UserError } from '../lib/user-error.ts'
import { accessFailure, createAccessStops } from './access-stop.ts'
import type { AccessStops } from './access-stop.ts'
import { errorAnswer } from './answer.ts'
import type { Answer } from './answer.ts'
import { answerDocs, docsUrl, pageDigest } from './docs-route.ts'
import type { DocsRequest } from './docs-route.ts'
import { answerFields, exchangeDraft } from './exchange-draft.ts'
import type { Exchange } from './exchange.ts'
import { type Faults, createFaults } from './faults.ts'
import type { GatewayOptions } from './gateway.ts'
import { endpointOf } from './identity.ts'
import type { Held } from './in-flight.ts'
import type { Incoming } from './incoming.ts'
import { answerNango } from './nango-routes.ts'
import { providerOf } from './provider.ts'
import { answerProxy } from './proxy.ts'
import { openRecording } from './recording.ts'
import type { RecordingFile } from './recording.ts'
import { createRedaction } from './redaction.ts'
import type { Redaction } from './redaction.ts'

/** Answers what arrives at a gateway and writes it down; nothing is answered that could not be written. */
export interface Witness {
  readonly token: string
  readonly recording: RecordingFile
  readonly stops: AccessStops
  readonly redaction: Redaction
  readonly faults: Faults
  answer(incoming: Incoming, held: Held): Promise<Answer>
  docs(request: DocsRequest, during: string): Promise<string>
  /** Gives up on calls to the API that have not ended. */
  startClosing(): void
}

export function openWitness(options: GatewayOptions): Witness {
  if ((options.credential ?? (options.upstream.secrets ? 'its own' : '')) === '') {
    throw new UserError(`There is no credential for "${options.api}".`, 'Give the test connection a credential.')
  }
  const token = randomBytes(32).toString('hex')
  const closing = new AbortController()
  const redaction = createRedaction([...secretsOf(options), token])
  const recording = openRecording(options.recordingPath)
  const stops = createAccessStops()
  const guard = createGuard(token, options)
  const faults = createFaults(options.faults ?? [])
  const answerByRoute = createRoutes(options, { stops, faults, signal: closing.signal })
  const write = createWriter(options, { redaction, recording, stops })
  return {
    token,
    recording,
    stops,
    redaction,
    faults,
    async answer(incoming, held) {
      if (recording.failure !== undefined) return unwritable(recording.failure)
      const { refusal, isCounted } = guard.look(incoming)
      try {
        const answer = refusal ?? (await answerByRoute(incoming, held))
        redaction.learn(secretsOf(options))
        const clean = { ...answer, headers: redaction.scrubHeaders(answer.headers), body: redaction.scrub(answer.body) }
        if (isCounted) write(incoming, clean)
        guard.moved(incoming.body.length + bytesOf(clean))
        return recording.failure === undefined ? clean : unwritable(recording.failure)
      } catch (error) {
        // A bug of ours. It must not take down the gateways of the other attempts, which live in this process; and as
        // the API may have been asked, this recording is not the whole truth any more.
        const because = error instanceof Error ? error.message : String(error)
        recording.giveUp(redaction.text(`the gateway failed: ${because}`))
        return unwritable(recording.failure ?? '')
      }
    },
    docs: (request, during) => docsAnswer(options, { redaction, recording }, { request, during }),
    startClosing: () => closing.abort(),
  }
}

function secretsOf({ credential, upstream }: GatewayOptions): readonly string[] {
  return [...(credential === undefined ? [] : [credential]), ...(upstream.secrets?.() ?? [])]
}

/** What the API sent, whether it reached the caller or not. */
function bytesOf({ body, delivery, faults = [] }: Answer): number {
  const lost = faults.filter(({ fault }) => fault.kind === 'lost-answer').map(({ answer }) => answer.body.length)
  return lost.reduce((sum, bytes) => sum + bytes, delivery?.kind === 'none' ? 0 : body.length)
}

const defaultAllowance = 5000
// Refusals beyond the allowance that are still written down; a room could fill the disk with them.
const lastRefusals = 100

const defaultBytes = 256 * 1024 * 1024

interface Guard {
  look(incoming: Incoming): { readonly refusal?: Answer | undefined; readonly isCounted: boolean }
  /** Told of what went through. */
  moved(bytes: number): void
}

/** What is refused before anybody looks at the route. */
function createGuard(token: string, options: Pick<GatewayOptions, 'allowance' | 'allowanceBytes'>): Guard {
  const { allowance = defaultAllowance, allowanceBytes = defaultBytes } = options
  const expected = Buffer.from(`Bearer ${token}`)
  let arrived = 0
  let refused = 0
  let bytes = 0
  return {
    look(incoming) {
      arrived++
      const isOver = arrived > allowance || bytes > allowanceBytes
      if (isOver) refused++
      return { refusal: refusalOf(incoming, isOver), isCounted: refused <= lastRefusals }
    },
    moved: (count) => void (bytes += count),
  }

  function refusalOf(incoming: Incoming, isOver: boolean): Answer | undefined {
    if (isOver) return overAllowance(allowance, allowanceBytes)
    if (incoming.oversized) return tooLarge
    return isOpen(incoming.pathname) || isSame(incoming.header('authorization'), expected) ? undefined : unknownAccount
  }
}

interface Switches {
  readonly stops: AccessStops
  readonly faults: Faults
  /** Fires when the gateway closes. */
  readonly signal: AbortSignal
}

function createRoutes(options: GatewayOptions, { stops, faults, signal }: Switches) {
  const provider = providerOf(options.api, options.baseUrl)
  const { connection, upstream, credential } = options
  const { metadata = null, connectionConfig = {} } = options
  const account = { provider, connection, metadata, connectionConfig }
  return async (incoming: Incoming, held: Held): Promise<Answer> => {
    if (!incoming.pathname.startsWith('/proxy/')) return answerNango(account, incoming)
    const stopped = options.hardStop ? stops.reasonToStop(incoming.method, endpointOf(incoming.pathname)) : undefined
    if (stopped !== undefined) return stop(stopped)
    return answerProxy({ provider, connection, upstream, credential, faults, signal, held }, incoming)
  }
}

interface Books {
  readonly redaction: Redaction
  readonly recording: RecordingFile
  readonly stops: AccessStops
}

/** Writes an exchange down, and takes note when it proves that access has failed. */
function createWriter(options: GatewayOptions, { redaction, recording, stops }: Books) {
  const provider = providerOf(options.api, options.baseUrl)
  const context = { provider, redaction, upstream: options.upstream.kind }
  return (incoming: Incoming, answer: Answer): void => {
    const exchange = recording.append(exchangeDraft(context, incoming, answer))
    if (!exchange || !isFromTheApi(exchange)) return
    // What nobody heard stops nobody: whoever asks again hears it then.
    if (answer.delivery?.kind === 'none') return
    const failure = accessFailure(provider.family, { ...answer, body: answer.body.toString('utf8') })
    if (failure) stops.add(failure, { method: exchange.method, endpoint: exchange.endpoint, exchange: exchange.seq })
  }
}

// An injected fault stands for the API: that is how failing access is tested.
function isFromTheApi({ kind, madeBy, upstreamCalls }: Exchange): boolean {
  return kind === 'proxy' && (madeBy === 'fault' || (madeBy === undefined && upstreamCalls > 0))
}

async function docsAnswer(
  options: GatewayOptions,
  { redaction, recording }: Omit<Books, 'stops'>,
  { request, during }: { request: DocsRequest; during: string },
): Promise<string> {
  const at = new Date()
  const { found, text, sha256 } = await answerDocs(options.docs, options.api, request)
  const headers = sha256 === undefined ? {} : { [pageDigest]: sha256 }
  const exchange = recording.append({
    at: at.toISOString(),
    during,
    kind: 'docs',
    method: 'GET',
    url: redaction.url(docsUrl(request)),
    endpoint: '',
    query: [],
    requestHeaders: {},
    requestBody: '',
    ...answerFields(redaction, { status: found ? 200 : 404, headers, body: Buffer.from(text) }),
    identity: '',
    upstream: options.upstream.kind,
    milliseconds: Date.now() - at.getTime(),
  })
  return exchange ? text : `The recording cannot be written (${recording.failure}), so no page can be shown.`
}

function isOpen(pathname: string): boolean {
  return pathname === '/health' || pathname === '/cli/telemetry'
}

function isSame(given: string | undefined, expected: Buffer): boolean {
  const bytes = Buffer.from(given ?? '')
  return bytes.length === expected.length && timingSafeEqual(bytes, expected)
}

const unknownAccount = errorAnswer(
  401,
  'unknown_account',
  'The secret key is not the one of this workspace. Use the environment as it is: it has the right one.',
  'policy',
)

const tooLarge = errorAnswer(
  413,
  'request_too_large',
  'The request is larger than 1 MB. Send less at once, such as smaller batches.',
  'policy',
)

function overAllowance(allowance: number, bytes: number): Answer {
  const message = `This workspace has made its ${allowance} requests, or moved its ${bytes >> 20} MB. Nothing more is sent to the API: end your work.`
  return errorAnswer(429, 'allowance_used', message, 'policy')
}

function stop(because: string): Answer {
  return errorAnswer(403, 'stopped', `stopped: ${because}; use report_blocked`, 'stop')
}

function unwritable(because: string): Answer {
  return errorAnswer(503, 'recording_unwritable', `The recording cannot be written (${because}), so nothing is sent.`)
}
