import { isJsonObject } from '../../lib/json.ts'
import type { Move } from '../part.ts'
import type { Desk } from './desk.ts'
import { demandedBy } from './fields.ts'
import { intentOf } from './intent.ts'
import type { Condition, Errand } from './level.ts'
import { likelyPages } from './likely-pages.ts'
import { type ReadList, argumentOf, boundBy } from './read-list.ts'
import { wordsOf } from './words.ts'

/** What is to be done with each item before it is gone on with, and with which of them. */
export function* errandOf(desk: Desk, clause: string, outer: ReadList): Move<Errand | undefined> {
  const noun = wordsOf(outer.list.path.at(-1) ?? '').at(-1) ?? 'thing'
  const [verb = ''] = wordsOf(clause)
  const wish = intentOf(`${verb}-${noun}`, `${clause.split(' ')[0]} a ${noun}.`, 'action')
  const pages = yield* likelyPages(desk, `And how does one ${verb}?`, [`${verb} a ${noun}`, `${verb} ${noun}`], wish)
  const page = pages.find(
    (each) =>
      each.method !== 'GET' &&
      demandedBy(each).length > 0 &&
      demandedBy(each).every((field) => boundBy(desk, each, field, [outer])),
  )
  if (!page) return undefined
  const { known } = outer.found[0]!
  const args = demandedBy(page).map((field) => {
    const arg = argumentOf(page, field, known, boundBy(desk, page, field, [outer])?.code)
    return { ...arg, shape: { kind: 'text' } as const }
  })
  const flags = flagsOf(outer)
  const already = flags.find((name) => isStateOf(verb, name))
  const errors = (/^Errors: (.*)$/m.exec(page.text)?.[1] ?? '').split(', ')
  const refused = flags.filter((name) => name !== already && errors.includes(name))
  const open = flags.filter((name) => name !== already && !refused.includes(name))
  return {
    draft: { operation: page, args, fixed: [], envelope: desk.envelope },
    only: [...saidOf(clause, open), ...refused.map((member) => ({ member, is: 'not true' }) as const)],
    ...(already && { already }),
  }
}

/** Members that are true or false. */
function flagsOf({ found }: ReadList): string[] {
  const names = found.flatMap(({ item }) => (isJsonObject(item) ? Object.entries(item) : []))
  return [...new Set(names.flatMap(([name, value]) => (typeof value === 'boolean' ? [name] : [])))]
}

function stateIn(flag: string): string {
  return wordsOf(flag)
    .filter((word) => word !== 'is')
    .join(' ')
}

/** Who joins is a member; what one opens is open or opened. */
function isStateOf(verb: string, flag: string): boolean {
  const states = [verb, `${verb}ed`, `${verb}d`, ...(/^(join|enter)$/.test(verb) ? ['member'] : [])]
  return states.includes(stateIn(flag))
}

const opposites: readonly (readonly [string, string])[] = [
  ['public', 'private'],
  ['open', 'closed'],
  ['open', 'locked'],
  ['active', 'archived'],
  ['active', 'disabled'],
  ['visible', 'hidden'],
  ['new', 'old'],
]

/** `Every public one`, where an item says whether it is public, or whether it is private. */
function saidOf(clause: string, flags: readonly string[]): Condition[] {
  return wordsOf(clause).flatMap((word): Condition[] => {
    const own = flags.find((flag) => stateIn(flag) === word)
    if (own) return [{ member: own, is: 'true' }]
    const others = opposites.flatMap(([a, b]) => (a === word ? [b] : b === word ? [a] : []))
    const other = flags.find((flag) => others.includes(stateIn(flag)))
    return other ? [{ member: other, is: 'not true' }] : []
  })
}
