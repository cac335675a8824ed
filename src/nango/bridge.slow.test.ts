import { chmodSync } from 'node:fs'
import { createServer } from 'node:http'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { runInBox } from '../box/run-in-box.ts'
import { openTempDir } from '../lib/temp-dir.ts'
import { inBoxScripts, nangoBox } from './nango-box.ts'
import { prepareToolchain } from './prepare-toolchain.ts'

// Keeps its connection for later, as Nango's client does.
const asking = `
await (await import('${inBoxScripts}/bridge.mts')).bridgeToGateway()
const { Agent, get } = await import('node:http')
get('http://127.0.0.1:3003/', { agent: new Agent({ keepAlive: true }) }, (response) => {
  response.pipe(process.stderr, { end: false })
})`

it('lets a command end that is done, though neither side closes the connection', async () => {
  const toolchain = await prepareToolchain(resolve('node_modules/.cache/assay'))
  const temp = await openTempDir()
  const socketPath = join(temp.dir, 'api.sock')
  const gateway = createServer((_, response) => response.end('answered'))
  gateway.keepAliveTimeout = 0
  await new Promise<void>((listening) => gateway.listen(socketPath, listening))
  chmodSync(socketPath, 0o666)
  try {
    const box = nangoBox({
      toolchain,
      argv: ['--input-type=module', '-e', asking],
      gateway: { socketPath, token: '11111111-2222-4333-8444-555555555555' },
      limits: { milliseconds: 30_000, outputBytes: 64 << 10, memoryMb: 512 },
    })
    const { stderr, timedOut, exitCode } = await runInBox(box)
    expect({ stderr, timedOut, exitCode }).toEqual({ stderr: 'answered', timedOut: false, exitCode: 0 })
  } finally {
    gateway.closeAllConnections()
    gateway.close()
    await temp[Symbol.asyncDispose]()
  }
})
