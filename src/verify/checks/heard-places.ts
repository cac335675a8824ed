import type { FreshValue } from '../fresh/fresh-input.ts'
import type { Became, InputTake } from '../replay/boxed/job.ts'
import { kindOfPlace, pathText, valueAt } from '../replay/boxed/leaves.ts'
import type { ReplayedScene } from '../replay/replay.ts'
import { volatile } from '../replay/volatile.ts'

/**
 * by-value: another value, another request or output · never: whatever is given · when-absent: only whether something is
 * given, or it is merely repeated · as-written: only whether it is the one value that stands in the source.
 */
export type Heard = 'by-value' | 'never' | 'when-absent' | 'as-written'

export interface HeardOptions {
  /** What no agent can have known. */
  readonly fresh: readonly FreshValue[]
  readonly literals: readonly string[]
}

/** How every kind of place of the input was heard: as its best heard one. */
export function heardPlaces(scene: ReplayedScene, options: HeardOptions): ReadonlyMap<string, Heard> {
  const byPath = new Map<string, Effect[]>()
  for (const { take, result } of scene.takes) {
    if (take.kind !== 'input') continue
    const effect = { take, text: effectOf(result, take, scene), threw: result.end === 'threw' }
    byPath.set(pathText(take.path), [...(byPath.get(pathText(take.path)) ?? []), effect])
  }
  const heard = new Map<string, Heard>()
  for (const [path, effects] of byPath) {
    const place = kindOfPlace(path)
    const now = heardAt(effects, options, scene)
    heard.set(
      place,
      ranks.find((rank) => rank === now || rank === heard.get(place))!,
    )
  }
  return heard
}

const ranks: readonly Heard[] = ['by-value', 'as-written', 'when-absent', 'never']

interface Effect {
  readonly take: InputTake
  /** Empty where all was as without it. */
  readonly text: string
  readonly threw: boolean
}

function heardAt(effects: readonly Effect[], { fresh, literals }: HeardOptions, scene: ReplayedScene): Heard {
  const of = (as: InputTake['as']) => effects.filter(({ take }) => take.as === as)
  const differ = (some: readonly Effect[]) => new Set(some.map(({ text }) => text)).size > 1
  const choices = of('choice')
  if (choices.length > 0) return choices.some(({ text }) => text !== '') ? 'by-value' : rest(of('nothing'))
  const others = of('other')
  const [other] = others
  if (!other || differ([...others, ...of('answered')])) return 'by-value'
  if (other.text === '') return rest([...of('nothing'), ...of('written')])
  // All others alike, and not like this one: refused, looked up in what the API answered, or known by heart.
  const { path } = other.take
  const value = valueAt(scene.scene.input, path)
  const isFresh = fresh.some((each) => pathText(each.path) === pathText(path))
  const isWritten = typeof value === 'string' && literals.includes(value)
  if (other.threw || isFresh || !isWritten || differ([...others, ...of('written')])) return 'by-value'
  return 'as-written'
}

function rest(effects: readonly Effect[]): Heard {
  return effects.some(({ text }) => text !== '') ? 'when-absent' : 'never'
}

/** What came of a take, to be compared. That a text of the input is repeated in the output is nothing that came of it. */
function effectOf(result: ReplayedScene['base'], take: InputTake, scene: ReplayedScene): string {
  const steady = volatile(scene)
  const given = [valueAt(scene.scene.input, take.path) ?? null, take.value].map((value) => JSON.stringify(value))
  const isEcho = ({ of, from, to }: Became) =>
    of === 'output' && given[0]?.startsWith('"') && from === given[0] && to === given[1]
  const changes = (result.became ?? []).filter((each) => !steady.has(each.place) && !isEcho(each))
  const end = result.end === 'threw' ? ['threw'] : []
  return [...end, ...changes.map(({ of, place, to }) => `${of} ${place} ${to}`)].join('\n')
}
