import { chmod } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { openTempDir } from '../lib/temp-dir.ts'
import type { RoomGateway } from './room.ts'

/** As much of Nango as a dry run asks for, over a unix socket. */
export async function openToyApi(): Promise<{ gateway: RoomGateway } & AsyncDisposable> {
  const temp = await openTempDir()
  const socketPath = join(temp.dir, 'api.sock')
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { status = 200, body } = answer(`${request.method} ${request.url}`, Buffer.concat(chunks).toString())
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    })
  })
  await new Promise<void>((resolve) => server.listen(socketPath, resolve))
  await chmod(socketPath, 0o666)
  return {
    gateway: { socketPath, token: '11111111-2222-4333-8444-555555555555' },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await temp[Symbol.asyncDispose]()
    },
  }
}

function answer(route: string, text: string): { status?: number; body: object } {
  if (route.startsWith('GET /connection')) {
    return { body: { id: 1, connection_id: 'test', provider_config_key: 'toy', provider: 'slack', metadata: {} } }
  }
  if (route.startsWith('GET /integrations')) return { body: { data: { unique_key: 'toy', provider: 'slack' } } }
  if (route === 'POST /proxy/greet') return { body: { greeting: `Hello ${JSON.parse(text).name}` } }
  return { status: 404, body: { error: 'not found' } }
}
