import { type Comment, parseSync } from 'oxc-parser'

/** A node of the syntax tree, as loosely as a walk needs it. */
export interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [field: string]: unknown
}

/** A function's source, read but never run. */
export interface ParsedFunction {
  readonly text: string
  readonly program: Node
  readonly comments: readonly Comment[]
  /** The first thing that no parser could read, if there is one. */
  readonly error?: string
  lineOf(offset: number): number
  /** The line, trimmed, on which something stands. */
  quoteAt(offset: number): string
}

export function parseFunction(text: string): ParsedFunction {
  const { program, comments, errors } = parseSync('function.ts', text)
  const lines = text.split('\n')
  const ends = [...text.matchAll(/\n/g)].map(({ index }) => index)
  const lineOf = (offset: number) => endsBefore(ends, offset) + 1
  const error = errors[0]?.message
  return {
    text,
    program: program as unknown as Node,
    comments,
    ...(error === undefined ? {} : { error }),
    lineOf,
    quoteAt: (offset) => (lines[lineOf(offset) - 1] ?? '').trim().slice(0, 200),
  }
}

/** How many of them, in order, are before it; by halves, since it is asked of every literal of a source. */
function endsBefore(ends: readonly number[], offset: number): number {
  let [low, high] = [0, ends.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (ends[middle]! < offset) low = middle + 1
    else high = middle
  }
  return low
}

/** Every node of code, outermost first, with those that contain it (nearest last). Types are no code and are left out. */
export function* nodesOf(node: Node, around: readonly Node[] = []): Generator<readonly [Node, readonly Node[]]> {
  yield [node, around]
  const inside = [...around, node]
  for (const child of childrenOf(node)) yield* nodesOf(child, inside)
}

function childrenOf(node: Node): Node[] {
  return Object.values(node).flatMap((value) => {
    const values: readonly unknown[] = Array.isArray(value) ? value : [value]
    return values.filter((inner): inner is Node => isNode(inner) && !isType(inner))
  })
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Partial<Node>).type === 'string'
}

function isType({ type }: Node): boolean {
  return type.startsWith('TS') && !wrappers.has(type)
}

const wrappers = new Set([
  'TSAsExpression',
  'TSNonNullExpression',
  'TSSatisfiesExpression',
  'TSTypeAssertion',
  'TSInstantiationExpression',
])

/** The expression without the casts, brackets and assertions round it. */
export function bare(node: Node): Node {
  const inner = node['expression']
  return isWrapper(node) && isNode(inner) ? bare(inner) : node
}

export function isWrapper({ type }: Node): boolean {
  return wrappers.has(type) || type === 'ParenthesizedExpression' || type === 'ChainExpression'
}

export function child(node: Node, field: string): Node | undefined {
  const value = node[field]
  return isNode(value) ? value : undefined
}

export function children(node: Node, field: string): readonly Node[] {
  const value = node[field]
  return Array.isArray(value) ? value.filter(isNode) : []
}

export function nameOf(node: Node | undefined): string | undefined {
  return node?.type === 'Identifier' && typeof node['name'] === 'string' ? node['name'] : undefined
}

/** The text of an expression that is one whatever happens: a literal, a template without values, or a sum of such. */
export function constantText(node: Node | undefined): string | undefined {
  if (!node) return undefined
  const inner = bare(node)
  if (inner.type === 'Literal') return typeof inner['value'] === 'string' ? inner['value'] : undefined
  if (inner.type === 'TemplateLiteral') {
    const parts = children(inner, 'quasis').map((part) => (part['value'] as { cooked?: string }).cooked ?? '')
    const between = children(inner, 'expressions').map(constantText)
    if (between.includes(undefined)) return undefined
    return parts.map((part, index) => part + (between[index] ?? '')).join('')
  }
  if (inner.type !== 'BinaryExpression' || inner['operator'] !== '+') return undefined
  const left = constantText(child(inner, 'left'))
  const right = constantText(child(inner, 'right'))
  return left === undefined || right === undefined ? undefined : left + right
}

/** The name by which a member expression asks for a member; undefined where it is computed while running. */
export function memberName(node: Node): string | undefined {
  const property = child(node, 'property')
  return node['computed'] === true ? constantText(property) : nameOf(property)
}
