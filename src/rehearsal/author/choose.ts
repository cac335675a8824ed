import { type Intent, suits } from './intent.ts'
import type { Field, Operation } from './read-page.ts'
import { nounOf, tellingWords, wordsOf } from './words.ts'

/** A hit of a search in the reference. */
export interface Hit {
  readonly page: string
  readonly title: string
  /** Empty where the listing does not show it. */
  readonly method: string
  readonly path: string
}

/** Reads what the docs tool lists: `page · title`, and below it what the page begins with. */
export function hitsIn(listing: string): Hit[] {
  return [...listing.matchAll(/^(\S+) · (.*)\n(?:\s+(?:(GET|POST|PUT|PATCH|DELETE) (\S+))?)?/gm)].map(
    ([, page = '', title = '', method = '', path = '']) => ({ page, title, method, path }),
  )
}

/** The operations among the hits, likeliest first. */
export function ranked(
  hits: readonly Hit[],
  plain: Intent,
  aliases: Aliases = new Map(),
): (Hit & { readonly fits: number })[] {
  const intent = withAliases(plain, aliases)
  const operations = hits.filter(({ title }) => !title.startsWith('the object '))
  const seen = new Map(operations.map((hit, rank) => [hit.page, { hit, rank }] as const).toReversed())
  const rare = rareAmong([...seen.values()].map(({ hit }) => hit))
  return [...seen.values()]
    .map(({ hit, rank }) => {
      return { hit, fits: score(hit, intent, rare) - rank * 0.1 - (isSpecial(hit, hits, intent) ? 4 : 0) }
    })
    .toSorted((a, b) => b.fits - a.fits)
    .map(({ hit, fits }) => ({ ...hit, fits }))
}

/** Other words that the reference has for a thing: channel → conversation. */
export type Aliases = ReadonlyMap<string, string>

/** What lists all Ys under the name of X calls them both. */
export function aliasesIn(hits: readonly Hit[]): Aliases {
  const pairs = hits.flatMap(({ page, title }): [string, string][] => {
    const own = wordsOf(/(\w+)\.list$/.exec(page)?.[1] ?? '').at(-1)
    const said = wordsOf(/\ball (?:the )?(\w+)(?= (?:in|of|for|on|from|that)\b|[.:]|$)/.exec(title)?.[1] ?? '')[0]
    return own && said && own !== said ? [[said, own]] : []
  })
  return new Map(pairs)
}

/** The text with the reference's own words in it. */
export function aliased(text: string, aliases: Aliases): string {
  return [...aliases].reduce(
    (said, [word, own]) => said.replaceAll(new RegExp(`\\b${word}(s?)\\b`, 'gi'), `${own}$1`),
    text,
  )
}

function withAliases(intent: Intent, aliases: Aliases): Intent {
  const both = (words: readonly string[]) =>
    words.flatMap((word) => [word, ...(aliases.get(word) ?? '').split(' ').filter(Boolean)])
  return {
    ...intent,
    name: both(intent.name),
    sentence: both(intent.sentence),
    owners: both(intent.owners),
    holders: both(intent.holders),
    ...(intent.listed && { listed: both([intent.listed]).at(-1) ?? intent.listed }),
  }
}

/** `all.things.list` is a special case of `things.list`. */
function isSpecial({ page }: Hit, hits: readonly Hit[], { name, sentence }: Intent): boolean {
  return hits.some((other) => {
    if (!page.endsWith(`.${other.page}`)) return false
    return wordsOf(page.slice(0, -other.page.length)).some((word) => ![...name, ...sentence].includes(word))
  })
}

type Rare = (word: string) => boolean

/** What few of the hits are about tells more than what all of them are about. */
function rareAmong(hits: readonly Hit[]): Rare {
  const pages = hits.map(({ page, title }) => new Set([...wordsOf(page), ...tellingWords(title)]))
  return (word) => pages.filter((words) => words.has(word)).length * 4 <= hits.length
}

/** How well a hit fits, by its name, its title, its method and its path. */
function score(hit: Hit, intent: Intent, isRare: Rare): number {
  const page = wordsOf(hit.page)
  const title = tellingWords(hit.title.split('. ')[0] ?? '')
  const path = wordsOf(hit.path.replaceAll(/\{[^}]*\}/g, ' '))
  const has = (words: readonly string[], word: string) =>
    words.some((each) => each === word || (word.length > 3 && each.startsWith(word)))
  const weight = (word: string) => {
    const found = has(page, word) ? 2 : has(title, word) ? 1.5 : has(path, word) ? 1 : 0
    return found * (common.has(word) ? 0.3 : isRare(word) ? 1.6 : 1)
  }
  const matched = sum(intent.name.map(weight)) * 1.5 + sum([...new Set(intent.sentence)].map(weight))
  return (
    matched +
    joined(page, intent) +
    (isTelling(hit, intent) ? 3 : 0) +
    likeness(hit, intent) * 6 +
    suits(hit, intent) * 5 +
    manyOrOne(hit, intent) +
    listsJust(hit, intent) -
    strangeness(page, intent) -
    hit.page.split('.').length * 0.3 -
    title.length * 0.05 -
    (/deprecated/i.test(hit.title) ? 6 : 0)
  )
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0)
}

