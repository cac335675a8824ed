import { UserError } from '../lib/user-error.ts'
import type { ModelConfig } from './cell-config.ts'
import type { ModelPrice, ModelProvider } from './model-gateway/provider.ts'

/** A model provider as a spec names it. `key` is the name of an environment variable, never a key. */
export interface ProviderSettings {
  readonly url: string
  /** Which protocol it speaks: Chat Completions, OpenAI's Responses, or Anthropic's Messages. */
  readonly protocol: 'chat' | 'responses' | 'messages'
  readonly key: string
  /** USD per million tokens, by model. A model without a price makes every total a lower bound. */
  readonly prices: Readonly<Record<string, ModelPrice>>
}

/** Providers that need no settings in the spec. Prices change too often to ship: a spec that wants totals names them. */
const known: Readonly<Record<string, ProviderSettings>> = {
  anthropic: { url: 'https://api.anthropic.com/v1', protocol: 'messages', key: 'ANTHROPIC_API_KEY', prices: {} },
  openai: { url: 'https://api.openai.com/v1', protocol: 'responses', key: 'OPENAI_API_KEY', prices: {} },
  openrouter: { url: 'https://openrouter.ai/api/v1', protocol: 'chat', key: 'OPENROUTER_API_KEY', prices: {} },
}

const packages = {
  chat: '@ai-sdk/openai-compatible',
  responses: '@ai-sdk/openai',
  messages: '@ai-sdk/anthropic',
} as const

export interface ModelsInUse {
  readonly configs: readonly ModelConfig[]
  readonly providers: Readonly<Record<string, ModelProvider>>
}

/** What the cells and the model gateway need for these `provider/model` ids. */
export function modelsInUse(
  models: readonly string[],
  settings: Readonly<Record<string, ProviderSettings>>,
  keys: Readonly<Record<string, string | undefined>>,
): ModelsInUse {
  const configs: ModelConfig[] = []
  const providers: Record<string, ModelProvider> = {}
  for (const id of new Set(models)) {
    const [provider = '', ...rest] = id.split('/')
    const chosen = settings[provider] ?? known[provider]
    if (!chosen) {
      throw new UserError(
        `The model "${id}" names the provider "${provider}", which is not known.`,
        `Use one of ${Object.keys(known).join(', ')}, or describe it in the spec under providers.${provider}.`,
      )
    }
    const key = keys[chosen.key]
    if (!key) {
      throw new UserError(`The model "${id}" needs a key.`, `Set ${chosen.key} in the environment and run again.`)
    }
    configs.push({
      provider,
      model: rest.join('/'),
      npm: packages[chosen.protocol],
      contextTokens: 128_000,
      outputTokens: 16_000,
    })
    providers[provider] = {
      baseUrl: chosen.url,
      key,
      kind: chosen.protocol === 'messages' ? 'anthropic' : 'openai',
      prices: chosen.prices,
    }
  }
  return { configs, providers }
}
