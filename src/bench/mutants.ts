import { sha256 } from '../lib/sha256.ts'
import { type Json, type JsonObject, canonicalJson, isJsonObject } from '../lib/json.ts'
import type { KnownRuns, Planted } from '../plant-controls.ts'
import { type ExecPlaces, execPlacesIn } from './exec-places.ts'

/**
 * Sources that do nearly what the given one does, in the ways in which an agent's would be wrong. Each kind at one place
 * of those that there are, and in an order, that the seed chooses. None of them is among the faults that verification
 * itself puts into a function to try its tests.
 */
export function mutantsOf(source: string, known: KnownRuns, seed: number): Planted[] {
  const places = execPlacesIn(source)
  if (!places) return []
  const kinds = [
    ...outputMutants(places, known),
    ...inputMutants(places, known),
    ...pageMutants(places),
    ...recordMutants(places, known),
  ]
  const key = ({ id, text }: Planted) => sha256(`${seed} ${id} ${text}`)
  const ordered = kinds.toSorted((a, b) => (key(a) < key(b) ? -1 : 1))
  return ordered.filter(({ id }, index) => ordered.findIndex((each) => each.id === id) === index)
}

const record = 'Record<string, unknown>'

function outputMutants({ wrap }: ExecPlaces, { output, other, answered }: KnownRuns): Planted[] {
  if (!isJsonObject(output)) return []
  // What is declared and not used does not compile.
  const found = (value: string) => (value.includes('found') ? `const found = ` : '')
  const returning = (value: string) =>
    wrap(
      (body) =>
        `${found(value)}(await (async () => {${body}})()) as unknown as ${record}\n    return (${value}) as never`,
    )
  const differs = canonicalJson(output) !== canonicalJson(other.output)
  const swaps = spotsIn(output, answered).map((spot) => returning(swapped(spot, 'found')))
  const cursor = Object.keys(output).find((key) => /cursor|next|page_?token/i.test(key))
  const lists = Object.entries(output).filter(([, value]) => Array.isArray(value) && value.length > 1)
  return [
    ...swaps.map((text) => shown('swapped-fields', text, false)),
    ...(differs ? [shown('constant-output', returning(JSON.stringify(output)), true)] : []),
    ...constantFields(output, other.output).map((field) =>
      shown('constant-field', returning(`{ ...found, ${field} }`), true),
    ),
    ...(cursor
      ? [shown('first-page-only', returning(`{ ...found, ${JSON.stringify(cursor)}: undefined }`), false)]
      : []),
    ...lists.map(([key]) =>
      shown(
        'last-entry-lost',
        returning(`{ ...found, ${at(key)}: (found[${at(key)}] as unknown[]).slice(0, -1) }`),
        false,
      ),
    ),
  ]
}

/** Fields of which two runs said something different, as what the first one said. */
function constantFields(output: JsonObject, other: Json): string[] {
  const theirs = isJsonObject(other) ? other : {}
  return Object.entries(output)
    .filter(([key, value]) => typeof value === 'string' && typeof theirs[key] === 'string' && theirs[key] !== value)
    .map(([key, value]) => `${at(key)}: ${JSON.stringify(value)}`)
}

function inputMutants({ input, intoBody }: ExecPlaces, known: KnownRuns): Planted[] {
  if (input === undefined || !isJsonObject(known.input)) return []
  const theirs = isJsonObject(known.other.input) ? known.other.input : {}
  return Object.entries(known.input).flatMap(([key, value]) => {
    const given = (put: string) => intoBody(`${input} = { ...(${input} as ${record}), ${at(key)}: ${put} } as never`)
    const differs = key in theirs && canonicalJson(theirs[key] ?? null) !== canonicalJson(value)
    return [
      shown('dropped-input', given('undefined'), false),
      ...(differs ? [shown('constant-input', given(JSON.stringify(value)), true)] : []),
    ]
  })
}

function pageMutants({ afterEachPage }: ExecPlaces): Planted[] {
  return afterEachPage.map((put) => shown('first-page-only', put('break'), false))
}

function recordMutants({ savedRecords }: ExecPlaces, { saved, answered }: KnownRuns): Planted[] {
  const [sample] = Object.values(saved).flat().filter(isJsonObject)
  const spots = sample ? spotsIn(sample, answered) : []
  return savedRecords.flatMap((put) => [
    ...spots.map((spot) =>
      shown(
        'swapped-fields',
        put((records) => `(${records}).map((each) => (${swapped(spot, 'each')}) as never)`),
        false,
      ),
    ),
    shown(
      'first-record-lost',
      put((records) => `(${records}).slice(1)`),
      false,
    ),
  ])
}

function shown(id: string, text: string, isShown: boolean): Planted {
  return { id, text, isShown }
}

/** A place with two texts that differ: the way to the object, and the names of the two. `*` is every entry of a list. */
interface Spot {
  readonly path: readonly string[]
  readonly names: readonly [string, string]
}

/** Only of names that the API gave: what a field of the function's own should hold, no run can show. */
function spotsIn(value: Json, answered: ReadonlySet<string>, path: readonly string[] = []): Spot[] {
  const below = (inner: Json, step: string) => spotsIn(inner, answered, [...path, step])
  if (Array.isArray(value)) return value.slice(0, 1).flatMap((each: Json) => below(each, '*'))
  if (!isJsonObject(value) || path.length > 4) return []
  const texts = Object.entries(value).filter(
    ([name, text]) => typeof text === 'string' && text !== '' && answered.has(name),
  )
  const pairs = texts.flatMap(([first, text], index) =>
    texts
      .slice(index + 1, index + 2)
      .flatMap(([second, theirs]): Spot[] => (text === theirs ? [] : [{ path, names: [first, second] }])),
  )
  return [...pairs, ...Object.entries(value).flatMap(([key, inner]) => below(inner, key))]
}

/** An expression for what a variable holds, with the two fields of a spot swapped. */
function swapped({ path, names: [a, b] }: Spot, variable: string): string {
  const [step, ...rest] = path
  if (step === undefined) {
    const own = `(${variable} as ${record})`
    return `{ ...${own}, ${at(a)}: ${own}[${at(b)}], ${at(b)}: ${own}[${at(a)}] }`
  }
  const inner = (from: string) => swapped({ path: rest, names: [a, b] }, from)
  if (step === '*') return `((${variable} ?? []) as unknown[]).map((one) => (${inner('one')}))`
  const own = `(${variable} as ${record})`
  return `{ ...${own}, ${at(step)}: ${inner(`${own}[${at(step)}]`)} }`
}

function at(key: string): string {
  return JSON.stringify(key)
}
