import { parseSync } from 'oxc-parser'

/** Where the work of a function can be changed without knowing what it does. Each change gives the whole source. */
export interface ExecPlaces {
  /** The name of the input, where exec takes one as a whole. */
  readonly input: string | undefined
  /** Puts the body of exec into something else. */
  wrap(around: (body: string) => string): string
  /** Puts a statement before the body of exec. */
  intoBody(statement: string): string
  /** For each loop over pages: puts a statement at the end of its body. */
  readonly afterEachPage: readonly ((statement: string) => string)[]
  /** For each call that saves records: changes what is saved. */
  readonly savedRecords: readonly ((change: (records: string) => string) => string)[]
}

interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [field: string]: unknown
}

/** Undefined where there is no exec with a body. The source was read before by a parser in a box, and broke it not. */
export function execPlacesIn(source: string): ExecPlaces | undefined {
  const nodes = [...nodesBelow(parseSync('function.ts', source).program as unknown as Node)]
  const exec = nodes.find((node) => node.type === 'Property' && nameOf(node['key']) === 'exec')?.['value']
  const body = isNode(exec) && isNode(exec['body']) ? exec['body'] : undefined
  if (!isNode(exec) || body?.type !== 'BlockStatement') return undefined
  const [from, to] = [body.start + 1, body.end - 1]
  const put = (start: number, end: number, text: string) => source.slice(0, start) + text + source.slice(end)
  const loops = nodes.filter(isLoopOverPages)
  return {
    input: nameOf((exec['params'] as unknown[])[1]),
    wrap: (around) => put(from, to, `\n    ${around(source.slice(from, to))}\n  `),
    intoBody: (statement) => put(from, from, `\n    ${statement}`),
    afterEachPage: loops.flatMap((loop) => {
      const inside = isNode(loop['body']) && loop['body'].type === 'BlockStatement' ? loop['body'] : undefined
      return inside ? [(statement: string) => put(inside.end - 1, inside.end - 1, `  ${statement}\n    `)] : []
    }),
    savedRecords: nodes.filter(isSaving).flatMap((call) => {
      const [records] = call['arguments'] as Node[]
      if (!records) return []
      const text = source.slice(records.start, records.end)
      return [(change: (records: string) => string) => put(records.start, records.end, change(text))]
    }),
  }
}

/** One that asks again and again: over what `paginate` gives, or until there is no next page. */
function isLoopOverPages(node: Node): boolean {
  if (node.type === 'ForOfStatement') return node['await'] === true
  const loop = /^(While|DoWhile|For)Statement$/.test(node.type) ? node['body'] : undefined
  return isNode(loop) && [...nodesBelow(loop)].some(({ type }) => type === 'AwaitExpression')
}

function isSaving(node: Node): boolean {
  const callee = node.type === 'CallExpression' ? node['callee'] : undefined
  return isNode(callee) && callee.type === 'MemberExpression' && nameOf(callee['property']) === 'batchSave'
}

function* nodesBelow(node: Node): Generator<Node> {
  yield node
  for (const value of Object.values(node)) {
    const values: readonly unknown[] = Array.isArray(value) ? value : [value]
    for (const inner of values) if (isNode(inner)) yield* nodesBelow(inner)
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Partial<Node>).type === 'string'
}

function nameOf(value: unknown): string | undefined {
  return isNode(value) && value.type === 'Identifier' ? String(value['name']) : undefined
}
