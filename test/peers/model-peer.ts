import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { JsonObject } from '../../src/lib/json.ts'

/** A provider of models that answers as a test says. */
export interface ModelPeer extends AsyncDisposable {
  /** As a spec would name it. */
  readonly url: string
  readonly requests: readonly AskedOfPeer[]
}

export interface AskedOfPeer {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: JsonObject
}

export async function openModelPeer(
  answer: (response: ServerResponse, asked: AskedOfPeer) => void,
): Promise<ModelPeer> {
  const requests: AskedOfPeer[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const asked = {
      path: request.url ?? '',
      headers: request.headers,
      body: JSON.parse(Buffer.concat(chunks).toString()) as JsonObject,
    }
    requests.push(asked)
    answer(response, asked)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** In the protocol of the path that was asked. */
export function sayText(text: string): (response: ServerResponse, asked: AskedOfPeer) => void {
  return (response, { path }) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(answerIn(path, text)))
  }
}

function answerIn(path: string, text: string): JsonObject {
  if (path.endsWith('/messages')) {
    return {
      content: [
        { type: 'thinking', thinking: 'Hm.' },
        { type: 'text', text },
      ],
      usage: { input_tokens: 1000, output_tokens: 50 },
    }
  }
  if (path.endsWith('/responses')) {
    return {
      output: [
        { type: 'reasoning', summary: [] },
        { type: 'message', content: [{ type: 'output_text', text }] },
      ],
      usage: { input_tokens: 1000, output_tokens: 50 },
    }
  }
  return { choices: [{ message: { content: text } }], usage: { prompt_tokens: 1000, completion_tokens: 50 } }
}
