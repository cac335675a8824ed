import { request } from 'node:http'
import { join } from 'node:path'
import { type Gateway, openGateway } from '../gateway/gateway.ts'
import { mintSecret } from '../lib/mint-secret.ts'
import { openTempDir } from '../lib/temp-dir.ts'
import { openStandIn } from '../standins/open-stand-in.ts'
import { type Look, type Seen, good, toMend } from './look.ts'

/** One request by its socket to a stand-in, and one that must be refused. */
export const gatewayLook: Look = {
  about: 'gateway',
  fix: 'Please report it: ASSAY_STACK=1 assay doctor shows where.',
  async find() {
    const temp = await openTempDir()
    const account = await openStandIn('slack', { seed: 1, credential: mintSecret() })
    const gateway = await openGateway({
      socketPath: join(temp.dir, 'gateway.sock'),
      api: 'slack',
      connection: 'doctor',
      upstream: { kind: 'embedded', fetch: (asked) => account.fetch(asked) },
      credential: mintSecret(),
      recordingPath: join(temp.dir, 'recording.jsonl'),
      hardStop: false,
    })
    try {
      return [await gatewaySeen(gateway)]
    } finally {
      await gateway[Symbol.asyncDispose]()
      await account[Symbol.asyncDispose]()
      await temp[Symbol.asyncDispose]()
    }
  },
}

async function gatewaySeen(gateway: Gateway): Promise<Seen> {
  const own = await ask(gateway, gateway.token)
  const foreign = await ask(gateway, 'no-token-of-ours')
  const faults = [
    own >= 500 && `a request was answered ${own}`,
    foreign !== 401 && `a request with a foreign token was answered ${foreign}`,
    gateway.recording.length === 0 && 'nothing was recorded',
  ].filter((fault) => fault !== false)
  return faults.length === 0
    ? good('answers, records, and refuses a foreign token')
    : toMend(faults.join('; '), gatewayLook.fix)
}

function ask({ socketPath }: Gateway, token: string): Promise<number> {
  const headers = { Authorization: `Bearer ${token}`, 'Provider-Config-Key': 'slack', 'Connection-Id': 'doctor' }
  return new Promise((resolve, reject) => {
    request({ socketPath, path: '/proxy/auth.test', headers, agent: false, timeout: 5_000 }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0))
    })
      .on('error', reject)
      .end()
  })
}
