import type { Exchange } from '../../gateway/exchange.ts'
import { type Json, canonicalJson, jsonOrText } from '../../lib/json.ts'
import type { CleanRoom } from '../clean-room.ts'
import { mayWrite } from '../is-write.ts'
import { leavesOf, pathText, valueAt } from '../replay/boxed/leaves.ts'
import { type CutInput, cutInputs } from '../replay/cut-inputs.ts'
import { type Replay, sceneFor } from '../replay/replay.ts'
import { type FreshRun, proxied } from '../trial.ts'
import { hasEqualAccounts, inEqualAccount } from './in-equal-account.ts'

/**
 * Whether the API takes the whole of a text or a list of which the function sends a part, by place of the input: the API
 * is asked, in an equal account. Without an entry where it cannot be.
 */
export async function wholeInputs(
  clean: CleanRoom,
  run: FreshRun,
  replay: Replay | undefined,
): Promise<ReadonlyMap<string, boolean>> {
  const scene = sceneFor(replay, 'fresh')
  const taken = new Map<string, boolean>()
  if (!scene || !hasEqualAccounts(clean, run)) return taken
  for (const cut of cutInputs(scene)) {
    const short = valueAt(run.input, cut.path)
    const asked = short === undefined ? undefined : askedWith(run, { short, long: cut.value })
    if (asked) taken.set(pathText(cut.path), await isTakenWhole(clean, run, { asked, cut }))
  }
  return taken
}

async function isTakenWhole(
  clean: CleanRoom,
  run: FreshRun,
  { asked, cut }: { asked: Exchange; cut: CutInput },
): Promise<boolean> {
  const became = await inEqualAccount(clean, run, asked)
  if (!became) return false
  if (!mayWrite(asked)) return true
  const there = [became.answer, ...became.changed.map(({ fields }) => fields)].flatMap(textsIn)
  // Of a list its last entry shows that it is there.
  const last = Array.isArray(cut.value) ? (cut.value.at(-1) as Json) : cut.value
  return textsIn(last).every((text) => there.some((each) => each.includes(text)))
}

function textsIn(document: Json): string[] {
  return leavesOf(document).flatMap(({ value }) =>
    typeof value === 'string' || typeof value === 'number' ? [String(value)] : [],
  )
}

interface Instead {
  readonly short: Json
  readonly long: Json
}

/** The request of the run that bore what was given, with what is longer in its place. */
function askedWith(run: FreshRun, instead: Instead): Exchange | undefined {
  for (const exchange of proxied(run.exchanges)) {
    const body = bodyWith(exchange.requestBody, instead)
    if (body !== undefined) return { ...exchange, requestBody: body }
    const url = new URL(exchange.url)
    const query = pairsWith([...url.searchParams], instead)
    if (!query) continue
    url.search = new URLSearchParams(query).toString()
    return { ...exchange, url: url.href }
  }
  return undefined
}

function bodyWith(body: string, instead: Instead): string | undefined {
  const document = jsonOrText(body)
  if (typeof document === 'object' && document !== null) {
    const other = documentWith(document, instead)
    return other === document ? undefined : JSON.stringify(other)
  }
  const whole = textWith(body, instead)
  if (whole !== body) return whole
  const form = pairsWith([...new URLSearchParams(body)], instead)
  return form && new URLSearchParams(form).toString()
}

function pairsWith(pairs: readonly [string, string][], instead: Instead): [string, string][] | undefined {
  const others = pairs.map(([name, value]): [string, string] => [name, textWith(value, instead)])
  return others.some(([, value], at) => value !== pairs[at]?.[1]) ? others : undefined
}

/** The document itself, where it does not have it. */
function documentWith(document: Json, instead: Instead): Json {
  if (typeof document === 'string') return textWith(document, instead)
  if (typeof document !== 'object' || document === null) return document
  if (canonicalJson(document) === canonicalJson(instead.short)) return instead.long
  const entries = Object.entries(document).map(([name, value]) => [name, documentWith(value as Json, instead)] as const)
  if (entries.every(([name, value]) => value === (document as Record<string, Json>)[name])) return document
  return Array.isArray(document) ? entries.map(([, value]) => value) : Object.fromEntries(entries)
}

/** A list may be one text, with commas. */
function textWith(text: string, { short, long }: Instead): string {
  if (Array.isArray(short)) {
    return short.length > 0 && Array.isArray(long) && text === short.join(',') ? long.join(',') : text
  }
  return typeof short === 'string' && short !== '' ? text.replaceAll(short, () => String(long)) : text
}
