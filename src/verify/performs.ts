import type { Exchange } from '../gateway/exchange.ts'
import type { Operation } from '../plan/interaction.ts'

/** Whether a request was this operation; a `{placeholder}` of its path stands for a segment or, as in `{id}:copy`, for a part of one. */
export function performs(exchange: Exchange, { method, path }: Operation): boolean {
  // What was asked of the gateway itself, such as the connection, is no operation of the API.
  if (exchange.kind !== 'proxy') return false
  if (exchange.method.toUpperCase() !== method.toUpperCase()) return false
  const segments = path.split('/').filter((segment) => segment !== '')
  const pattern = segments.map((segment) =>
    segment
      .split(/\{[^{}]*\}/)
      .map(literally)
      .join('[^/]+'),
  )
  return new RegExp(`(^|/)${pattern.join('/')}/?$`).test(new URL(exchange.url).pathname)
}

function literally(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
