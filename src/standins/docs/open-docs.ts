import { readFileSync } from 'node:fs'
import MiniSearch from 'minisearch'

/** The reference pages of one API: all of its operations, from the pages committed beside this file. */
export interface DocsPack {
  /** Best first, at most `limit` (10). */
  search(
    query: string,
    limit?: number,
  ): readonly { readonly page: string; readonly title: string; readonly excerpt: string }[]
  /** A page's text. A page is also found by its path, such as `/chat.postMessage`, or by the address of its documentation. */
  read(page: string): string | undefined
  /** Ids of all pages, `overview` first. */
  readonly pages: readonly string[]
}

/** Nothing for an API without pages. Opened once per process: pages do not change. */
export function openDocs(api: string): DocsPack | undefined {
  const file = packs.get(api)
  if (!file) return undefined
  const pack = opened.get(api) ?? docsPack(file.map((name) => readFileSync(new URL(name, import.meta.url), 'utf8')))
  opened.set(api, pack)
  return pack
}

/** The pages in these texts; each begins with a line `# <id> · <title>`. */
export function docsPack(texts: readonly string[]): DocsPack {
  return packOf(texts.flatMap(pagesIn))
}

const packs = new Map([
  ['slack', ['slack.overview.md', 'slack.md']],
  ['google-calendar', ['google-calendar.overview.md', 'google-calendar.md']],
  ['hubspot', ['hubspot.overview.md', 'hubspot.by-hand.md', 'hubspot.md']],
  ['google-sheet', ['google-sheet.overview.md', 'google-sheet.md']],
  ['google-drive', ['google-drive.overview.md', 'google-drive.md']],
])
const opened = new Map<string, DocsPack>()

interface Page {
  readonly id: string
  readonly title: string
  readonly text: string
}

function pagesIn(pack: string): Page[] {
  return pack.split(/^(?=# )/m).map((text) => {
    const [, id = '', title = ''] = /^# (\S+) · (.*)/.exec(text) ?? []
    return { id, title, text: text.trim() }
  })
}

function packOf(pages: readonly Page[]): DocsPack {
  const byId = new Map(pages.map((page) => [page.id.toLowerCase(), page]))
  const index = new MiniSearch<Page>({ fields: ['id', 'title', 'text'], tokenize: words, searchOptions })
  index.addAll(pages)
  return {
    search(query, limit = 10) {
      const asked = new Set(words(query))
      const isNamed = (page: string) => page.includes('.') && words(page).every((word) => asked.has(word))
      // An operation all of whose name was asked for comes before longer names: `files.list` before `files.listLabels`.
      const hits = index.search(query).map((hit) => ({ ...hit, named: Number(isNamed(String(hit.id))) }))
      const best = hits.toSorted((one, other) => other.named - one.named).slice(0, limit)
      return best.flatMap((hit) => {
        const page = byId.get(String(hit.id).toLowerCase())
        return page ? [{ page: page.id, title: page.title, excerpt: excerptOf(page) }] : []
      })
    },
    read(page) {
      const id = page.trim().toLowerCase()
      return (byId.get(id) ?? byId.get(id.replace(/[?#].*$/, '').replace(/^.*\//, '')))?.text
    },
    pages: pages.map((page) => page.id),
  }
}

// `chat.postMessage` is found by itself and by each of its words; so is `list_channels`, and `events` by `event`.
function words(text: string): string[] {
  const names = text.split(/[^\p{L}\p{N}]+/u).filter(Boolean)
  const parts = names.flatMap((name) => name.split(/(?<=\p{Ll})(?=\p{Lu})/u))
  const all = [...names, ...parts.filter((part) => !names.includes(part))].map((word) => stem(word.toLowerCase()))
  return all.filter((word) => !empty.has(word))
}

function stem(word: string): string {
  return word.length > 3 ? word.replace(/(?<!s)s$/, '') : word
}

const empty = new Set(['a', 'an', 'the', 'to', 'of', 'for', 'in', 'on', 'with', 'and', 'or', 'is', 'from', 'by'])

const searchOptions = {
  boost: { id: 4, title: 4 },
  prefix: (word: string) => word.length > 3,
  fuzzy: (word: string) => (word.length > 5 ? 0.15 : false),
  // Few mean the administration of an enterprise, and an operation is better than the object that it answers.
  boostDocument: (id: string) => (/^(admin|agents)\./.test(id) ? 0.4 : /^\p{Lu}/u.test(id) ? 0.6 : 1),
  // Of several words one may be missing, but a page that has more of them is better.
  combineWith: 'OR' as const,
}

function excerptOf({ text }: Page): string {
  const lines = text.split('\n').slice(1).filter(Boolean)
  return (lines[0] ?? '').slice(0, 200)
}
