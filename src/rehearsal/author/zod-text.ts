import type { Member, Shape } from './shape.ts'

/** How much of a big object is worth handing on. */
const mostMembers = { 0: 14, 1: 8, 2: 6 } as const

/** The zod schema of a shape, as text. `pad` is the indentation of the line that it begins in. */
export function zodText(shape: Shape, pad = '', depth = 0): string {
  switch (shape.kind) {
    case 'text':
      return 'z.string()'
    case 'number':
      return 'z.number()'
    case 'switch':
      return 'z.boolean()'
    case 'anything':
      return 'z.unknown()'
    case 'either':
      return `z.union([${shape.of.map((each) => zodText(each, pad, depth)).join(', ')}])`
    case 'list':
      return `z.array(${zodText(shape.of, pad, depth)})`
    case 'map':
      return `z.record(z.string(), ${zodText(shape.of, pad, depth)}${shape.of.kind === 'anything' ? '' : '.nullable()'})`
    case 'object':
      return objectText(shape.members, pad, depth)
  }
}

function objectText(members: readonly Member[], pad: string, depth: number): string {
  const kept = worthKeeping(members, depth)
  if (kept.length === 0) return 'z.looseObject({})'
  const lines = kept.map((member) => `${pad}  ${keyText(member.name)}: ${memberText(member, `${pad}  `, depth)},\n`)
  return `z.object({\n${lines.join('')}${pad}})`
}

function memberText(member: Member, pad: string, depth: number): string {
  const loose = /^(id|key)$/.test(member.name) && member.always ? '' : '.nullish()'
  return `${zodText(member.shape, pad, depth + 1)}${loose}${described(member.text)}`
}

/** The first sentence of what the reference says. */
export function described(text: string | undefined): string {
  const sentence = /^[^.\n]{4,140}/.exec(text ?? '')?.[0]?.trim()
  return sentence ? `.describe(${JSON.stringify(`${sentence}.`)})` : ''
}

function isName({ name, shape }: Member): boolean {
  return /^(id|key)$|(_id|Id|ID)$/.test(name) && (shape.kind === 'text' || shape.kind === 'number')
}

/** Names first, then what is always there, plain before nested; nothing that says nothing. */
export function worthKeeping(members: readonly Member[], depth: number): Member[] {
  const most = depth === 0 ? mostMembers[0] : depth === 1 ? mostMembers[1] : mostMembers[2]
  const telling = members.filter(({ name, shape }) => {
    if (/^(etag|kind|__proto__|constructor|prototype)$/.test(name) || shape.kind === 'anything') return false
    return depth < 2 || isPlain(shape)
  })
  const rank = (member: Member) => (isName(member) ? 0 : 4) + (member.always ? 0 : 2) + (isPlain(member.shape) ? 0 : 1)
  const chosen = new Set(telling.toSorted((a, b) => rank(a) - rank(b)).slice(0, most))
  return members.filter((member) => chosen.has(member))
}

function isPlain(shape: Shape): boolean {
  return shape.kind === 'text' || shape.kind === 'number' || shape.kind === 'switch' || shape.kind === 'either'
}

/** A name as a key of an object. */
export function keyText(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : `'${name.replaceAll("'", String.raw`\'`)}'`
}

/** A way into a value: `page.paging?.next?.after`. */
export function pathText(root: string, path: readonly string[]): string {
  return path.reduce((text, name, at) => {
    const isPlainName = /^[A-Za-z_$][\w$]*$/.test(name)
    if (at === 0) return isPlainName ? `${text}.${name}` : `${text}[${JSON.stringify(name)}]`
    return isPlainName ? `${text}?.${name}` : `${text}?.[${JSON.stringify(name)}]`
  }, root)
}

/** A schema for the places that are read of an answer, and nothing else. */
export function placesText(
  places: readonly { readonly path: readonly string[]; readonly text: string }[],
  pad = '',
): string {
  const names = [...new Set(places.map(({ path }) => path[0]!))]
  const lines = names.map((name) => {
    const below = places.filter(({ path }) => path[0] === name).map(({ path, text }) => ({ path: path.slice(1), text }))
    const here = below.find(({ path }) => path.length === 0)
    return `${pad}  ${keyText(name)}: ${here ? here.text : `${placesText(below, `${pad}  `)}.nullish()`},\n`
  })
  return `z.object({\n${lines.join('')}${pad}})`
}
