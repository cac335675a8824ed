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
  fix: 'Please report it, with the versions that assay --version names.',
  async find() {
    await using temp = await openTempDir()
    await using account = await openStandIn('slack', { seed: 1, credential: mintSecret() })
    await using gateway = await openGateway({
      socketPath: join(temp.dir, 'gateway.sock'),
      api: 'slack',
      connection: 'doctor',
      upstream: { kind: 'embedded', fetch: (asked) => account.fetch(asked) },
      credential: mintSecret(),
      recordingPath: join(temp.dir, 'recording.jsonl'),
      hardStop: false,
    })
    return [await gatewaySeen(gateway)]
  },
}

async function gatewaySeen(gateway: Gateway): Promise<Seen> {
  const own = await ask(gateway, { token: gateway.token })
  const foreign = await ask(gateway, { token: 'no-token-of-ours' })
  const faults = [
    own >= 500 && `a request was answered ${own}`,
    foreign !== 401 && `a request with a foreign token was answered ${foreign}`,
    gateway.recording.length === 0 && 'nothing was recorded',
  ].filter((fault) => fault !== false)
  return faults.length === 0
    ? good('answers, records, and refuses a foreign token')
    : toMend(faults.join('; '), gatewayLook.fix)
}

/** Throws when the answer is not whole in time. */
export function ask(
  { socketPath }: Pick<Gateway, 'socketPath'>,
  { token, milliseconds = 5_000 }: { readonly token: string; readonly milliseconds?: number },
): Promise<number> {
  const headers = { Authorization: `Bearer ${token}`, 'Provider-Config-Key': 'slack', 'Connection-Id': 'doctor' }
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(milliseconds)
    request({ socketPath, path: '/proxy/auth.test', headers, agent: false, signal }, (response) => {
      const { statusCode = 0 } = response
      response
        .resume()
        .on('error', reject)
        .on('end', () => resolve(statusCode))
    })
      .on('error', reject)
      .end()
  })
}
