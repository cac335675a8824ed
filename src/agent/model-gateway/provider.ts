import { UserError } from '../../lib/user-error.ts'
import type { TokenPrices } from '../../plan/provider.ts'

/** Who answers for a model: where, with which key, at which prices. The rehearsal model is one of these. */
export interface ModelProvider {
  /** As an SDK would be given it, such as `https://api.openai.com/v1`. */
  readonly baseUrl: string
  readonly key: string
  /** The environment variable that holds the key. */
  readonly keyName?: string
  /** One of ours on this machine, which takes whatever is asked at once. */
  readonly isUnpaced?: boolean
  /** How the key travels and what an error looks like: `authorization: Bearer` or `x-api-key`. */
  readonly kind: 'openai' | 'anthropic'
  /** By the model's name as it stands in requests. A model that is not here costs an unknown amount. */
  readonly prices?: Readonly<Record<string, TokenPrices>>
}

/** The request and answer formats that the gateway can meter. */
export type Dialect = 'chat' | 'responses' | 'messages'

/** Where a request goes, or why it goes nowhere. */
export type Destination =
  | {
      readonly kind: 'known'
      readonly name: string
      readonly provider: ModelProvider
      readonly url: URL
      readonly dialect: Dialect
    }
  | { readonly kind: 'unknown'; readonly because: string }

/** Reads `/<provider>/<path>`. Only the paths that ask a model are let through: the key opens more than that. */
export function destinationOf(target: string, providers: Readonly<Record<string, ModelProvider>>): Destination {
  const [, name = '', path = '', query = ''] = /^\/([^/?]*)\/?([^?]*)(\?.*)?$/.exec(target) ?? []
  const provider = Object.hasOwn(providers, name) ? providers[name] : undefined
  if (!provider) {
    const known = Object.keys(providers).join(', ') || 'none'
    return { kind: 'unknown', because: `unknown provider "${name}": this gateway knows ${known}` }
  }
  const dialect = dialects[provider.kind].get(path)
  if (!dialect) {
    const paths = [...dialects[provider.kind].keys()].map((known) => `/${name}/${known}`)
    return { kind: 'unknown', because: `only ${paths.join(' and ')} can be asked here, with POST` }
  }
  const url = new URL(`${provider.baseUrl.replace(/\/+$/, '')}/${path}${query}`)
  return { kind: 'known', name, provider, url, dialect }
}

export function keyHeader(provider: ModelProvider): Record<string, string> {
  return provider.kind === 'anthropic'
    ? { 'x-api-key': provider.key, 'anthropic-version': '2023-06-01' }
    : { authorization: `Bearer ${provider.key}` }
}

/** Throws a UserError for a provider that could never answer. Never quotes the key. */
export function checkProviders(providers: Readonly<Record<string, ModelProvider>>): void {
  for (const [name, { baseUrl, key }] of Object.entries(providers)) {
    if (!/^[\w.-]+$/.test(name)) {
      throw new UserError(`"${name}" cannot be a provider's name`, 'Use letters, digits, ".", "_" and "-" only.')
    }
    const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined
    if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash || url.username) {
      throw new UserError(
        `The base URL of the provider ${name} is not a plain http(s) URL`,
        'Give the URL that its SDK takes, such as https://api.openai.com/v1, without query or user name.',
      )
    }
    if (!/^[\x21-\x7e]+$/.test(key)) {
      throw new UserError(
        `The key of the provider ${name} is empty or contains spaces or line breaks`,
        'Set the key again; a stray line break from a copied file is the usual cause.',
      )
    }
  }
}

const dialects: Record<ModelProvider['kind'], ReadonlyMap<string, Dialect>> = {
  openai: new Map([
    ['chat/completions', 'chat'],
    ['responses', 'responses'],
  ]),
  anthropic: new Map([['messages', 'messages']]),
}