/** `usergroups` is two words that stand side by side. */
function pairsOf({ name, sentence }: Intent): ReadonlySet<string> {
  return new Set(
    [name, sentence].flatMap((words) => words.flatMap((word, at) => (at === 0 ? [] : [`${words[at - 1]}${word}`]))),
  )
}

function joined(page: readonly string[], intent: Intent): number {
  const pairs = pairsOf(intent)
  return page.filter((word) => pairs.has(word) && !intent.sentence.includes(word)).length * 5
}

/** Words of the operation's name that nobody asked for. */
function strangeness(all: readonly string[], intent: Intent): number {
  const page = intent.isList ? all.filter((word) => word !== 'list') : all
  const pairs = pairsOf(intent)
  const isBegun = (word: string) => intent.name.some((asked) => asked.length > 3 && word.startsWith(asked))
  const others = page.filter(
    (word) => !common.has(word) && !pairs.has(word) && !isBegun(word) && !intent.name.includes(word),
  )
  return others.length * 0.8 + others.filter((word) => !intent.sentence.includes(word)).length * 0.8
}

/** Whether the title says what the sentence says, and no more. */
function likeness({ title }: Hit, { sentence }: Intent): number {
  const said = new Set(sentence)
  const told = new Set(tellingWords(title.split('. ')[0] ?? ''))
  const both = [...told].filter((word) => said.has(word)).length
  return both === 0 ? 0 : both / new Set([...said, ...told]).size
}

/** An operation whose own word is just what is to be done, such as `rename`. */
function isTelling({ page }: Hit, { name, verb }: Intent): boolean {
  const [word = '', ...more] = wordsOf(page.split('.').at(-1) ?? '')
  return (
    more.length === 0 &&
    !common.has(word) &&
    word !== 'list' &&
    (word === name[0] || word === verb || word === name.at(-1))
  )
}

/** Lists end in a collection, one thing is asked for by its id; and what is done to several at once is a batch. */
function manyOrOne({ page, path, method }: Hit, { isList, isBatch, deed }: Intent): number {
  const batch = /batch|bulk/i.test(page) === isBatch ? 0 : isBatch ? -8 : -4
  if (!isList && /list$/i.test(page)) return batch - 2
  if (deed !== 'read' || method !== 'GET') return batch
  const last = isList && /list$/i.test(page) ? 1.5 : 0
  return batch + last + (path.endsWith('}') === isList ? -2 : 0)
}

/** `boxes.labels.list` lists labels, and `boxlabels.list` does not. */
function listsJust({ page }: Hit, { listed }: Intent): number {
  const [, of = ''] = /([\w-]+)\.list$/i.exec(page) ?? []
  return listed !== undefined && wordsOf(of).join('') === listed ? 3 : 0
}

/** What a reading of its page adds: does it take what the sentence speaks of, and nothing strange? */
export function fit(operation: Operation, plain: Intent, aliases: Aliases = new Map()): number {
  const intent = withAliases(plain, aliases)
  const wanted = new Set([...intent.name, ...intent.sentence, ...pairsOf(intent)])
  const among = (words: ReadonlySet<string> | readonly string[]) => {
    const set = new Set(words)
    return ({ name }: Field) => wordsOf(nounOf(name)).every((word) => set.has(word))
  }
  const [isSpokenOf, isOwner] = [
    among(wanted),
    among([...intent.owners, ...pairsOf({ ...intent, name: [], sentence: intent.owners })]),
  ]
  const demanded = [...operation.params, ...operation.body].filter(({ required }) => required)
  const isHolder = among(intent.holders)
  if (intent.isList)
    return (
      demanded.filter(isOwner).length * 1.5 +
      (demanded.some(isHolder) ? 5 : 0) -
      demanded.filter((field) => !isSpokenOf(field)).length
    )
  const inside = operation.body
    .flatMap(({ fields }) => fields)
    .map(({ text }) => tellingWords(text).filter((word) => wanted.has(word)).length)
  const offered = [...operation.params, ...operation.body].filter((field) => !field.required && isSpokenOf(field))
  return (
    demanded.filter(isSpokenOf).length * 1.5 -
    operation.params.filter((field) => field.required && !isSpokenOf(field)).length +
    Math.min(offered.length, 2) +
    Math.min(1.5, Math.max(0, ...inside))
  )
}

/** Words in the names of operations that say what is done, not to what. */
const common = new Set('get insert create update patch delete add remove set info values query v3 v4 post'.split(' '))
