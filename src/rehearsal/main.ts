import type { AddressInfo } from 'node:net'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { withFillers } from './fillers.ts'
import { gallery } from './gallery.ts'
import { loadParts } from './load-parts.ts'
import { paces } from './pace.ts'
import { parts } from './parts/index.ts'
import { rehearsalServer } from './serve.ts'

// Its own process. The first line of stdin holds the settings, so that the key is in no argument and no environment;
// stdout's first line is the port, any other one a fatal turn; the end of stdin is the end of us, so that nobody outlives
// a killed parent.
const settings = z.object({
  latency: z.enum(['zero', 'realistic']),
  apiKey: z.string().min(1),
  seed: z.number(),
  partsDir: z.string().optional(),
})

const lines = createInterface({ input: process.stdin })
const closed = new Promise<void>((resolve) => lines.once('close', resolve))
lines.once('line', (line) => void start(line))

async function start(line: string): Promise<void> {
  const { latency, apiKey, seed, partsDir } = settings.parse(JSON.parse(line))
  const others = partsDir === undefined ? [] : await loadParts(partsDir)
  const server = rehearsalServer({
    parts: [...parts, ...(partsDir === undefined ? gallery : others).map(withFillers)],
    pace: paces[latency],
    apiKey,
    seed,
    onFatal: (fatal) => process.stdout.write(`${JSON.stringify(fatal)}\n`),
  })
  server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`))
  await closed
  server.close()
  server.closeAllConnections()
}
