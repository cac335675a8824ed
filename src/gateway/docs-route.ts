import { printable } from '../lib/printable.ts'
import type { DocsHit, DocsLibrary } from './docs-library.ts'

export type DocsRequest =
  | { readonly kind: 'search'; readonly query: string }
  /** `from` is the character to begin at, for pages longer than one answer. */
  | { readonly kind: 'read'; readonly page: string; readonly from?: number | undefined }

export interface DocsAnswer {
  readonly found: boolean
  readonly text: string
}

const longestAnswer = 12_000
const mostHits = 10

/** A page or a list of pages as plain text, within a length that an agent can take in. */
export function answerDocs(docs: DocsLibrary | undefined, api: string, request: DocsRequest): DocsAnswer {
  if (!docs) {
    return { found: false, text: `There are no reference pages for "${api}". Go by what the API itself answers.` }
  }
  return request.kind === 'search' ? searchDocs(docs, request.query) : readDocs(docs, request.page, request.from ?? 0)
}

/** The gateway's own path for a docs request, as the recording names it. */
export function docsUrl(request: DocsRequest): string {
  if (request.kind === 'search') return `/docs/search?${new URLSearchParams({ query: request.query })}`
  const from = request.from ? { from: String(request.from) } : {}
  return `/docs/read?${new URLSearchParams({ page: request.page, ...from })}`
}

function searchDocs(docs: DocsLibrary, query: string): DocsAnswer {
  const hits = docs.search(query).slice(0, mostHits)
  if (hits.length > 0) return { found: true, text: plain(hitList(hits)).slice(0, longestAnswer) }
  return {
    found: false,
    text: `No page matches "${plain(query)}". Search for one word, such as the name of an object.`,
  }
}

function readDocs(docs: DocsLibrary, page: string, from: number): DocsAnswer {
  const text = docs.read(page)
  if (text === undefined) {
    const near = docs.search(page.replace(/[^\p{L}\p{N}]+/gu, ' ')).slice(0, 5)
    const advice =
      near.length > 0 ? `The nearest pages:\n${plain(hitList(near))}` : 'Search first, then read a page by its id.'
    return { found: false, text: `There is no page "${plain(page)}". ${advice}` }
  }
  const whole = plain(text)
  const part = whole.slice(from, from + longestAnswer)
  const end = from + part.length
  if (end >= whole.length) return { found: true, text: part }
  return { found: true, text: `${part}\n[characters ${from} to ${end} of ${whole.length}; read on with from: ${end}]` }
}

function hitList(hits: readonly DocsHit[]): string {
  return hits.map(({ page, title, excerpt }) => `${page} · ${title}\n  ${excerpt.replace(/\s+/g, ' ')}`).join('\n')
}

function plain(text: string): string {
  const lines = text.replaceAll('\r\n', '\n').replaceAll('\t', '  ').split('\n')
  return lines.map((line) => printable(line, Infinity)).join('\n')
}
