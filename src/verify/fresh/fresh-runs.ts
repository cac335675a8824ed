import { type Json, canonicalJson, isJsonObject } from '../../lib/json.ts'
import { changesBetween } from '../account-changes.ts'
import type { CleanRoom } from '../clean-room.ts'
import { isAdding } from '../is-adding.ts'
import { isWrite } from '../is-write.ts'
import { isRefusal } from '../refusal.ts'
import { type FreshRun, proxied } from '../trial.ts'
import { againWith } from './again.ts'
import { wayOn } from './cursors.ts'
import { foundNothing } from './found-nothing.ts'
import type { Recipe } from './fresh-input.ts'
import { type FreshRunOptions, type InputWish, inputFor } from './input-for.ts'
import { propertiesOf } from './input-schema.ts'
import { runOnce } from './run-once.ts'
import { isUndone } from './undone-first.ts'

/**
 * Runs the function anew, in accounts that nobody has seen: with every field, with as few as may be, and, where a list
 * said that there is more, for its next page. What the API refuses, or has nothing for, is tried again in more cautious
 * ways, all of which are kept: the last run of a purpose is the one that counts.
 */
export async function freshRuns(clean: CleanRoom, options: FreshRunOptions): Promise<FreshRun[]> {
  const full = await firstThatIsTaken(clean, options, { purpose: 'full', tries: fullTries, seed: options.seed })
  const counting = full.findLast(({ purpose }) => purpose === 'full')
  if (counting?.ending.kind !== 'returned') return full
  const next = [...(await nextPage(clean, options, counting)), ...(await besideTheFirst(clean, options, counting))]
  const seed = (options.seed ^ 0x5eed_cafe) >>> 0
  const sparse = await firstThatIsTaken(clean, options, { purpose: 'sparse', tries: sparseTries, seed })
  const runs = [...full, ...next, ...sparse]
  // Whether a run had an effect is not seen in a live account, and nothing is undone there.
  return clean.isShared ? runs : [...runs, ...(await forAnEffect(clean, options, runs))]
}

/** Something more, put beside the first in the same account: whether the first is still there then. */
async function besideTheFirst(clean: CleanRoom, options: FreshRunOptions, first: FreshRun): Promise<FreshRun[]> {
  if (clean.isShared || !isAdding(options.evidence.interaction)) return []
  const input = againWith(first, options.schemas, options.seed + 1)
  if (textOf(input, first.metadata) === textOf(first.input, first.metadata)) return []
  return [await runOnce(clean, options, { ...first, label: 'beside-1', purpose: 'beside', input, made: undefined })]
}

/** Whether a function that is to write has yet to change anything. */
function isWithoutEffect(runs: readonly FreshRun[], { evidence }: FreshRunOptions): boolean {
  const good = runs.filter(({ ending }) => ending.kind === 'returned')
  return (
    good.some(({ exchanges }) => isWrite(evidence.interaction, exchanges)) &&
    good.every(({ before, after }) => changesBetween(before, after).length === 0)
  )
}

/** Where all was already as it was asked to be: the same once it is undone, then other things, until one of them changes. */
async function forAnEffect(
  clean: CleanRoom,
  options: FreshRunOptions,
  before: readonly FreshRun[],
): Promise<FreshRun[]> {
  const runs: FreshRun[] = []
  const last = before.at(-1)
  // Its account is the one that is open.
  if (last && isWithoutEffect(before, options) && (await isUndone(clean, last.exchanges))) {
    runs.push(await runOnce(clean, options, { ...last, label: 'effect-undone', purpose: 'effect', made: undefined }))
  }
  const tried = new Set(before.map(({ input, metadata }) => textOf(input, metadata)))
  for (const [index, given] of effectTries.entries()) {
    if (!isWithoutEffect([...before, ...runs], options)) break
    await clean.newAccount(options.seed)
    const wish = { ...given, seed: options.seed + index }
    const input = await inputFor(clean, options, wish)
    const text = input && textOf(input.input, input.metadata)
    if (!input || text === undefined || tried.has(text)) continue
    tried.add(text)
    runs.push(
      await runOnce(clean, options, {
        label: `effect-${index + 1}`,
        purpose: 'effect',
        ...input,
        made: { seed: options.seed, wish },
      }),
    )
  }
  return runs
}

interface Try {
  readonly recipe: Recipe
  /** Which of the casts: 0 is the likeliest. */
  readonly cast: number
}

