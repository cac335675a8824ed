import { type IncomingMessage, type ServerResponse, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { z } from 'zod'
import { startRehearsal } from '../../src/rehearsal/start-rehearsal.ts'
import type { ChatAnswer, ChatAsked } from './chat.ts'
import { askedInMessages, messagesEvents } from './speak-messages.ts'
import { speakResponses } from './speak-responses.ts'

/** The rehearsal model behind a vendor's own protocol, streaming as that vendor's servers do. */
export interface VendorPeer extends AsyncDisposable {
  readonly url: string
  /** Paths that were asked for, each with how many tools it brought. */
  readonly asked: readonly string[]
}

/** How each vendor is asked. What a server of OpenAI's keeps is that server's. */
const vendors = {
  messages: () => ({
    path: '/v1/messages',
    key: 'x-api-key',
    prefix: '',
    read: askedInMessages,
    events: messagesEvents,
  }),
  responses: () => ({ path: '/v1/responses', key: 'authorization', prefix: 'Bearer ', ...speakResponses() }),
} as const

export async function openVendorPeer(protocol: keyof typeof vendors, apiKey: string): Promise<VendorPeer> {
  const vendor = vendors[protocol]()
  const model = await startRehearsal({ latency: 'zero', apiKey, seed: 1 })
  const asked: string[] = []
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const path = request.url ?? ''
    if (request.headers[vendor.key] !== `${vendor.prefix}${apiKey}`)
      return refuse(response, 401, 'wrong or missing API key')
    if (path !== vendor.path) return refuse(response, 404, `no such path: ${path}`)
    const chat = vendor.read(JSON.parse(await text(request)))
    asked.push(`${path} with ${chat.tools.length} tools`)
    const said = await askChat(model.url, apiKey, chat)
    if ('refused' in said) return refuse(response, 400, said.refused)
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' })
    for (const event of vendor.events(said)) response.write(event)
    response.end()
  }
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => refuse(response, 400, String(error)))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    asked,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await model[Symbol.asyncDispose]()
    },
  }
}

function refuse(response: ServerResponse, status: number, message: string): void {
  if (!response.headersSent) response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify({ type: 'error', error: { type: 'invalid_request_error', message } }))
}

const completion = z.object({
  id: z.string(),
  choices: z.tuple([
    z.object({
      message: z.object({
        content: z.string().nullable(),
        tool_calls: z
          .array(z.object({ id: z.string(), function: z.object({ name: z.string(), arguments: z.string() }) }))
          .default([]),
      }),
    }),
  ]),
  usage: z.object({
    prompt_tokens: z.number(),
    completion_tokens: z.number(),
    prompt_tokens_details: z.object({ cached_tokens: z.number() }),
  }),
})

async function askChat(url: string, key: string, chat: ChatAsked): Promise<ChatAnswer | { refused: string }> {
  const response = await fetch(`${url}/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(chat),
  })
  if (!response.ok) return { refused: await response.text() }
  const { id, choices, usage } = completion.parse(await response.json())
  const [{ message }] = choices
  return {
    id: id.replace('chatcmpl-', ''),
    model: chat.model,
    text: message.content ?? '',
    calls: message.tool_calls.map(({ id: call, function: { name, arguments: args } }) => ({ id: call, name, args })),
    tokens: {
      input: usage.prompt_tokens,
      cached: usage.prompt_tokens_details.cached_tokens,
      written: 0,
      output: usage.completion_tokens,
    },
  }
}
