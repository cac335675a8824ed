import { bodyWithin } from '../../lib/body-within.ts'
import { createHash } from 'node:crypto'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { jsonOrNothing } from '../../lib/json.ts'
import { readBounded } from '../../lib/read-bounded.ts'
import { type PageText, pageText } from './page-text.ts'
import type { Road } from './road.ts'

export type Page =
  | ({ readonly kind: 'page'; readonly url: string } & PageText)
  | { readonly kind: 'none'; readonly because: string }

/** Pages of some hosts, each fetched once in a run. */
export interface Pages {
  get(url: URL): Promise<Page>
}

export interface PagesOptions {
  readonly road: Road
  readonly origins: readonly string[]
  /** Where they are kept: a directory of the run that no box sees. */
  readonly dir: string
}

const largest = 5 * 1024 * 1024
const patience = 10_000
const mostRedirects = 4
/** Pages in memory; what more of them is read is taken from the disk when it is wanted again. */
const mostInMemory = 200

export function openPages(options: PagesOptions): Pages {
  const asked = new Map<string, Promise<Page>>()
  return {
    get(url) {
      const { href } = withoutFragment(url)
      const known = asked.get(href)
      if (known) return known
      const isHeld = asked.size < mostInMemory
      const page = keptOrFetched(href, options).then((found) => {
        // What is none is no larger than its reason, and is not asked for again.
        if (!isHeld && found.kind === 'page') asked.delete(href)
        return found
      })
      asked.set(href, page)
      return page
    },
  }
}

function withoutFragment(url: URL): URL {
  const bare = new URL(url)
  bare.hash = ''
  return bare
}

const keptShape = z.strictObject({ url: z.string(), title: z.string(), text: z.string() })

async function keptOrFetched(href: string, options: PagesOptions): Promise<Page> {
  const file = join(options.dir, `${createHash('sha256').update(href).digest('hex')}.json`)
  const read = await readBounded(file, 2 * largest)
  const kept = read.kind === 'text' ? keptShape.safeParse(jsonOrNothing(read.text)) : undefined
  if (kept?.success) return { kind: 'page', ...kept.data }
  const page = await fetched(new URL(href), options)
  if (page.kind === 'none') return page
  await mkdir(options.dir, { recursive: true })
  const { kind: _, ...content } = page
  await writeFile(`${file}.new`, JSON.stringify(content))
  await rename(`${file}.new`, file)
  return page
}

async function fetched(first: URL, { road, origins }: PagesOptions): Promise<Page> {
  let url = first
  const signal = AbortSignal.timeout(patience)
  try {
    for (let redirects = 0; redirects <= mostRedirects; redirects++) {
      const answer = await road.ask(url, {
        headers: { accept: 'text/html, text/markdown, text/plain, application/json' },
        signal,
      })
      const location = answer.status >= 300 && answer.status < 400 ? answer.headers.get('location') : null
      if (location === null) return await pageIn(answer, url)
      await answer.body?.cancel()
      if (!URL.canParse(location, url.href)) return none('it leads to an address that is none')
      url = new URL(location, url.href)
      if (!origins.includes(url.origin)) return none(`it leads on to ${url.host}, whose pages are not read`)
    }
    return none('it leads on and on')
  } catch (error) {
    if (signal.aborted) return none(`it did not come within ${patience / 1000} seconds`)
    // The road has put it into words, without an address.
    return none(error instanceof Error ? error.message : 'it cannot be had')
  }
}

async function pageIn(answer: Response, url: URL): Promise<Page> {
  if (answer.status !== 200) {
    await answer.body?.cancel()
    return none(`its server answers ${answer.status}`)
  }
  const body = await bodyWithin(answer, largest)
  if (!body) return none(`it is larger than ${largest >> 20} MB`)
  const page = pageText(body.toString('utf8'), answer.headers.get('content-type') ?? '', url.href)
  return page ? { kind: 'page', url: url.href, ...page } : none('it is no page of text')
}

function none(because: string): Page {
  return { kind: 'none', because }
}
