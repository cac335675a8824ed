import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** As much of a Nango server as a dry run asks for; it keeps what it was asked. */
export interface ToyNango extends AsyncDisposable {
  readonly url: string
  readonly asked: Asked[]
}

interface Asked {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** In their order and letter case. */
  readonly pairs: readonly (readonly [string, string])[]
  readonly body: string
}

export async function openToyNango(): Promise<ToyNango> {
  const asked: ToyNango['asked'] = []
  const server = createServer((request, response) => {
    const { method = '', url = '' } = request
    let body = ''
    request.setEncoding('utf8').on('data', (text: string) => (body += text))
    request.on('end', () => {
      const { rawHeaders } = request
      const pairs = rawHeaders.flatMap((name, index) =>
        index % 2 === 0 ? [[name, rawHeaders[index + 1] ?? ''] as const] : [],
      )
      asked.push({ method, url, headers: request.headers as Record<string, string>, pairs, body })
      const answer = answerTo(url)
      response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' })
      response.end(JSON.stringify(answer ?? { error: { code: 'not_found', message: 'not found' } }))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
    },
  }
}

function answerTo(url: string): object | undefined {
  if (url.startsWith('/connection')) return { id: 1, connection_id: 'test', provider_config_key: 'slack', metadata: {} }
  if (url.startsWith('/integrations')) return { data: { unique_key: 'slack', provider: 'slack' } }
  return url.startsWith('/proxy/greet') ? { greeting: 'Hello Ada' } : undefined
}