const bold = { choices: true, dates: true }
const careful = { choices: false, dates: true }
const timid = { choices: false, dates: false }
const fullTries: readonly Try[] = [
  { recipe: { fields: 'all', boldness: bold, vary: true }, cast: 0 },
  { recipe: { fields: 'all', boldness: careful, vary: true }, cast: 0 },
  { recipe: { fields: 'as-known', boldness: careful, vary: true }, cast: 0 },
  { recipe: { fields: 'as-known', boldness: careful, vary: true }, cast: 1 },
  { recipe: { fields: 'as-known', boldness: timid, vary: true }, cast: 0 },
  { recipe: { fields: 'as-known', boldness: timid, vary: false }, cast: 0 },
  { recipe: { fields: 'as-known', boldness: timid, vary: false }, cast: 2 },
]
const sparseTries: readonly Try[] = [
  { recipe: { fields: 'required', boldness: careful, vary: true }, cast: 1 },
  { recipe: { fields: 'required', boldness: careful, vary: true }, cast: 0 },
  { recipe: { fields: 'required', boldness: timid, vary: true }, cast: 0 },
  { recipe: { fields: 'required', boldness: timid, vary: false }, cast: 0 },
]

const effectTries: readonly Omit<InputWish, 'seed'>[] = [false, true].flatMap((loosely) =>
  [0, 1, 2, 3, 4, 5].map((cast) => ({ recipe: { fields: 'as-known', boldness: bold, vary: true }, cast, loosely })),
)

interface Purpose {
  readonly purpose: FreshRun['purpose']
  readonly tries: readonly Try[]
  readonly seed: number
}

async function firstThatIsTaken(
  clean: CleanRoom,
  options: FreshRunOptions,
  { purpose, tries, seed }: Purpose,
): Promise<FreshRun[]> {
  const runs: FreshRun[] = []
  const tried = new Set<string>()
  const known = options.evidence.recording.filter(({ during }) => during === options.from.label)
  const isInVain = ({ ending, exchanges }: FreshRun) =>
    purpose === 'full' && ending.kind === 'returned' && foundNothing(exchanges, known)
  for (const [index, { recipe, cast }] of tries.entries()) {
    await clean.newAccount(seed)
    const wish = { recipe, cast, seed: seed + index }
    const input = await inputFor(clean, options, wish)
    const text = input && textOf(input.input, input.metadata)
    if (!input || text === undefined || tried.has(text)) continue
    tried.add(text)
    const run = await runOnce(clean, options, {
      label: `${purpose}-${index + 1}`,
      purpose,
      ...input,
      made: { seed, wish },
    })
    runs.push(run)
    if (!mayBeTheInput(run) && !isInVain(run)) break
  }
  return runs.some(isInVain) ? foundLast(runs, isInVain) : runs
}

/** One that found something tells more than those that did not, which come after it. If none did, the first counts. */
function foundLast(runs: readonly FreshRun[], isInVain: (run: FreshRun) => boolean): FreshRun[] {
  const telling = runs.filter((run) => !isInVain(run))
  const inVain = runs.filter(isInVain).map((run): FreshRun => ({ ...run, purpose: 'in-vain' }))
  if (telling.at(-1)?.ending.kind === 'returned') return [...telling, ...inVain]
  const first = runs.findIndex(isInVain)
  return runs.slice(0, first + 1)
}

function textOf(input: Json | undefined, metadata: Json | undefined): string {
  return canonicalJson([input ?? null, metadata ?? null])
}

/** Whether the API or the schema declined what we gave: then another input deserves a try. */
function mayBeTheInput({ ending, exchanges }: FreshRun): boolean {
  if (ending.kind === 'invalid') return ending.what === 'input'
  const last = proxied(exchanges).at(-1)
  return ending.kind === 'threw' && last !== undefined && isRefusal(last) && last.status < 500
}

/** If the function handed out a cursor and takes one, or takes the number of a page: the page behind it, in the same account. */
async function nextPage(clean: CleanRoom, options: FreshRunOptions, full: FreshRun): Promise<FreshRun[]> {
  if (full.ending.kind !== 'returned' || !isJsonObject(full.input ?? {})) return []
  const { exchanges, ending } = full
  const properties = propertiesOf(options.schemas.input)
  const way = wayOn({ exchanges, output: ending.output, told: clean.told }, Object.keys(properties))
  if (!way) return []
  const input = { ...(full.input as object), [way.field]: typed(way.value, properties[way.field]) }
  const fresh = [{ path: [way.field], value: way.value, isName: false }]
  const given = { label: 'next-page-1', purpose: 'next-page' as const, input, metadata: full.metadata, fresh }
  return [await runOnce(clean, options, given)]
}

/** A page's number may be wanted as a text. */
function typed(value: string | number, schema: Json | undefined): string | number {
  return isJsonObject(schema) && schema['type'] === 'string' ? String(value) : value
}
