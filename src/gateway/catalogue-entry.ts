import { getProviders } from '@nangohq/providers'

/** What Nango's catalogue has of an API, or null. The name is a person's: it may be what every object inherits. */
export function catalogueEntry(api: string): unknown {
  const entries: Readonly<Record<string, unknown>> = getProviders() ?? {}
  return Object.hasOwn(entries, api) ? entries[api] : null
}
