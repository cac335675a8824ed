import { readyToAsk, type Ready } from './agent/ask-once.ts'
import { mintSecret } from './lib/mint-secret.ts'
import { UserError } from './lib/user-error.ts'
import { priceOf, withListPrices } from './plan/pricing.ts'
import type { ProviderSettings } from './plan/provider.ts'
import { isPlayed, playedAt } from './played-models.ts'
import { startRehearsal } from './rehearsal/start-rehearsal.ts'
import type { Opinion } from './report/judge-text.ts'
import { dollars } from './report/wording.ts'
import { type Choice, choiceIn } from './trace/judge/choice.ts'
import { offeredOf } from './trace/judge/offer.ts'
import { type Question, questionOf } from './trace/judge/question.ts'
import type { Case } from './trace/root/candidates.ts'
import type { RootCause } from './trace/root/root-cause.ts'

export interface JudgeOptions {
  /** `provider/model`. */
  readonly model: string
  /** What the spec says about providers. */
  readonly providers: Readonly<Record<string, ProviderSettings>>
  /** The environment. */
  readonly keys: Readonly<Record<string, string | undefined>>
  /** Most that the question may cost. */
  readonly usd: number
  /** What the search had before it. */
  readonly looked: Case
  /** What it has named, as it was told. */
  readonly named: RootCause | undefined
  readonly patienceMs?: number
}

/** A question about the root of one attempt, before it is asked: or why there is nothing to ask. */
export type Judging =
  | (Pick<Ready, 'host' | 'bytes' | 'usdAtMost'> & { readonly kind: 'ready'; ask(): Promise<Judged> })
  | { readonly kind: 'nothing-to-ask'; readonly opinion: Opinion }

export interface Judged {
  readonly opinion: Opinion
  /** The model gave no answer. */
  readonly failed?: UserError
}

/**
 * Makes ready to ask a model, once, which of the candidates that the search scored is the root. Sends nothing. Throws
 * `UserError` where the model cannot be asked, or may cost more than it may.
 */
export function judgeRoot(options: JudgeOptions): Judging {
  const { model, named } = options
  const providers = pricedProviders(options)
  const offered = offeredOf(options.looked)
  if (offered.offers.length === 0) {
    const refused = 'it was not asked, since the search scored no candidate'
    return { kind: 'nothing-to-ask', opinion: { model, chose: null, agrees: null, refused, usd: 0 } }
  }
  const ready = readyOf(questionOf(offered, mintSecret()), { ...options, providers })
  demandWithin(ready.usdAtMost, options)
  const { host, bytes, usdAtMost } = ready
  return {
    kind: 'ready',
    host,
    bytes,
    usdAtMost,
    async ask() {
      const asked = await ready.ask()
      if (asked.kind === 'answered')
        return { opinion: opinionOf(choiceIn(asked.text, offered), model, named, asked.usd) }
      const { because, fix, usd } = asked
      const opinion = { model, chose: null, agrees: null, refused: because, usd }
      return { opinion, failed: new UserError(`The judge model gave no answer: ${because}`, fix) }
    },
  }
}

/** A script of ours is started to be asked, and not before: of one that nobody asks there is nothing to end. */
function readyOf(asked: Question, { model, providers, keys, patienceMs }: JudgeOptions): Ready {
  const question = { ...asked, mostOutputTokens }
  const same = { id: model, question, ...(patienceMs !== undefined && { patienceMs }) }
  if (!isPlayed(model)) return readyToAsk({ ...same, settings: providers, keys })
  const apiKey = mintSecret()
  const at = (url: string) => readyToAsk({ ...same, ...playedAt(url, [model], apiKey) })
  return {
    ...at('http://127.0.0.1/v1'),
    host: 'a script on this machine, which is no language model',
    async ask() {
      await using rehearsal = await startRehearsal({ latency: 'zero', apiKey, seed: 1 })
      return await at(rehearsal.url).ask()
    },
  }
}

/** With what a model thinks before it answers. */
const mostOutputTokens = 4_000

/** What may cost nobody knows what cannot be kept below anything, also where the spec lets agents have it. */
function pricedProviders({ model, providers }: JudgeOptions): JudgeOptions['providers'] {
  const [provider = '', ...rest] = model.split('/')
  if (!provider || rest.join('/') === '') {
    throw new UserError(
      `"${model}" is not a model.`,
      'Write provider/model, such as anthropic/claude-sonnet-4-5; or rehearsal/judge: a script, free and offline.',
    )
  }
  if (priceOf(model, providers) === undefined) {
    throw new UserError(
      `The price of the model "${model}" is not known, so nobody can say what the question costs.`,
      `Put its price into the spec, in US dollars per million tokens: providers: {${provider}: {prices: {"${rest.join('/')}": {input: 3, output: 15}}}}; or name another model.`,
    )
  }
  return withListPrices([model], providers)
}

function demandWithin(most: number, { model, usd }: JudgeOptions): void {
  if (most <= usd) return
  const enough = Math.ceil(most * 100) / 100
  throw new UserError(
    `To ask ${model} may cost ${dollars(most)}, and ${dollars(usd)} are allowed.`,
    `Add --budget ${enough}, or name a cheaper model.`,
  )
}

function opinionOf(choice: Choice, model: string, named: RootCause | undefined, usd: number): Opinion {
  switch (choice.kind) {
    case 'refused':
      return { model, chose: null, agrees: null, refused: choice.because, usd }
    case 'none':
      return { model, chose: null, agrees: named === undefined, refused: null, usd }
    case 'chose': {
      const { offer, eventIds, quote } = choice
      const { turn, kind, owner, event } = offer
      const agrees = named?.event === event && named.kind === kind
      return { model, chose: { turn, kind, owner, eventIds, quote }, agrees, refused: null, usd }
    }
  }
}
