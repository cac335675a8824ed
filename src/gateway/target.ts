import { endpointOf } from './identity.ts'
import type { Incoming } from './incoming.ts'
import type { Provider } from './provider.ts'

/** Where a proxy request goes: the provider's real URL. The endpoint may repeat the base URL, as Nango allows. */
export function targetOf(provider: Provider, incoming: Pick<Incoming, 'pathname' | 'search'>): URL {
  const endpoint = endpointOf(incoming.pathname)
  const relative = endpoint.startsWith(`${provider.baseUrl}/`) ? endpoint.slice(provider.baseUrl.length) : endpoint
  return new URL(`${provider.baseUrl}/${relative.replace(/^\/+/, '')}${incoming.search}`)
}

/** Whether an address is one of the provider's own: same host, and below its base, however it was written. */
export function isBelowBase({ baseUrl }: Pick<Provider, 'baseUrl'>, target: URL): boolean {
  const base = new URL(baseUrl)
  const root = base.pathname.replace(/\/*$/, '/')
  const isSameHost = target.origin === base.origin && target.username === '' && target.password === ''
  if (!isSameHost || !target.pathname.startsWith(root)) return false
  // Some servers take an encoded slash or dot for what it stands for, and would step out of the base by it.
  const plain = decoded(target.pathname.slice(root.length))
  const isAddress = /^\/*([a-z][a-z0-9+.-]*:)?\/\//i.test(plain)
  // What stands behind a semicolon is a parameter of the segment to some servers.
  return !isAddress && !plain.split('/').some((segment) => /^\.\.\s*(;|$)/.test(segment))
}

/** Encoded any number of times: who decodes once more than we do must not find another path. */
function decoded(path: string): string {
  let plain = path
  while (/%25/i.test(plain)) plain = plain.replaceAll(/%25/gi, '%')
  return plain
    .replaceAll(/%2f|%5c|\\/gi, '/')
    .replaceAll(/%2e/gi, '.')
    .replaceAll(/%3a/gi, ':')
    .replaceAll(/%3b/gi, ';')
}
