import { timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { z } from 'zod'
import { jsonOrNothing } from '../lib/json.ts'
import { sha256 } from '../lib/sha256.ts'
import { chunksOf, completionOf, wholeBody } from './completion.ts'
import type { Completion } from './completion.ts'
import { completionRequest } from './conversation.ts'
import { judgeName, judgeTurn } from './judge.ts'
import { nextTurn } from './next-turn.ts'
import { metronome } from './pace.ts'
import type { Pace } from './pace.ts'
import type { Part } from './part.ts'
import { promptCache, promptText } from './prompt-cache.ts'
import { sceneOf } from './scene.ts'

export interface ServeOptions {
  readonly parts: readonly Part[]
  readonly pace: Pace | undefined
  /** The only bearer token that is let in. */
  readonly apiKey: string
  readonly seed: number
  /** Told of the turn after which all is lost, whenever it is played. */
  readonly onFatal?: (fatal: FatalTurn) => void
}

/** Which turn of a part's performance is the one after which all is lost. */
export interface FatalTurn {
  readonly interaction: string
  readonly part: string
  /** From 1. */
  readonly turn: number
}

/**
 * An OpenAI-compatible server whose models are the parts. Not listening yet. What it answers depends on nothing but the
 * request; only to count cached tokens it knows which beginnings of prompts it has seen.
 */
export function rehearsalServer(served: ServeOptions): Server {
  const options = { ...served, count: promptCache() }
  return createServer((request, response) => {
    answer(request, response, options).catch((error: unknown) => {
      // A part threw, or the client went away while we were writing: only the first can still be told.
      if (response.destroyed) return
      if (response.headersSent) response.destroy()
      else fail(response, 500, `the rehearsal model failed: ${String(error)}`)
    })
  })
}

async function answer(request: IncomingMessage, response: ServerResponse, options: Serving): Promise<void> {
  const body = await text(request)
  const path = (request.url ?? '').split('?')[0]
  if (!allowed(request, options.apiKey)) return fail(response, 401, 'wrong or missing API key')
  if (request.method === 'GET' && path === '/v1/models') return json(response, 200, modelList(options.parts))
  if (request.method !== 'POST' || path !== '/v1/chat/completions') {
    return fail(response, 404, 'only POST /v1/chat/completions and GET /v1/models exist')
  }
  const outcome = completionFor(body, options)
  if (outcome.kind === 'refused') return fail(response, 400, outcome.because)
  if (outcome.stream) await stream(response, outcome.completion, options.pace)
  else await whole(response, outcome.completion, options.pace)
}

interface Serving extends ServeOptions {
  readonly count: ReturnType<typeof promptCache>
}

type Outcome =
  | { readonly kind: 'plays'; readonly completion: Completion; readonly stream: boolean }
  | { readonly kind: 'refused'; readonly because: string }

function completionFor(body: string, options: Serving): Outcome {
  const raw = jsonOrNothing(body)
  const parsed = completionRequest.safeParse(raw)
  if (!parsed.success) return { kind: 'refused', because: `not a chat completion: ${z.prettifyError(parsed.error)}` }
  const request = parsed.data
  const name = request.model.split('/').at(-1)
  if (name === judgeName && request.tools.length === 0) {
    const asked = options.count(request.model, promptText(raw))
    return plays(completionOf(request, judgeTurn(request.messages), asked), request.stream)
  }
  const part = options.parts.find((each) => each.name === name)
  if (!part) {
    const known = options.parts.map((each) => each.name).join(', ')
    return { kind: 'refused', because: `no part is called ${JSON.stringify(name)}. Parts: ${known}` }
  }
  // Titles and summaries are asked for without tools.
  const asked = options.count(request.model, promptText(raw))
  if (request.tools.length === 0) return plays(completionOf(request, { text: 'A rehearsal' }, asked), request.stream)
  const scene = sceneOf(request, `${options.seed}\n${part.name}`)
  if ('missing' in scene) return { kind: 'refused', because: `the prompt has no line "${scene.missing}: …"` }
  const next = nextTurn(part, scene, request.messages)
  if (next.isFatal) {
    const turn = 1 + request.messages.filter(({ role }) => role === 'assistant').length
    options.onFatal?.({ interaction: scene.interaction, part: part.name, turn })
  }
  return plays(completionOf(request, next, asked), request.stream)
}

function plays(completion: Completion, stream: boolean): Outcome {
  return { kind: 'plays', completion, stream }
}

async function stream(response: ServerResponse, completion: Completion, pace: Pace | undefined): Promise<void> {
  const gone = closed(response)
  const due = metronome(pace, gone)
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' })
  for (const { body, token } of chunksOf(completion, pace)) {
    if (token) await due()
    response.write(`data: ${JSON.stringify(body)}\n\n`)
  }
  response.end('data: [DONE]\n\n')
}

async function whole(response: ServerResponse, completion: Completion, pace: Pace | undefined): Promise<void> {
  const gone = closed(response)
  const due = metronome(pace, gone)
  for (const { token } of chunksOf(completion, pace)) if (token) await due()
  json(response, 200, wholeBody(completion))
}

function closed(response: ServerResponse): AbortSignal {
  const controller = new AbortController()
  response.once('close', () => controller.abort())
  return controller.signal
}

function modelList(parts: readonly Part[]): object {
  return {
    object: 'list',
    data: parts.map((part) => ({ id: part.name, object: 'model', created: 0, owned_by: 'rehearsal' })),
  }
}

function allowed(request: IncomingMessage, apiKey: string): boolean {
  const given = Buffer.from(sha256(request.headers.authorization ?? ''))
  return timingSafeEqual(given, Buffer.from(sha256(`Bearer ${apiKey}`)))
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

function fail(response: ServerResponse, status: number, message: string): void {
  json(response, status, { error: { message, type: 'invalid_request_error' } })
}
