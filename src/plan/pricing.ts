import { isFree } from '../lib/is-free.ts'
import { UserError } from '../lib/user-error.ts'
import { listPrices } from './list-prices.ts'
import type { Plan } from './plan.ts'
import type { ProviderSettings, TokenPrices } from './provider.ts'

type Providers = Readonly<Record<string, ProviderSettings>>

/** What a model costs: by the spec, else by the list that Assay brings along; nothing when neither knows it. */
export function priceOf(id: string, providers: Providers): TokenPrices | undefined {
  const { provider, model } = partsOf(id)
  if (provider === 'rehearsal') return { input: 0, output: 0 }
  const own = settingsOf(provider, providers).prices ?? {}
  return Object.hasOwn(own, model) ? own[model] : listPrices.find((listed) => listed.model === id)
}

/** The providers of a spec with the list prices of these models beside their own. */
export function withListPrices(models: readonly string[], providers: Providers): Providers {
  const priced: Record<string, ProviderSettings> = { ...providers }
  for (const id of models) {
    const { provider, model } = partsOf(id)
    const price = priceOf(id, providers)
    const settings = settingsOf(provider, priced)
    if (price) priced[provider] = { ...settings, prices: { ...settings.prices, [model]: price } }
  }
  return priced
}

/** The models of a plan, each once. */
export function modelsOf({ ladders }: Pick<Plan, 'ladders'>): string[] {
  return [...new Set(Object.values(ladders).flat())]
}

/** Throws `UserError` for the first model that may cost nobody knows what, unless the spec says that it may. */
export function demandPrices(models: readonly string[], providers: Providers): void {
  for (const id of models) {
    const { provider, model } = partsOf(id)
    if (priceOf(id, providers) || settingsOf(provider, providers).unpriced?.includes(model)) continue
    throw new UserError(
      `The price of the model "${id}" is not known, so nothing it costs could be counted or limited.`,
      `Put its price into the spec, in US dollars per million tokens: providers: {${provider}: {prices: {"${model}": {input: 3, output: 15}}}}. Or say that it may be unknown: providers: {${provider}: {unpriced: ["${model}"]}}.`,
    )
  }
}

/** Throws `UserError` when a run would spend money without a limit. */
export function demandBudget({ ladders, providers, budget }: Pick<Plan, 'ladders' | 'providers' | 'budget'>): void {
  const costly = modelsOf({ ladders }).find((id) => {
    const price = priceOf(id, providers)
    return price !== undefined && !isFree(price)
  })
  if (costly === undefined || budget.usd !== undefined) return
  throw new UserError(
    `The model "${costly}" costs money, and no budget is set.`,
    'Add --budget USD, or put budget: {usd: 5} into the spec: what it may cost at most.',
  )
}

function settingsOf(provider: string, providers: Providers): ProviderSettings {
  return (Object.hasOwn(providers, provider) ? providers[provider] : undefined) ?? {}
}

function partsOf(id: string): { provider: string; model: string } {
  const [provider = '', ...rest] = id.split('/')
  return { provider, model: rest.join('/') }
}
