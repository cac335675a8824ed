import type { Move } from '../part.ts'
import { type Hit, fit, ranked } from './choose.ts'
import { type Desk, open, search } from './desk.ts'
import { collectionOf, nounsOf, samePath } from './find.ts'
import { intentOf } from './intent.ts'
import type { Field, Operation } from './read-page.ts'
import { makingMember } from './union.ts'
import { wordsOf } from './words.ts'

/** The operation that makes a thing of the sort that a field names. */
export function* makerOf(desk: Desk, operation: Operation, field: Field): Move<Operation | undefined> {
  const collection = collectionOf(operation, field)
  const atPath = ({ method, path }: Hit) => method === 'POST' && samePath(path, collection)
  const [noun = ''] = nounsOf(field, operation, desk)
  const member = operation.wrap && !field.inPath ? yield* makingMember(desk, operation, noun) : undefined
  if (member) return member
  const known = desk.hits.find(atPath)
  if (known) return (yield* open(desk, 'This makes one.', [known.page]))[0]
  const own = desk.aliases.get(noun) ?? noun
  const queries = [`create a ${noun}`, `send a ${noun}`, ...(own === noun ? [] : [`create a ${own}`])]
  const hits = yield* search(desk, `How is a new ${noun} made?`, ...queries)
  const exact = hits.find(atPath)
  if (exact) return (yield* open(desk, 'This makes one.', [exact.page]))[0]
  if (collection) return undefined
  const wish = intentOf(`create-${noun}`, `Create a ${noun}.`, 'action')
  const ofNoun = ({ page }: { page: string }) => [noun, own].includes(wordsOf(page.split('.').at(-2) ?? '').join(''))
  const all = desk.hits.filter((hit) => hits.includes(hit) || ofNoun(hit))
  const makers = ranked(all, wish, desk.aliases).filter(({ method }) => method === 'POST')
  const pages = yield* open(
    desk,
    'One of these makes one.',
    makers.slice(0, 3).map(({ page }) => page),
  )
  const fits = (page: Operation) =>
    fit(page, wish, desk.aliases) + (makers.find((hit) => hit.page === page.page)?.fits ?? 0) + (ofNoun(page) ? 3 : 0)
  return pages.toSorted((a, b) => fits(b) - fits(a))[0]
}

/** What does the opposite, so that there is something to undo: `things.add` for `things.remove`, `lock` for `unlock`. */
export function* counterpartOf(desk: Desk, { page, path, method }: Operation): Move<Operation | undefined> {
  const prefix = page.replace(/[^.]+$/, '')
  const last = page.slice(prefix.length)
  const undone = /^un(\w{3,})$/.exec(last)?.[1]
  const wanted = /clear$/i.test(last)
    ? ['append', 'add', 'create']
    : undone
      ? [undone]
      : /^(remove|delete|stop|kick)$/.test(last)
        ? ['add', 'create', 'insert', 'start', 'invite']
        : []
  if (wanted.length === 0) return undefined
  const hits = desk.hits.concat(
    yield* search(desk, 'There must be something to undo first.', `${wanted[0]} ${prefix.replaceAll('.', ' ')}`),
  )
  const found = hits.find(
    (hit) => wanted.some((word) => hit.page === `${prefix}${word}`) && (hit.path !== path || hit.method !== method),
  )
  return found && (yield* open(desk, 'This does it.', [found.page]))[0]
}
