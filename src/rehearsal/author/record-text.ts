import type { ListShape } from './draft.ts'
import { nextPlaces } from './next-places.ts'
import { type Level, nameAt } from './level.ts'
import { keyText, placesText, zodText } from './zod-text.ts'

/** The schemas of what is read of items, and of the records that are made of them. */
export function recordSchemas(roots: readonly (readonly Level[])[], model: string): string {
  const all = roots.flatMap((levels) => levels.map((level, depth) => ({ levels, level, depth })))
  const saved = all.find(({ level }) => level.isSaved)!
  const own = all.filter(({ level }) => level.isSaved).flatMap(({ levels, depth }) => usedOf(levels, depth))
  const item = withMembers(zodText(saved.level.list.item, '', 0), own)
  const others = all.flatMap(({ levels, level, depth }) => {
    if (level.isSaved) return []
    const schema = level.into === undefined ? placesText(usedOf(levels, depth)) : zodText(level.list.item)
    return [`const ${schemaOf(level, depth)} = ${schema}\n\n`]
  })
  const into = all.flatMap(({ level }) =>
    level.into === undefined ? [] : [`  ${keyText(level.into)}: z.array(Entry),\n`],
  )
  return `${others.join('')}const Item = ${item}\n\nconst ${model} = ${recordText(item, [...keptLines(roots), ...into])}\n\n`
}

/** The schema of one page of a list. */
export function pageSchema(level: Level, part: number, depth: number): string {
  const { list, draft } = level
  const item = schemaOf(level, depth)
  const places = [{ path: list.path, text: `z.array(${item}).nullish()` }, ...nextPlaces(draft.operation, list).places]
  const schema = list.path.length > 0 ? placesText(places) : `z.array(${item})`
  return `const ${pageName(part, depth)} = ${schema}\n\n`
}

export function pageName(part: number, depth: number): string {
  const name = nameAt(depth, 'page')
  return `${part === 0 ? '' : 'Other'}${name[0]!.toUpperCase()}${name.slice(1)}`
}

function schemaOf({ isSaved, into }: Level, depth: number): string {
  return isSaved ? 'Item' : into === undefined ? `Outer${depth === 0 ? '' : depth + 1}` : 'Entry'
}

/** What the outer items are called that only lead to an item: it belongs to the item, too. */
export function keptOf(levels: readonly Level[], depth: number): { readonly name: string; readonly code: string }[] {
  return levels.slice(0, depth).flatMap(({ isSaved }, at) => {
    const bound = levels[at + 1]!.draft.args.find(({ code }) => code !== undefined)
    return isSaved || bound?.code === undefined ? [] : [{ name: bound.field.name, code: bound.code }]
  })
}

/** What an item is called by itself, where its id had to become another one. */
export function ownIdName({ path, id }: ListShape): string | undefined {
  return id.length === 1 && id[0] === 'id' ? `${(path.at(-1) ?? 'item').replace(/s$/, '')}Id` : undefined
}

function keptLines(roots: readonly (readonly Level[])[]): string[] {
  return roots.flatMap((levels) =>
    levels.flatMap((level, depth) => {
      const kept = level.isSaved ? keptOf(levels, depth) : []
      const own = kept.length > 0 ? ownIdName(level.list) : undefined
      return [...kept.map(({ name }) => name), ...(own === undefined ? [] : [own])].map(
        (name) => `  ${keyText(name)}: z.string(),\n`,
      )
    }),
  )
}

interface Used {
  readonly path: readonly string[]
  readonly text: string
}

/** The members of an item without which nothing could be gone on with. */
function usedOf(levels: readonly Level[], depth: number): Used[] {
  const { list, only, errand, isSaved } = levels[depth]!
  const bound = [...levels.slice(depth + 1).flatMap(({ draft }) => draft.args), ...(errand?.draft.args ?? [])]
  const start = `${nameAt(depth, 'item')}.`
  const names = bound.flatMap(({ code, shape }) =>
    code?.startsWith(start) ? [{ path: [code.slice(start.length)], text: zodText(shape) }] : [],
  )
  const counts = only.map(({ member }) => ({ path: [member], text: 'z.number().nullish()' }))
  const flags = [...(errand?.only.map(({ member }) => member) ?? []), ...(errand?.already ? [errand.already] : [])]
  const checked = flags.map((member) => ({ path: [member], text: 'z.boolean().nullish()' }))
  const kind = list.kind ? [{ path: [list.kind.member], text: 'z.string().nullish()' }] : []
  const all = [...names, ...counts, ...checked, ...kind]
  const whole = all.length > 0 || isSaved ? all : [{ path: list.id, text: 'z.string()' }]
  return whole.filter((each, at) => whole.findIndex(({ path }) => path[0] === each.path[0]) === at)
}

/** Some members of a big object are left out; those that are needed are put in again. */
function withMembers(text: string, used: readonly Used[]): string {
  return used.reduce((schema, { path: [name = ''], text: member }) => {
    const line = new RegExp(`^ {2}${name}: .*$`, 'm')
    if (!line.test(schema)) return schema.replace('{\n', `{\n  ${keyText(name)}: ${member},\n`)
    return member.includes('nullish') ? schema : schema.replace(line, `  ${keyText(name)}: ${member},`)
  }, text)
}

/** The item with an id that is a text. */
function recordText(item: string, more: readonly string[]): string {
  const text = /^ {2}id: /m.test(item)
    ? item.replace(/^ {2}id: z\.\w+\(\)/m, '  id: z.string()')
    : item.replace('{\n', '{\n  id: z.string(),\n')
  const fresh = [...new Set(more)].filter((line) => !text.includes(`\n  ${line.trim().split(':')[0]}: `))
  return text.replace(/\}\)$/, `${fresh.join('')}})`)
}
