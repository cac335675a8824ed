import { createServer } from 'node:http'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openTempDir } from '../lib/temp-dir.ts'
import { ask, gatewayLook } from './look-at-gateway.ts'

it('finds the gateway good', async () => {
  expect(await gatewayLook.find()).toMatchObject([{ outcome: 'good' }])
})

it.each([
  ['says nothing', ''],
  ['breaks off in its answer', 'some'],
])('waits no longer than it wants for one that %s', async (_, begun) => {
  await using temp = await openTempDir()
  const socketPath = join(temp.dir, 'silent.sock')
  const server = createServer((_request, response) => void (begun && response.write(begun)))
  await new Promise<void>((resolve) => server.listen(socketPath, resolve))
  try {
    await expect(ask({ socketPath }, { token: 'x', milliseconds: 100 })).rejects.toThrow(/abort/)
  } finally {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
})
