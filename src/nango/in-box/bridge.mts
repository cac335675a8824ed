import { existsSync } from 'node:fs'
import { connect, createServer } from 'node:net'

const socketPath = '/run/gateway/api.sock'

/** Nango's client speaks TCP only: this passes what comes to the local port on to the gateway's socket. Keeps nothing alive. */
export async function bridgeToGateway(): Promise<void> {
  if (!existsSync(socketPath)) return
  const server = createServer((caller) => {
    const gateway = connect(socketPath)
    // The client keeps its idle connections, unreferenced: these two, left referenced, kept the command waiting for seconds.
    caller.unref()
    gateway.unref()
    caller.pipe(gateway).pipe(caller)
    caller.on('error', () => gateway.destroy())
    gateway.on('error', () => caller.destroy())
    caller.on('close', () => gateway.destroy())
    gateway.on('close', () => caller.destroy())
  })
  await new Promise<void>((resolve, reject) => {
    server.on('error', reject)
    server.listen(3003, '127.0.0.1', resolve)
  })
  server.unref()
}
