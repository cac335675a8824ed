import type { Exchange } from '../../gateway/exchange.ts'
import type { Path } from '../replay/boxed/leaves.ts'

/** An address by which an answer leads to another page of the same list. */
export interface PageLink {
  readonly path: string
  /** What the link asks and the request did not. */
  readonly asks: readonly (readonly [name: string, value: string])[]
}

/**
 * The page behind a text of an answer: an address like the request's own, with something else in its query. Most APIs
 * that have no cursors lead on so, and by this the way is found whatever they call it. Pages that lie behind are none.
 */
export function pageLink(exchange: Pick<Exchange, 'url'>, name: Path, text: string): PageLink | undefined {
  if (backwards.test(name.join('.')) || !/^(https?:\/)?\/|^\?/.test(text) || !URL.canParse(text, exchange.url)) {
    return undefined
  }
  const [from, to] = [new URL(exchange.url), new URL(text, exchange.url)]
  if (pathOf(from) !== pathOf(to)) return undefined
  const asks = [...to.searchParams].filter(([name, value]) => from.searchParams.get(name) !== value)
  const isBehind = asks.some(([name, value]) => Number(value) < Number(from.searchParams.get(name) ?? Number.NaN))
  return asks.length === 0 || isBehind ? undefined : { path: pathOf(to), asks }
}

const backwards = /(prev|back|first|last|self|earlier|newer)/i

/** Whether a request asked for that page, by the link or in its own words. */
export function follows({ url, query }: Pick<Exchange, 'url' | 'query'>, link: PageLink): boolean {
  const asked = new Map([...new URL(url).searchParams, ...query])
  return pathOf(new URL(url)) === link.path && link.asks.every(([name, value]) => asked.get(name) === value)
}

/** Nothing can be told from an address that is percent-encoded wrongly. */
function pathOf({ pathname }: URL): string {
  try {
    return decodeURIComponent(pathname)
  } catch {
    return pathname
  }
}
