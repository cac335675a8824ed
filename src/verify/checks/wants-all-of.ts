import type { Interaction } from '../../plan/interaction.ts'
import type { Answer, Scene } from '../replay/boxed/job.ts'
import { type Path, leavesOf } from '../replay/boxed/leaves.ts'

export interface Asked {
  readonly answer: Answer
  /** What an entry of a list of this answer would have to have. */
  readonly place: Path
  readonly input: Pick<Scene, 'input' | 'metadata'>
}

/**
 * Whether a person who wrote this sentence wants every entry of the list: the sentence calls them by a bare name, which is
 * what the API calls them too, and says no more of them. In doubt it does not: any further word may say which are wanted.
 */
export function wantsAllOf({ does, name }: Interaction, { answer, place, input }: Asked): boolean {
  const things = bareName.exec(does)?.[1]
  if (things === undefined || restricts.test(does)) return false
  const entry = place.findIndex((key) => typeof key === 'number')
  const listed = new Set(stemsIn([answer.endpoint, ...place.slice(0, entry)].join(' ')))
  const [, ...words] = stemsIn(name)
  const isTheirName = words.length === 1 && listed.has(words[0]!)
  if (!isTheirName && !stemsIn(things).some((stem) => listed.has(stem))) return false
  const given = leavesOf([input.input ?? null, input.metadata ?? null]).map(({ path }) => path.join(' '))
  const said = new Set(stemsIn([does, name, ...given].join(' ')))
  return !stemsIn(place.slice(entry + 1).join(' ')).some((stem) => said.has(stem))
}

/** "Keep a copy of all events of a calendar", "List the contacts, a page at a time". */
const bareName =
  /^\p{L}+ (?:(?:a|the) \p{L}+ of )??(?:all(?: (?:of )?the)?|every|each|the) (\p{L}+)(?:$|[.,;:]| (?:of|in|on) )/iu

const restricts =
  /\b(with|without|that|which|who|whose|whom|where|when|if|only|just|but|except|excluding|including|not|no|non|having|have|has|given|chosen|fit|fits|match|matches|matching|since|until|before|after|between)\b/i

/** The first letters of each word, however the words are put together. */
function stemsIn(text: string): string[] {
  const words = text.replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2').match(/\p{L}{3,}/gu) ?? []
  return words.map((word) => word.toLowerCase().slice(0, 4))
}
