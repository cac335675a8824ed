import { getProviders } from '@nangohq/providers'
import { z } from 'zod'
import { didYouMean } from '../lib/nearest-word.ts'
import { UserError } from '../lib/user-error.ts'
import { catalogueEntry } from './catalogue-entry.ts'

/** What Nango's catalogue says about an API, as far as the gateway acts on it. */
export interface Provider {
  readonly name: string
  readonly displayName: string
  /** Whose error shapes it speaks. */
  readonly family: 'slack' | 'google' | 'hubspot' | 'other'
  /** Without trailing slash, such as `https://slack.com/api`. */
  readonly baseUrl: string
  readonly retry: RetryRule
  /** Nango's defaults for `nango.paginate`, as the catalogue writes them. */
  readonly paginate: Readonly<Record<string, unknown>>
}

export interface RetryRule {
  /** Such as `403` or `5xx`. Replaces Nango's own list (5xx, 429, 401). */
  readonly statuses?: readonly string[] | undefined
  /** Response headers that say how many seconds to wait, or until which time (Unix seconds). */
  readonly after: readonly string[]
  readonly at: readonly string[]
  /** Response header that is `0` when the rate is used up. */
  readonly remaining?: string | undefined
}

/**
 * The provider of an API. `baseUrl` replaces the catalogue's: for APIs whose address differs by account.
 * Throws UserError for an API that the catalogue does not have, or whose address is not fixed.
 */
export function providerOf(api: string, baseUrl?: string): Provider {
  const entry = catalogueEntry(api)
  if (!entry) {
    throw new UserError(
      `Nango knows no API named "${api}".`,
      `Write its Nango provider id.${didYouMean(api, Object.keys(getProviders() ?? {}))}`,
    )
  }
  const { display_name: displayName, proxy } = entrySchema.parse(entry)
  const address = (baseUrl ?? proxy?.base_url ?? '').replace(/\/+$/, '')
  if (!URL.canParse(address) || address.includes('${')) {
    throw new UserError(`The address of "${api}" is not fixed in Nango's catalogue.`, `Give its base URL.`)
  }
  return {
    name: api,
    displayName,
    family: familyOf(proxy?.base_url ?? ''),
    baseUrl: address,
    retry: retryRuleOf(proxy?.retry),
    paginate: proxy?.paginate ?? {},
  }
}

const names = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat())

const entrySchema = z.object({
  display_name: z.string(),
  proxy: z
    .object({
      base_url: z.string().optional(),
      paginate: z.record(z.string(), z.unknown()).optional(),
      retry: z
        .object({
          error_code: z.array(z.coerce.string()).optional(),
          after: names.optional(),
          at: names.optional(),
          remaining: z.string().optional(),
        })
        .optional(),
    })
    .optional(),
})

type CatalogueRetry = NonNullable<z.infer<typeof entrySchema>['proxy']>['retry']

function retryRuleOf(retry: CatalogueRetry): RetryRule {
  return { statuses: retry?.error_code, after: retry?.after ?? [], at: retry?.at ?? [], remaining: retry?.remaining }
}

// By address: the catalogue resolves an alias by itself and drops the word.
function familyOf(baseUrl: string): Provider['family'] {
  if (baseUrl.startsWith('https://slack.com/')) return 'slack'
  if (/^https:\/\/[\w.-]+\.googleapis\.com(\/|$)/.test(baseUrl)) return 'google'
  if (baseUrl === 'https://api.hubapi.com') return 'hubspot'
  return 'other'
}
