import { type Node, parseSync } from 'oxc-parser'
import { operators } from './operators.ts'

/** One change of a source text. */
export interface Mutation {
  /** What kind of change it is, such as `swap a comparison`. */
  readonly operator: string
  readonly start: number
  readonly end: number
  readonly text: string
}

/** A node and those that it is in, the nearest first. */
export interface Site {
  readonly node: Node
  readonly within: readonly Node[]
  readonly textOf: (node: { readonly start: number; readonly end: number }) => string
}

/** Every change that an operator knows for a source, in the order of the text. */
export function mutationsOf(file: string, source: string): Mutation[] {
  const { program } = parseSync(file, source)
  const textOf: Site['textOf'] = ({ start, end }) => source.slice(start, end)
  const found: Mutation[] = []
  walk(program, [], (node, within) => {
    for (const [operator, change] of Object.entries(operators)) {
      const changed = change({ node, within, textOf })
      if (changed && textOf(changed) !== changed.text) found.push({ operator, ...changed })
    }
  })
  return found.toSorted((one, other) => one.start - other.start)
}

export function mutated(source: string, { start, end, text }: Mutation): string {
  return source.slice(0, start) + text + source.slice(end)
}

function walk(node: Node, within: readonly Node[], visit: (node: Node, within: readonly Node[]) => void): void {
  // Types are gone before the source runs.
  if (node.type.startsWith('TS') && !expressions.has(node.type)) return
  if (node.type === 'ImportDeclaration') return
  visit(node, within)
  for (const child of Object.values(node) as unknown[]) {
    for (const one of Array.isArray(child) ? child : [child]) if (isNode(one)) walk(one, [node, ...within], visit)
  }
}

const expressions = new Set(['TSAsExpression', 'TSSatisfiesExpression', 'TSNonNullExpression'])

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string'
}
