import { kindOfPlace } from '../replay/boxed/leaves.ts'
import type { TakeResult, UncommonTake } from '../replay/boxed/job.ts'
import type { ReplayedScene } from '../replay/replay.ts'
import { numberMarks, textMarks } from '../replay/uncommon-values.ts'
import { saysThatItIsShort } from './says-that-it-is-short.ts'

/**
 * What is lost of values that no account happened to hold, and how. Who fails, or returns something of another kind, has
 * lost nothing in silence.
 */
export function lostOfUncommon({ takes }: ReplayedScene): string | undefined {
  const played = takes.flatMap(({ take, result }) =>
    take.kind === 'uncommon' && result.end === 'returned' ? [{ take, result }] : [],
  )
  for (const [at, { take, result }] of played.entries()) {
    const lost = take.as === 'text' ? lostOfText(result) : take.as === 'number' ? lostOfNumber(played, at) : undefined
    if (lost !== undefined) return lost
  }
  return undefined
}

function lostOfText(result: TakeResult): string | undefined {
  for (const place of placesOf(result, textMarks.came).map(kindOfPlace)) {
    const has = (mark: number) => placesOf(result, mark).some((each) => kindOfPlace(each) === place)
    if (saysThatItIsShort(place.split('.'))) continue
    if (!has(textMarks.whole)) return `${place} holds only the beginning of a text that is long`
    if (!textMarks.letters.every(has)) return `${place} is without the letters of some alphabets`
  }
  return undefined
}

interface Played {
  readonly take: UncommonTake
  readonly result: TakeResult
}

/** What is returned as it is where it is ordinary is another number where it is large. */
function lostOfNumber(played: readonly Played[], at: number): string | undefined {
  const [ordinary, large] = [played[at], played[at + 1]]
  if (!ordinary || !large || !isSamePlace(ordinary.take, large.take)) return undefined
  const now = new Map(large.result.became?.map(({ place, to }) => [place, to]))
  const place = placesOf(ordinary.result, numberMarks.came).find(
    (each) => !placesOf(large.result, numberMarks.came).includes(each) && /^-?\d/.test(now.get(each) ?? ''),
  )
  if (place === undefined) return undefined
  return `${place} is ${now.get(place)} where the API answers ${String(large.take.edits[0]?.value)}`
}

function isSamePlace(one: UncommonTake, other: UncommonTake): boolean {
  const [a, b] = [one, other].map(({ as, answer, edits }) => JSON.stringify([as, answer, edits[0]?.path]))
  return a === b
}

function placesOf({ marked }: TakeResult, mark: number): string[] {
  return (marked ?? []).flatMap((each) => (each.mark === mark ? [each.place] : []))
}
