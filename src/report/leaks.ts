import type { ChangedSetting, OwnedThing } from '../gateway/ownership/ledger.ts'
import type { Recorded } from '../record/entry.ts'
import { entriesOf, type RecordedOf } from './entries-of.ts'

/** Something that a run has left in a live account. */
export interface Leak {
  readonly api: string
  readonly what: string
  readonly address: string
  /** Why it is still there. */
  readonly because: string
}

/** What a run made in live accounts, or changed there, and neither deleted nor put back. */
export function leaksOf(recorded: readonly Recorded[]): Leak[] {
  const answers = entriesOf(recorded, 'write-answered')
  const answered = new Set(answers.map(({ entry }) => entry.write))
  const underWay = entriesOf(recorded, 'write-sent').filter(
    ({ seq, entry }) => !answered.has(entry.write) && !isGone(recorded, entry.address, seq),
  )
  const made = thingsLeft(recorded).map(({ api, thing: { collection, name, address } }) => {
    const because = whyLeft(recorded, address) ?? 'the run ended before it could delete it'
    return { api, what: `${collection} ${name}`.trim(), address, because }
  })
  const other = answers.flatMap((answer) => otherLeak(answer, recorded))
  const unknown = underWay.map(({ entry: { api, method, address } }) => ({
    api,
    what: `what ${method} may have made or changed`,
    address,
    because: 'it was never answered',
  }))
  return grouped([...made, ...other, ...unknown])
}

function otherLeak({ seq, entry }: RecordedOf<'write-answered'>, recorded: readonly Recorded[]): Leak[] {
  const sent = entriesOf(recorded, 'write-sent').find((each) => each.entry.write === entry.write)?.entry
  if (!sent || entry.effect === 'none') return []
  const { api, method, address } = sent
  const leak = (what: string, because: string) => [{ api, what, address, because }]
  switch (entry.effect) {
    case 'unnamed':
      return leak(`what ${method} may have made`, 'the answer has no name for it')
    case 'unknown':
      return leak(`what ${method} may have made or changed`, 'the API failed, or answered with more than could be read')
    case 'changed': {
      return isGone(recorded, address, seq)
        ? []
        : leak(
            `changed by ${method}`,
            whyLeft(recorded, address) ?? 'it was not put back: the run was cut off, or its spec allows the change',
          )
    }
  }
}

export interface ThingLeft extends OwnedThing {
  readonly api: string
  /** That it was tried to delete it, or that nobody knows how. */
  readonly isTried: boolean
}

/** What a run made and is there by its record, in the order in which it was made. */
export function thingsLeft(recorded: readonly Recorded[]): ThingLeft[] {
  return entriesOf(recorded, 'write-answered').flatMap(({ seq, entry: { api, interaction, attempt, made } }) =>
    made
      .filter(({ address }) => !isGone(recorded, address, seq))
      .map((thing) => ({
        api,
        thing,
        owner: { interaction, attempt },
        isTried: whyLeft(recorded, thing.address) !== undefined,
      })),
  )
}

/** Settings that a run changed, of which it is not known that they are as they were, nor why not: a kill, most likely. */
export function settingsLeft(recorded: readonly Recorded[]): (ChangedSetting & { readonly api: string })[] {
  const kept = entriesOf(recorded, 'setting-kept')
  const last = kept.filter(({ seq, entry: { address } }) => {
    const isOver = entriesOf(recorded, 'thing-left').some((each) => each.seq > seq && each.entry.address === address)
    const isKeptAgain = kept.some((each) => each.seq > seq && each.entry.address === address)
    return !isOver && !isKeptAgain && !isGone(recorded, address, seq)
  })
  return last.map(({ entry }) => entry)
}

/** It was deleted, or put back, after that. */
function isGone(recorded: readonly Recorded[], address: string, seq: number): boolean {
  return entriesOf(recorded, 'thing-gone').some((each) => each.seq > seq && each.entry.address === address)
}

function whyLeft(recorded: readonly Recorded[], address: string): string | undefined {
  return entriesOf(recorded, 'thing-left').findLast(({ entry }) => entry.address === address)?.entry.because
}

/** The same once, with how often. */
function grouped(leaks: readonly Leak[]): Leak[] {
  const groups = new Map<string, Leak[]>()
  for (const leak of leaks) {
    const key = JSON.stringify(leak)
    groups.set(key, [...(groups.get(key) ?? []), leak])
  }
  return [...groups.values()].flatMap(([leak, ...more]) =>
    leak ? [{ ...leak, what: more.length > 0 ? `${more.length + 1} × ${leak.what}` : leak.what }] : [],
  )
}
