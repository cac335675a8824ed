import { UserError } from '../lib/user-error.ts'
import type { ProviderSettings } from '../plan/provider.ts'
import type { ModelConfig } from './cell-config.ts'
import type { ModelProvider } from './model-gateway/provider.ts'

/** Providers that need no settings in the spec. */
export const knownProviders: Readonly<Record<string, ProviderSettings>> = {
  anthropic: { url: 'https://api.anthropic.com/v1', protocol: 'messages', key: 'ANTHROPIC_API_KEY' },
  openai: { url: 'https://api.openai.com/v1', protocol: 'responses', key: 'OPENAI_API_KEY' },
  openrouter: { url: 'https://openrouter.ai/api/v1', protocol: 'chat', key: 'OPENROUTER_API_KEY' },
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

export interface ModelsOptions {
  /** What the spec says about providers, by name; the rest is taken from the known ones. */
  readonly settings: Readonly<Record<string, ProviderSettings>>
  /** Keys, by the name of the environment variable that holds them. */
  readonly keys: Readonly<Record<string, string | undefined>>
}

/** What the cells and the model gateway need for these `provider/model` ids. Throws `UserError` for what they lack. */
export function modelsInUse(models: readonly string[], options: ModelsOptions): ModelsInUse {
  const configs: ModelConfig[] = []
  const providers: Record<string, ModelProvider> = {}
  for (const id of new Set(models)) {
    const [provider = '', ...rest] = id.split('/')
    const model = rest.join('/')
    const { protocol, settled } = providerOf(id, options)
    configs.push({ provider, model, npm: packages[protocol], contextTokens: 128_000, outputTokens: 16_000 })
    providers[provider] = settled
  }
  return { configs, providers }
}

/** Who answers for one `provider/model`, and in which protocol. Throws `UserError` for what is lacking. */
export function providerOf(id: string, options: ModelsOptions): { protocol: Protocol; settled: ModelProvider } {
  const { url, protocol, key, keyName, prices } = settingsOf(id, id.split('/')[0] ?? '', options)
  const kind = protocol === 'messages' ? 'anthropic' : 'openai'
  return { protocol, settled: { baseUrl: url, key, keyName, kind, prices } }
}

export type Protocol = NonNullable<ProviderSettings['protocol']>

function settingsOf(id: string, provider: string, { settings, keys }: ModelsOptions) {
  const isDescribed = Object.hasOwn(settings, provider) || Object.hasOwn(knownProviders, provider)
  if (!isDescribed) {
    throw new UserError(
      `The model "${id}" names the provider "${provider}", which is not known.`,
      `Use one of ${Object.keys(knownProviders).join(', ')}, or describe it in the spec: ${descriptionOf(provider)}.`,
    )
  }
  const { url, protocol, key: keyName, prices = {} } = { ...knownProviders[provider], ...settings[provider] }
  if (!url || !protocol || !keyName) {
    const missing = url ? (protocol ? 'key' : 'protocol') : 'url'
    throw new UserError(
      `The provider "${provider}" of the model "${id}" has no ${missing}.`,
      `Add ${missing} to the spec under providers.${provider}: ${meanings[missing]}.`,
    )
  }
  const key = keys[keyName]
  if (!key) throw new UserError(`The model "${id}" needs a key.`, `Set ${keyName} in the environment and run again.`)
  return { url, protocol, key, keyName, prices }
}

/** What to write: in full for a provider of which that is public. */
function descriptionOf(provider: string): string {
  if (!Object.hasOwn(ownWords, provider)) return `providers.${provider}: {url, protocol, key}`
  return `providers: {${provider}: ${ownWords[provider]}} (a published address that Assay has not tried)`
}

/** Not among the known ones: whether their tool calls come through this protocol whole is not measured. */
const ownWords: Readonly<Record<string, string>> = {
  google: '{url: "https://generativelanguage.googleapis.com/v1beta/openai", protocol: chat, key: GEMINI_API_KEY}',
}

const meanings = {
  url: 'the base URL that its SDK takes',
  protocol: 'chat, responses or messages',
  key: 'the name of the environment variable that holds its key',
}
