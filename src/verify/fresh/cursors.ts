import type { Exchange } from '../../gateway/exchange.ts'
import type { Json } from '../../lib/json.ts'
import { isSuccess } from '../refusal.ts'
import { bodyOf } from '../replay/answers.ts'
import { type Path, leavesOf } from '../replay/boxed/leaves.ts'
import { type PageLink, follows, pageLink } from './page-links.ts'
import { type ToldPaging, wordsFor } from './told-paging.ts'

/** A way to a next page that an answer names: a cursor, an address, or both in one. */
export interface NextPage {
  readonly text: string
  readonly link?: PageLink
}

/** Ways to a next page that an answer names, in its body or in a header (RFC 8288). What the reference tells is known. */
export function nextPagesIn(exchange: Exchange, told: readonly ToldPaging[] = []): NextPage[] {
  // Nango's own routes lead nowhere.
  if (exchange.kind !== 'proxy') return []
  const words = wordsFor(exchange, told)
  const leaves = leavesOf(bodyOf(exchange))
  if (leaves.some(({ path, value }) => value === false && isAboutMore(path, words))) return []
  const inBody = leaves.flatMap(({ path, value }): NextPage[] => {
    if (typeof value !== 'string' || value === '' || isInList(path)) return []
    const link = pageLink(exchange, path, value)
    return link || isCursorField(path) || words.has(path.join('.')) ? [{ text: value, ...(link && { link }) }] : []
  })
  return [...inBody, ...headerLink(exchange)]
}

/** Some always say where an answer ends, and apart from that whether there is more. */
function isAboutMore(path: Path, words: ReadonlySet<string>): boolean {
  return !isInList(path) && (words.has(path.join('.')) || /(^|_)(has_?)?more$/i.test(lastOf(path)))
}

function headerLink(exchange: Exchange): NextPage[] {
  const [, text] = /<([^<>]*)>[^,]*;\s*rel="?next"?/i.exec(exchange.responseHeaders['link'] ?? '') ?? []
  const link = text === undefined ? undefined : pageLink(exchange, ['next'], text)
  return link && text !== undefined ? [{ text, link }] : []
}

/** Whether a request asked for that page. */
export function asksFor(request: Exchange, { text, link }: NextPage): boolean {
  const { query, requestBody, url } = request
  if (link && follows(request, link)) return true
  return query.some(([, value]) => value === text) || requestBody.includes(text) || url === text
}

/** Whether a field of an answer names the next page. What a later run may begin with (sync tokens) does not. */
export function isCursorField(path: Path): boolean {
  if (isInList(path)) return false
  const name = path.join('.')
  return /(next|cursor|page_?token|continuation)/i.test(name) && !/sync|delta/i.test(name)
}

function isInList(path: Path): boolean {
  return path.some((key) => typeof key === 'number')
}

/** How a run went on, and how one may go on from it. */
export interface Paged {
  readonly exchanges: readonly Exchange[]
  readonly output: Json
  readonly told?: readonly ToldPaging[]
}

/** What the output hands out as the way to the next page, as the API gave it or as it stands in the API's address. */
export function cursorHandedOut({ output, exchanges, told }: Paged): string | number | undefined {
  const pages = exchanges.filter(isSuccess).flatMap((exchange) => nextPagesIn(exchange, told))
  const whole = new Set(pages.map(({ text }) => text))
  const parts = new Set(pages.flatMap(({ link }) => link?.asks.map(([, value]) => value) ?? []))
  const found = leavesOf(output).find(({ path, value }) => {
    if (typeof value !== 'string' && typeof value !== 'number') return false
    // A number of a page may stand anywhere by chance.
    return whole.has(String(value)) || (parts.has(String(value)) && (isCursorField(path) || isCursorName(lastOf(path))))
  })
  return found?.value as string | number | undefined
}

/** The input that takes a run to the next page: with the cursor that it handed out, or by the number of the page. */
export function wayOn(paged: Paged, inputs: readonly string[]): { field: string; value: string | number } | undefined {
  const pages = paged.exchanges.filter(isSuccess)
  const words = new Set(pages.flatMap((page) => [...wordsFor(page, paged.told ?? [])]))
  const cursor = cursorHandedOut(paged)
  const taken = inputs.find(isCursorName) ?? inputs.find((name) => words.has(name))
  if (cursor !== undefined && taken !== undefined) return { field: taken, value: cursor }
  const asks = pages.flatMap((page) => nextPagesIn(page, paged.told)).flatMap(({ link }) => link?.asks ?? [])
  const found = asks.flatMap(([name, value]) => {
    const field = inputs.find((input) => plain(input) === plain(name))
    return field === undefined ? [] : [{ field, value: /^\d{1,9}$/.test(value) ? Number(value) : value }]
  })
  return found[0]
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
}

function lastOf(path: Path): string {
  return String(path.at(-1) ?? '')
}

/** Whether an input of this name takes a cursor. */
export function isCursorName(name: string): boolean {
  return /cursor|page_?token|next_?page|^page$|^offset$|^after$|continuation|sync_?token/i.test(name)
}
