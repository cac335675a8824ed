import { join } from 'node:path'
import { Agent, request as ask } from 'undici'
import type { Unprivileged } from '../box/unprivileged.ts'
import type { JsonObject } from '../lib/json.ts'
import { bodyWithin } from '../lib/body-within.ts'
import { proxiesIn } from '../lib/proxies.ts'
import { openTempDir } from '../lib/temp-dir.ts'
import { type ModelGateway, openModelGateway } from './model-gateway.ts'
import { estimateOf, usdAtMost } from './model-gateway/estimate.ts'
import { checkProviders } from './model-gateway/provider.ts'
import { openPurse } from './model-gateway/purse.ts'
import type { ProviderFailure } from './model-gateway/session.ts'
import { type OneQuestion, spoken } from './one-question.ts'
import { type ModelsOptions, providerOf } from './providers.ts'

/** A question that is ready to be asked, and what it may cost. */
export interface Ready {
  /** Where it goes. */
  readonly host: string
  readonly bytes: number
  readonly usdAtMost: number
  /** Once: what fails is not tried again, since a try that failed may have cost something. */
  ask(): Promise<Asked>
}

/** `usd` is what it cost, or may have cost where nobody told. */
export type Asked =
  | { readonly kind: 'answered'; readonly text: string; readonly usd: number }
  | { readonly kind: 'failed'; readonly because: string; readonly fix: string; readonly usd: number }

export interface AskOptions extends ModelsOptions {
  /** `provider/model`. */
  readonly id: string
  readonly question: Omit<OneQuestion, 'model'>
  /** For all of the answer; 90 s. */
  readonly patienceMs?: number
}

/** Throws `UserError` for a provider that is not known, or without a key. Sends nothing. */
export function readyToAsk(options: AskOptions): Ready {
  const { id, question } = options
  const [name = '', ...rest] = id.split('/')
  const model = rest.join('/')
  const { protocol, settled } = providerOf(id, options)
  checkProviders({ [name]: settled })
  const json: JsonObject = spoken[protocol].body({ ...question, model })
  const body = JSON.stringify(json)
  const bytes = Buffer.byteLength(body)
  const price = Object.hasOwn(settled.prices ?? {}, model) ? settled.prices?.[model] : undefined
  const most = usdAtMost(estimateOf(json, bytes), price)
  return {
    host: new URL(settled.baseUrl).host,
    bytes,
    usdAtMost: most,
    async ask() {
      await using temp = await openTempDir()
      await using gateway = await openModelGateway({
        providers: { [name]: settled },
        purse: openPurse({ run: most }),
        proxies: proxiesIn(options.keys),
        mostTries: 1,
      })
      const socketPath = join(temp.dir, 'model.sock')
      await using _listening = await gateway.listen(socketPath, ourselves())
      gateway.register(session, { payer: { api: name, interaction: id }, model: id })
      const posted = await post(socketPath, { path: `/${name}/${spoken[protocol].path}`, body }, options.patienceMs)
      return await askedOf(posted, { gateway, id, text: spoken[protocol].text })
    },
  }
}

/** The gateway's only one. */
const session = 'question'

/** Nobody in a box has to come by this socket. */
function ourselves(): Unprivileged {
  return { uid: process.getuid?.() ?? -1, gid: process.getgid?.() ?? -1, stepDown: false }
}

type Posted =
  | { readonly kind: 'good'; readonly body: string }
  /** The provider said no, or nothing; the gateway knows. */
  | { readonly kind: 'bad' }
  | { readonly kind: 'too-late'; readonly seconds: number }
  | { readonly kind: 'too-long' }

/** By the gateway's socket, as an agent's server does. */
async function post(
  socketPath: string,
  { path, body }: { readonly path: string; readonly body: string },
  patienceMs = 90_000,
): Promise<Posted> {
  const dispatcher = new Agent({ connect: { socketPath }, headersTimeout: 0, bodyTimeout: 0 })
  await using _closing = { [Symbol.asyncDispose]: () => dispatcher.destroy() }
  const signal = AbortSignal.timeout(patienceMs)
  const headers = { 'content-type': 'application/json', 'x-session-id': session }
  try {
    const answer = await ask(`http://model${path}`, { method: 'POST', headers, body, dispatcher, signal })
    if (answer.statusCode !== 200) return { kind: 'bad' }
    const text = (await bodyWithin(answer, mostBytes))?.toString()
    return text === undefined ? { kind: 'too-long' } : { kind: 'good', body: text }
  } catch {
    // Our own limit, or an answer that broke off: of that the gateway knows why.
    return signal.aborted ? { kind: 'too-late', seconds: patienceMs / 1000 } : { kind: 'bad' }
  }
}

/** A provider may send along what its model thought. */
const mostBytes = 256 * 1024

interface Heard {
  readonly gateway: ModelGateway
  readonly id: string
  readonly text: (answer: string) => string
}

async function askedOf(posted: Posted, { gateway, id, text }: Heard): Promise<Asked> {
  const { usd } = await gateway.unregister(session)
  const again = 'Ask again later, or name another model.'
  switch (posted.kind) {
    case 'good':
      return { kind: 'answered', text: text(posted.body), usd }
    case 'too-late':
      return { kind: 'failed', because: `${id} did not answer within ${posted.seconds} seconds.`, fix: again, usd }
    case 'too-long':
      return { kind: 'failed', because: `${id} answered with more than ${mostBytes / 1024} kB.`, fix: again, usd }
    case 'bad': {
      const { failure } = gateway.activityOf(session)
      const because = failure?.because ?? `${id} gave no answer that could be read`
      return { kind: 'failed', because, fix: failure && isOurs(failure) ? mends : again, usd }
    }
  }
}

const mends = 'Put that right, or name another model.'

/** What no later try would fare better with: the key, the model's name, the base URL. */
function isOurs({ status }: ProviderFailure): boolean {
  return (status >= 200 && status < 408) || status === 422
}
