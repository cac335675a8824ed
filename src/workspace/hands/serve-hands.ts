import { rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import { type Json, jsonOrNothing } from '../../lib/json.ts'
import { listenForBox } from '../../box/listen-for-box.ts'
import type { Unprivileged } from '../../box/unprivileged.ts'

/** A tool call as the OpenCode server in the cell forwards it. */
export interface ForwardedCall {
  readonly tool: string
  readonly args: Json
  readonly session: string
  readonly callId: string
}

/** What goes back: OpenCode shows `output` to the model as the result, `error` as a failure. */
export type ForwardedAnswer =
  | { readonly title: string; readonly output: string; readonly metadata: Readonly<Record<string, Json>> }
  | { readonly error: string }

export type Answering = (call: ForwardedCall, gone: AbortSignal) => Promise<ForwardedAnswer>

export interface HandsSocket {
  /** Where the cell's server finds them; its directory must exist. At most 107 bytes long. */
  readonly socketPath: string
  /** Whom that server runs as, if not as everything else that is boxed. */
  readonly caller?: Unprivileged
}

/** `POST /<tool>` over a unix socket that only we and its caller can connect to. `gone` fires when the caller hangs up. */
export async function serveHands({ socketPath, caller }: HandsSocket, answering: Answering): Promise<AsyncDisposable> {
  const server = createServer((request, response) => {
    const gone = new AbortController()
    response.on('close', () => {
      if (!response.writableFinished) gone.abort()
    })
    void answer(request, response, { answering, gone: gone.signal })
  })
  await listenForBox(server, socketPath, caller)
  return {
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
      await rm(socketPath, { force: true })
    },
  }
}

interface Answerer {
  readonly answering: Answering
  readonly gone: AbortSignal
}

async function answer(request: IncomingMessage, response: ServerResponse, { answering, gone }: Answerer) {
  const send = (status: number, body: ForwardedAnswer) => {
    if (!response.writable) return
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(body))
  }
  try {
    const call = await readCall(request)
    if (typeof call === 'string') send(400, { error: call })
    else send(200, await answering(call, gone))
  } catch (error) {
    // The caller hung up in the middle of its request; anything else is a bug.
    if (!gone.aborted) throw error
  }
}

const bodySchema = z.object({ args: z.json(), session: z.string().default(''), call: z.string().default('') })
const bodyLimit = 4 << 20

async function readCall(request: IncomingMessage): Promise<ForwardedCall | string> {
  if (request.method !== 'POST') return 'POST /<tool> is all there is.'
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > bodyLimit) return `The arguments are larger than ${bodyLimit >> 20} MB: write in smaller parts.`
    chunks.push(chunk)
  }
  const body = jsonOrNothing(Buffer.concat(chunks).toString('utf8'))
  const parsed = bodySchema.safeParse(body)
  if (!parsed.success) return `The call is malformed: ${z.prettifyError(parsed.error)}`
  const tool = (request.url ?? '/').slice(1)
  return { tool, args: parsed.data.args, session: parsed.data.session, callId: parsed.data.call }
}
