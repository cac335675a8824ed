import { join } from 'node:path'
import { readyToAsk, type Ready } from './agent/ask-once.ts'
import { mintSecret } from './lib/mint-secret.ts'
import { UserError } from './lib/user-error.ts'
import type { Interaction } from './plan/interaction.ts'
import { priceOf, withListPrices } from './plan/pricing.ts'
import type { ProviderSettings } from './plan/provider.ts'
import type { Opinion } from './report/judge-text.ts'
import { dollars } from './report/wording.ts'
import { sealedEvidence } from './sealed-evidence.ts'
import { type Choice, choiceIn } from './trace/judge/choice.ts'
import { type Offered, offeredOf } from './trace/judge/offer.ts'
import { questionOf } from './trace/judge/question.ts'
import type { RootCause } from './trace/root/root-cause.ts'
import { caseOf, readTrace } from './trace/trace.ts'
import type { Verdict } from './verify/verdict.ts'

export interface JudgeOptions {
  /** `provider/model`. */
  readonly model: string
  /** What the spec says about providers. */
  readonly providers: Readonly<Record<string, ProviderSettings>>
  /** The environment. */
  readonly keys: Readonly<Record<string, string | undefined>>
  /** Most that the question may cost. */
  readonly usd: number
  /** Of the attempt. */
  readonly dir: string
  readonly interaction: Interaction
  readonly attempt: number
  readonly verdict: Verdict
  /** What the search has named, as the record has it. */
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
export async function judgeRoot(options: JudgeOptions): Promise<Judging> {
  const { model, keys, named } = options
  const providers = pricedProviders(options)
  const offered = await offeredIn(options)
  if (offered.offers.length === 0) {
    const refused = 'it was not asked, since the search scored no candidate'
    return { kind: 'nothing-to-ask', opinion: { model, chose: null, agrees: null, refused, usd: 0 } }
  }
  const mark = mintSecret()
  const question = { ...questionOf(offered, mark), mostOutputTokens }
  const patience = options.patienceMs === undefined ? {} : { patienceMs: options.patienceMs }
  const ready = readyToAsk({ id: model, settings: providers, keys, question, ...patience })
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

/** With what a model thinks before it answers. */
const mostOutputTokens = 4_000

/** What may cost nobody knows what cannot be kept below anything, also where the spec lets agents have it. */
function pricedProviders({ model, providers }: JudgeOptions): JudgeOptions['providers'] {
  const [provider = '', ...rest] = model.split('/')
  if (!provider || rest.join('/') === '') {
    throw new UserError(`"${model}" is not a model.`, 'Write provider/model, such as anthropic/claude-sonnet-4-5.')
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

/** The search once more, in what the attempt has left. */
async function offeredIn({ dir, interaction, attempt, verdict }: JudgeOptions): Promise<Offered> {
  const evidence = await sealedEvidence(dir, interaction)
  if (!evidence) {
    throw new UserError(
      `The evidence of attempt ${attempt} of ${interaction.id} is missing or damaged (${dir}).`,
      'Leave out --judge, or choose another run with --run.',
    )
  }
  const { handCalls, recording: exchanges, source, claim } = evidence
  const input = { dbPath: join(dir, 'opencode.db'), handCalls, exchanges, source, verdict, claim, attempt }
  return offeredOf(caseOf(input, readTrace(input)))
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
