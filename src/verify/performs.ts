import type { Exchange } from '../gateway/exchange.ts'
import type { Operation } from '../plan/interaction.ts'

/** Whether a request was this operation; `{placeholders}` of its path stand for one segment each. */
export function performs(exchange: Exchange, { method, path }: Operation): boolean {
  if (exchange.method.toUpperCase() !== method.toUpperCase()) return false
  const segments = path.split('/').filter((segment) => segment !== '')
  const pattern = segments.map((segment) =>
    /^\{.*\}$/.test(segment) ? '[^/]+' : segment.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'),
  )
  return new RegExp(`(^|/)${pattern.join('/')}/?$`).test(new URL(exchange.url).pathname)
}
