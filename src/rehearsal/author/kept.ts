import type { Move } from '../part.ts'
import { isAmendment } from './amend.ts'
import { type Desk, open, search } from './desk.ts'
import type { Kept } from './draft.ts'
import type { Operation } from './read-page.ts'
import { nounOf, wordsOf } from './words.ts'

/** What has to be read and sent back, where a request replaces all of a thing and the caller gives only some of it. */
export function* keptBy(desk: Desk, operation: Operation): Move<Kept | undefined> {
  if (operation.method !== 'PUT' || !isReplacement(desk, operation)) return undefined
  const [reader] = yield* readerOf(desk, operation)
  if (!reader) return undefined
  const { path, names } = placeOf(operation, reader)
  return names.length === 0 ? undefined : { reader, path, names, isRest: isAmendment(desk.scene.does) }
}

function isReplacement({ overview }: Desk, { title, text }: Operation): boolean {
  return /\breplace[sd]?\b/i.test(title) || /^Body: .*\bwhole\b/m.test(text) || /\bPUT replaces\b/.test(overview)
}

function* readerOf(desk: Desk, { path, params }: Operation): Move<readonly Operation[]> {
  const isReader = (hit: { method: string; path: string }) => hit.method === 'GET' && hit.path === path
  const known = desk.hits.find(isReader)
  if (known) return yield* open(desk, 'It replaces all of it: what reads it?', [known.page])
  const last = params.findLast(({ inPath }) => inPath)
  const parts = path.split('/').filter((part) => !part.startsWith('{'))
  const noun = wordsOf(parts.at(-1) ?? '').at(-1) ?? nounOf(last?.name ?? '')
  const found = (yield* search(desk, 'It replaces all of it: how is it read?', `get one ${noun}`)).find(isReader)
  return found ? yield* open(desk, 'This reads it.', [found.page]) : []
}

/** The thing may be all that is answered, or a part of it. */
function placeOf({ body }: Operation, { answer }: Operation): Pick<Kept, 'path' | 'names'> {
  const namesIn = (fields: Operation['answer']) =>
    body.map(({ name }) => name).filter((name) => fields.some((field) => field.name === name))
  const inside = answer.map(({ name, fields }) => ({ path: [name], names: namesIn(fields) }))
  return [{ path: [], names: namesIn(answer) }, ...inside].toSorted((a, b) => b.names.length - a.names.length)[0]!
}
