import { leavesOf } from '../replay/boxed/leaves.ts'
import { type SameThing, type Scalar, plainName, sameThingsIn } from '../same-thing.ts'
import { type ArtefactCheck, type FreshRun, type Trial, goodRuns, requestsOf } from '../trial.ts'

/**
 * Does a field say what the API says of the same thing under the same name? A function may write a value in its own
 * way. It may not say another of the API's own words, another time, only how a text begins, or one phrase of its own
 * for all of them.
 */
export const valuesKept: ArtefactCheck = {
  name: 'values-kept',
  examine(trial) {
    const runs = goodRuns(trial)
    if (runs.length === 0) return undefined
    const words = wordsIn(trial)
    for (const run of runs) {
      for (const pair of sameThingsIn(run, 'with-inner')) {
        const because = contradictionIn(pair, words)
        if (because !== undefined) return { outcome: 'broken', because, exhibits: requestsOf(run) }
      }
    }
    const because = standingPhrase(runs)
    return because === undefined ? { outcome: 'held' } : { outcome: 'broken', because, exhibits: requestsOf(runs[0]!) }
  },
}

/**
 * A phrase that stays the same from run to run where the API says another one each time, and never this. A single word
 * may be the function's own; so may a phrase under the name of an object, which says many things.
 */
function standingPhrase(runs: readonly FreshRun[]): string | undefined {
  const seen = runs.flatMap((run) =>
    sameThingsIn(run, 'with-inner').flatMap(({ returned, answered }) =>
      [...returned].flatMap(([name, [value, ...others]]) => {
        const said = new Set(answered.flatMap((fields) => fields.get(name) ?? []))
        const [only] = said
        const isTold = others.length === 0 && said.size === 1 && typeof value === 'string' && typeof only === 'string'
        return isTold && isPhrase(value) ? [{ run, name, value, said: only }] : []
      }),
    ),
  )
  for (const [name, all] of Map.groupBy(seen, (each) => each.name)) {
    const [{ value, said } = { value: '', said: '' }] = all
    const stays = all.every((each) => each.value === value && !isAlike(each.said, value) && !each.said.includes(value))
    const differ = all.some((each) => each.run !== all[0]?.run && each.said !== said)
    if (stays && differ) return `${name} is always ${JSON.stringify(value)}, where the API says ${JSON.stringify(said)}`
  }
  return undefined
}

function isPhrase(text: string): boolean {
  return text.trim().split(/\s+/).length >= 3
}

type Words = ReadonlyMap<string, ReadonlySet<string>>

function contradictionIn({ returned, answered }: SameThing, words: Words): string | undefined {
  for (const [name, values] of returned) {
    const [value] = values
    if (value === undefined || values.length > 1) continue
    const said = answered.map((fields) => contradicted(value, fields.get(name) ?? [], words.get(name)))
    const [first] = said
    if (first !== undefined && !said.includes(undefined)) {
      return `it returns ${JSON.stringify(value)} as ${name} where the API says ${JSON.stringify(first)}`
    }
  }
  return undefined
}

/** What was said instead; nothing where it is said too, or in a way that may be the same. */
function contradicted(
  value: Scalar,
  said: readonly Scalar[],
  words: ReadonlySet<string> = new Set(),
): Scalar | undefined {
  const texts = said.filter((each) => typeof each === 'string')
  if (typeof value !== 'string' || texts.length === 0 || said.some((each) => isAlike(each, value))) return undefined
  if (isWord(value) && words.has(value)) return texts.find((text) => isWord(text) && words.has(text))
  if (isTime(value)) return texts.find(isTime)
  const shown = value.replace(/(\.{3}|…)$/, '').trim()
  return shown.length >= shortest
    ? texts.find((text) => text.trim().startsWith(shown) && text.trim() !== shown)
    : undefined
}

/** A text that long and not yet whole was cut off. */
const shortest = 30

function isAlike(one: Scalar, other: Scalar): boolean {
  const [a, b] = [String(one).trim().toLowerCase(), String(other).trim().toLowerCase()]
  return a === b || (isTime(a) && isTime(b) && Date.parse(a) === Date.parse(b))
}

function isTime(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}t\d{2}:\d{2}(:\d{2}(\.\d+)?)?(z|[+-]\d{2}:?\d{2})$/i.test(text)
}

function isWord(text: string): boolean {
  return /^[a-z]+([A-Z_][a-z]+)*$/.test(text)
}

const fewWords = 8

/** The words with which an API says of what kind things are, by the name of the field: few, and each of many things. */
function wordsIn({ runs }: Trial): Words {
  const counts = new Map<string, Map<string, number>>()
  for (const { path, value } of runs.flatMap(({ before }) => before.flatMap(({ fields }) => leavesOf(fields)))) {
    const name = path.findLast((key) => typeof key === 'string')
    if (typeof value !== 'string' || name === undefined || !isWord(value)) continue
    const of = counts.get(plainName(name)) ?? new Map<string, number>()
    counts.set(plainName(name), of.set(value, (of.get(value) ?? 0) + 1))
  }
  return new Map(
    [...counts].flatMap(([name, of]) => {
      const uses = [...of.values()].reduce((sum, count) => sum + count, 0)
      return of.size <= fewWords && uses >= of.size * 3 ? [[name, new Set(of.keys())] as const] : []
    }),
  )
}
