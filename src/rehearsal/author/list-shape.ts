import type { Json } from '../../lib/json.ts'
import type { Desk } from './desk.ts'
import type { ListShape } from './draft.ts'
import { type Items, valueAt } from './items.ts'
import type { Field, Operation } from './read-page.ts'
import { type Shape, shapeOf } from './shape.ts'
import { wordsOf } from './words.ts'

/** What a list looks like: its items, what names them, and how it goes on. */
export function listShapeOf(desk: Desk, operation: Operation, { path, items }: Items): ListShape {
  const { answer, paging } = operation
  const field = path.length === 1 ? answer.find(({ name }) => name === path[0]) : undefined
  const item = shapeOf(items, field?.fields ?? [], field?.type.replace(/\[\]$/, '') ?? '')
  const since = sinceOf(desk, operation, item)
  const kind = kindOf(desk, operation)
  return {
    path,
    item,
    next: paging && paging.how !== 'count' ? paging.from.split('.') : undefined,
    id: idPathOf(item, items, namedBy(desk, operation)) ?? ['id'],
    ...(kind && { kind }),
    ...(since && { since }),
  }
}

/** What the operations on one thing of the list call its name: `boxId`, of `/boxes/{boxId}`. */
function namedBy({ hits }: Desk, { path }: Operation): string[] {
  const below = hits.flatMap((hit) => (hit.path.startsWith(`${path}/{`) ? [hit.path.slice(path.length + 2)] : []))
  return below.map((rest) => rest.replace(/\}.*$/, ''))
}

/** The way to what names an item: no two that were seen have the same. */
function idPathOf(item: Shape, items: readonly Json[], names: readonly string[] = []): string[] | undefined {
  const ways = waysOf(item, names)
  const isOwn = (way: readonly string[]) => {
    const values = items.map((each) => JSON.stringify(valueAt(each, way) ?? null))
    return !values.includes('null') && new Set(values).size === values.length
  }
  return ways.find(isOwn) ?? ways[0]
}

/** The likeliest first: ids, what ends like one, ids within; then what is always there and a text. */
function waysOf(item: Shape, names: readonly string[], depth = 0): string[][] {
  if (item.kind !== 'object') return []
  const plain = item.members.filter(({ shape }) => shape.kind === 'text' || shape.kind === 'number')
  const named = (pattern: RegExp) => plain.filter(({ name }) => pattern.test(name))
  const top = (members: readonly { name: string }[]) => members.map(({ name }) => [name])
  const own = [
    ...named(/^_?id$/),
    ...plain.filter(({ name }) => names.includes(name)),
    ...named(/^(ts|key|uuid|guid)$/i),
    ...named(/(_id|Id|ID)$/),
  ]
  if (depth > 0) return top(own)
  const inside = item.members.flatMap(({ name, shape }) => waysOf(shape, names, 1).map((way) => [name, ...way]))
  const texts = plain.filter(({ shape, always }) => always && shape.kind === 'text')
  return [...top(own), ...inside, ...top([...named(/^(name|email)$/), ...texts])]
}

/** `A crate is a box with the build \`slatted\``: who wants crates wants those of the boxes. */
function kindOf({ overview, intent }: Desk, { path, page }: Operation): ListShape['kind'] {
  const told = [...overview.matchAll(/\bAn? (\w+) is an? (\w+) with the (\w+) `([^`]+)`/g)]
  const listed = new Set(wordsOf(`${path} ${page}`))
  const found = told.find(([, kind = '', whole = '']) => {
    return intent.name.includes(wordsOf(kind)[0] ?? '') && listed.has(wordsOf(whole)[0] ?? '')
  })
  return found && { member: found[3]!, value: found[4]! }
}

/** Where only what has changed is wanted from the second time on, and the list can be asked for that. */
function sinceOf({ scene }: Desk, { params, body }: Operation, item: Shape): ListShape['since'] {
  if (!/\bonly (?:those|that|what|the ones)\b.*\bchanged\b|\bchanged since\b/i.test(scene.does)) return undefined
  const field = [...params, ...body].find(isSince)
  if (!field || item.kind !== 'object') return undefined
  const own = wordsOf(field.name).filter((word) => !/^(since|after|from|min|time|at)$/.test(word))
  const changes = ({ name }: { name: string }) =>
    wordsOf(name).some((word) => own.includes(word)) || /updat|modif|chang/i.test(name)
  const member = item.members.find((each) => changes(each) && each.shape.kind === 'text')
  const place = params.includes(field) ? 'query' : 'body'
  return member && { param: field.name, place, member: member.name }
}

function isSince({ name, type, text }: Field): boolean {
  if (!/^(string|date-time)$/.test(type)) return false
  const isTold = /\b(chang|updat|modif)\w*\b.*\b(since|after|not before)\b/i.test(text)
  return /since$/i.test(name) || /(updated|modified|changed)_?(after|since|from|min)/i.test(name) || isTold
}
