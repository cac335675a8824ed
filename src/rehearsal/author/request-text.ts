import type { Json } from '../../lib/json.ts'
import type { Argument, Draft } from './draft.ts'
import type { Wrapped } from './read-page.ts'
import { keyText } from './zod-text.ts'

/** Values that only the code has, such as the cursor of a loop: name in the request → expression and its condition. */
export interface Extra {
  readonly name: string
  readonly place: 'query' | 'body'
  readonly code: string
  /** Sent only if this holds. */
  readonly when?: string
}

export interface RequestText {
  /** Code of the whole path of a next page, where the API names it so; it has its query in it. */
  readonly link?: string
  /** The object that holds the arguments: `input` or `metadata`. */
  readonly from: string
  readonly extras: readonly Extra[]
  readonly pad: string
  /** What the answer is called: `response`, if nothing else is said. */
  readonly as?: string
}

/** `const response = await nango.get({ … })`, with the page's name above it. */
export function requestText(
  { operation, args, fixed, kept }: Draft,
  { from, extras, pad, link, as = 'response' }: RequestText,
): string {
  const method = operation.method.toLowerCase()
  const endpoint = endpointText(operation.path, args, from)
  const entries = (place: 'query' | 'body') => [
    ...fixed.filter((each) => each.place === place).map(({ name, value }) => `${keyText(name)}: ${literal(value)}`),
    ...args
      .filter((arg) => arg.place === place)
      .map((arg) => entry(arg, from, place === 'query' ? inQuery(arg, from) : valueOf(arg, from))),
    ...extras.filter((extra) => extra.place === place).map(extraEntry),
  ]
  const params = objectLine('params', entries('query'))
  const sent = [...(kept ? ['...kept'] : []), ...entries('body')]
  const headers = Object.entries(operation.headers).map(([name, value]) => `${keyText(name)}: ${literal(value)}`)
  const lines = [
    `endpoint: ${link ? `${link} || ${endpoint}` : endpoint},`,
    ...(link ? params.map((line) => `...(!${link} && { ${line.slice(0, -1)} }),`) : params),
    ...(dataLines(operation, args, from) ?? objectLine('data', sent)),
    ...objectLine('headers', headers),
    ...(method === 'get' ? ['retries: 3,'] : []),
  ]
  const body = lines.flatMap((line) => line.split('\n')).map((line) => `${pad}  ${line}\n`)
  return `${pad}// ${operation.page}: ${operation.method} ${operation.path}\n${pad}const ${as} = await nango.${method}({\n${body.join('')}${pad}})\n`
}

function objectLine(name: string, entries: readonly string[]): string[] {
  return entries.length === 0 ? [] : [`${name}: {\n${entries.map((each) => `  ${each},\n`).join('')}},`]
}

/** What is sent, where it is no object of what is given. */
function dataLines({ wrap, raw }: Draft['operation'], args: readonly Argument[], from: string): string[] | undefined {
  if (wrap) return [wrappedLine(wrap, args, from)]
  const whole = args.find(({ field }) => field.name === raw)
  return whole && [`data: ${valueOf(whole, from)},`]
}

/** A list of one change, with what is given where it belongs. */
function wrappedLine(
  { path: [list, member], leaves }: NonNullable<Draft['operation']['wrap']>,
  args: readonly Argument[],
  from: string,
): string {
  const given = (name: string) => {
    const arg = args.find(({ field }) => field.name === name)
    return arg ? valueOf(arg, from) : `${from}.${name}`
  }
  const groups = [...new Set(leaves.map(({ path }) => (path.length > 1 ? path[0]! : '')))]
  const code = ({ name, fixed, after }: Wrapped) =>
    fixed !== undefined ? literal(fixed) : after === undefined ? given(name) : `${given(after)} + 1`
  const members = groups.map((group) => {
    const own = leaves.filter(({ path }) => (path.length > 1 ? path[0] : '') === group)
    const text = own.map((leaf) => `${keyText(leaf.name)}: ${code(leaf)}`).join(', ')
    return group === '' ? text : `${keyText(group)}: { ${text} }`
  })
  return `data: { ${keyText(list)}: [{ ${keyText(member)}: { ${members.join(', ')} } }] },`
}

function endpointText(path: string, args: readonly Argument[], from: string): string {
  const text = path.replaceAll(/\{([^}]+)\}/g, (whole, name: string) => {
    const arg = args.find(({ field, place }) => place === 'path' && field.name === name)
    return arg
      ? `\${encodeURIComponent(${arg.shape.kind === 'text' ? valueOf(arg, from) : `String(${valueOf(arg, from)})`})}`
      : whole
  })
  return text.includes('${') ? `\`${text}\`` : `'${text}'`
}

function entry(arg: Argument, from: string, code: string): string {
  const key = keyText(arg.field.name)
  return arg.isRequired ? `${key}: ${code}` : `...(${valueOf(arg, from)} !== undefined && { ${key}: ${code} })`
}

function extraEntry({ name, code, when }: Extra): string {
  return when ? `...(${when} && { ${keyText(name)}: ${code} })` : `${keyText(name)}: ${code}`
}

function inQuery(arg: Argument, from: string): string {
  const value = valueOf(arg, from)
  if (arg.shape.kind === 'list') return `${value}.join(',')`
  return arg.shape.kind === 'text' || arg.shape.kind === 'number' ? value : `String(${value})`
}

function valueOf({ field: { name }, code }: Argument, from: string): string {
  if (code !== undefined) return code
  return /^[A-Za-z_$][\w$]*$/.test(name) ? `${from}.${name}` : `${from}[${JSON.stringify(name)}]`
}

function literal(value: Json): string {
  return typeof value === 'string'
    ? `'${value.replaceAll('\\', '\\\\').replaceAll("'", String.raw`\'`)}'`
    : JSON.stringify(value)
}
