import { isJsonObject, type Json, jsonOrNothing } from '../../lib/json.ts'
import { bash, docs, docsPage, read, write } from '../calls.ts'
import { type Move, type Scene, turn } from '../part.ts'
import { type Hit, aliasesIn, hitsIn } from './choose.ts'
import { type Commands, type Given, type Tried, commandsIn, dryRunLine, readDryRun } from './commands.ts'
import type { Found, Known } from './fields.ts'
import { type Intent, intentOf } from './intent.ts'
import { type Look, lookText } from './look-text.ts'
import type { Whim } from './made-up.ts'
import { type Envelope, type Field, type Operation, envelopeIn, readOperation } from './read-page.ts'
import { wordsOf } from './words.ts'

/** What the author has in front of it: what it was told, what it has read, what it has seen. */
export interface Desk {
  readonly scene: Scene
  readonly intent: Intent
  readonly commands: Commands
  readonly overview: string
  readonly envelope: Envelope | undefined
  /** Every hit of every search, best first of each. */
  readonly hits: Hit[]
  /** Words of the reference for words of the task. */
  readonly aliases: Map<string, string>
  readonly pages: Map<string, Operation | undefined>
  /** Answers that were seen, by the request. */
  readonly seen: Map<string, Json>
  readonly whim: Whim
  /** How often the API was tried: no two things get one name. */
  readonly tries: { count: number }
  /** Makes a new thing of the sort that a field names, where nothing else is to be had. */
  readonly make: (operation: Operation, field: Field, from: { readonly known: Known }) => Move<Found | undefined>
}

/** Reads the task's file and the reference's first page. */
export function* sitDown(scene: Scene): Move<Omit<Desk, 'make'>> {
  const [overview, , clock] = yield turn(
    'First how this API works in general, the file I am to fill, and what time it is.',
    docsPage('overview'),
    read(scene.file),
    bash('date -u +%s'),
  )
  const intent = intentOf(scene.name, scene.does, scene.kind)
  return {
    scene,
    intent,
    commands: commandsIn(scene.rules),
    overview: overview?.text ?? '',
    envelope: envelopeIn(overview?.text ?? ''),
    hits: [],
    aliases: new Map(),
    pages: new Map(),
    seen: new Map(),
    tries: { count: 0 },
    whim: {
      seed: scene.seed,
      kinds: kindsIn(overview?.text ?? '', intent.sentence),
      now: Number(/\d{9,}/.exec(clock?.text ?? '')?.[0] ?? 1_800_000_000),
    },
  }
}

/** The kinds of things that the overview lists for a place in its paths; those that the sentence names come first. */
function kindsIn(overview: string, sentence: readonly string[]): string[] {
  const list = /\{\w+\}`: ((?:`[\w-]+`[, and]*)+)/.exec(overview)?.[1] ?? ''
  const kinds = [...list.matchAll(/`([\w-]+)`/g)].map(([, kind = '']) => kind)
  const said = (kind: string) => {
    const at = sentence.indexOf(wordsOf(kind)[0] ?? '')
    return at < 0 ? 1_000 : at
  }
  return kinds.toSorted((a, b) => said(a) - said(b))
}

/** Searches the reference, several ways at once. */
export function* search(desk: Desk, words: string, ...queries: readonly string[]): Move<Hit[]> {
  const found = yield turn(words, ...queries.map((query) => docs(query)))
  const hits = found.flatMap(({ text }) => hitsIn(text))
  desk.hits.push(...hits)
  for (const [word, own] of aliasesIn(hits)) desk.aliases.set(word, own)
  return hits
}

/** Opens pages of the reference; each is opened once. */
export function* open(desk: Desk, words: string, pages: readonly string[]): Move<Operation[]> {
  const unread = [...new Set(pages)].filter((page) => !desk.pages.has(page))
  if (unread.length > 0) {
    const texts = yield turn(words, ...unread.map((page) => docsPage(page)))
    for (const [at, page] of unread.entries()) desk.pages.set(page, readOperation(texts[at]?.text ?? ''))
  }
  return pages.flatMap((page) => desk.pages.get(page) ?? [])
}

/** Runs the function that is in the file. */
export function* tryOut(desk: Desk, words: string, given: Given): Move<Tried> {
  const [result] = yield turn(words, bash(dryRunLine(desk.commands, desk.scene, given)))
  return readDryRun(result?.text ?? '')
}

/** Has a look at some answers of the API; nothing where the look failed. */
export function* look(desk: Desk, words: string, looks: readonly Look[]): Move<Json[] | undefined> {
  const keys = looks.map((each) => JSON.stringify(each))
  const unseen = looks.filter((_, at) => !desk.seen.has(keys[at]!))
  if (unseen.length > 0) {
    desk.tries.count++
    yield turn(words, write(desk.scene.file, lookText(desk.scene, unseen)))
    const tried = yield* tryOut(desk, 'What is there?', desk.scene.kind === 'sync' ? {} : { input: {} })
    if (tried.kind !== 'passed') return undefined
    const texts = textsIn(tried)
    for (const [at, each] of unseen.entries())
      desk.seen.set(JSON.stringify(each), answered(desk, jsonOrNothing(texts[at] ?? '') ?? null))
  }
  return keys.map((key) => desk.seen.get(key) ?? null)
}

/** An error that comes with a good status is no answer. */
function answered({ envelope }: Desk, answer: Json): Json {
  return envelope && isJsonObject(answer) && answer[envelope.ok] === false ? null : answer
}

function textsIn({ output, records }: Extract<Tried, { kind: 'passed' }>): string[] {
  const seen = isJsonObject(output) ? output['seen'] : undefined
  if (Array.isArray(seen)) return seen.map(String)
  return records.map((record) => (isJsonObject(record) ? String(record['seen'] ?? 'null') : 'null'))
}
