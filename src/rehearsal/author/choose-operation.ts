import { type Move } from '../part.ts'
import { aliased, fit, ranked } from './choose.ts'
import { type Desk, open, search } from './desk.ts'
import { demandedBy, isReference, isTalk } from './fields.ts'
import { choicesIn } from './made-up.ts'
import type { Field, Operation } from './read-page.ts'
import { sourceOf } from './source.ts'
import { memberOf } from './union.ts'

/** The operations that may do what the sentence says, likeliest first: searched for, and chosen by their pages. */
export function* chooseOperation(desk: Desk): Move<readonly Operation[]> {
  const { does, name } = desk.scene
  const { intent } = desk
  const said = name.replaceAll('-', ' ')
  const words = [...new Set([...intent.name, ...intent.sentence])].join(' ')
  const nouns = intent.name.filter((word) => intent.sentence.includes(word) && word !== intent.verb).slice(0, 2)
  yield* search(
    desk,
    'What does the reference have for this?',
    does,
    said,
    words,
    said.replace(/^\w+ /, ''),
    ...nouns.map((noun) => `list ${noun}s`),
  )
  const own = [aliased(does, desk.aliases), aliased(said, desk.aliases)].filter(
    (query) => query !== does && query !== said,
  )
  if (own.length > 0) yield* search(desk, 'It calls that by another name; once more with its own words.', ...own)
  const candidates = ranked(desk.hits, intent, desk.aliases).slice(0, 6)
  const pages = yield* open(
    desk,
    'These look right; let me read them.',
    candidates.map(({ page }) => page),
  )
  const scored = pages.map((operation) => {
    const rank = candidates.find(({ page }) => page === operation.page)?.fits ?? 0
    return { operation, fits: rank + fit(operation, intent, desk.aliases) - (isSearch(desk, operation) ? 6 : 0) }
  })
  const best = scored.toSorted((a, b) => b.fits - a.fits)
  const close = best.filter(({ fits }) => fits > best[0]!.fits - 2.5).map(({ operation }) => operation)
  const likely = intent.isList
    ? [...close.filter((each) => !isOnlyWay(each, close)), ...close.filter((each) => isOnlyWay(each, close))]
    : close
  const member = yield* memberOf(desk, [...likely, ...pages.filter((page) => !likely.includes(page))])
  return member ? [member, ...likely] : likely
}

/** What another one says it takes a value from is the way to that one. */
function isOnlyWay({ page }: Operation, others: readonly Operation[]): boolean {
  return others.some((other) => demandedBy(other).some((field) => sourceOf(field, other) === page))
}

/** Nobody has a copy of everything who has to say in words of his own what he looks for. */
function isSearch({ scene }: Desk, operation: Operation): boolean {
  const isOwn = (field: Field) => !isReference(field) && !isTalk(field.name) && choicesIn(field).length === 0
  return scene.kind === 'sync' && demandedBy(operation).some((field) => field.type === 'string' && isOwn(field))
}
