import type { AddressInfo } from 'node:net'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { paces } from './pace.ts'
import { parts } from './parts/index.ts'
import { rehearsalServer } from './serve.ts'

// Its own process. The first line of stdin holds the settings, so that the key is in no argument and no environment;
// stdout's only line is the port; the end of stdin is the end of us, so that nobody outlives a killed parent.
const settings = z.object({ latency: z.enum(['zero', 'realistic']), apiKey: z.string().min(1), seed: z.number() })

const lines = createInterface({ input: process.stdin })
lines.once('line', (line) => {
  const { latency, apiKey, seed } = settings.parse(JSON.parse(line))
  const server = rehearsalServer({ parts, pace: paces[latency], apiKey, seed })
  server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`))
  lines.once('close', () => {
    server.close()
    server.closeAllConnections()
  })
})
