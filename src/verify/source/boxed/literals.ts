import {
  type Node,
  type ParsedFunction,
  child,
  children,
  constantText,
  memberName,
  nameOf,
  nodesOf,
} from './parse-function.ts'

export interface SourceLiteral {
  readonly text: string
  readonly line: number
}

/** Texts and numbers written into the source that can have an effect: descriptions and examples are left out. */
export function literalsOf(parsed: ParsedFunction): SourceLiteral[] {
  return [...nodesOf(parsed.program)].flatMap(([node, around]) => {
    if (isOnlyTold(node, around)) return []
    return textsOf(node).map((text) => ({ text, line: parsed.lineOf(node.start) }))
  })
}

function textsOf(node: Node): string[] {
  if (node.type === 'Literal' && typeof node['value'] === 'number') return [String(node['value'])]
  if (node.type === 'TemplateLiteral' && children(node, 'expressions').length > 0) {
    return children(node, 'quasis').map((part) => (part['value'] as { cooked?: string }).cooked ?? '')
  }
  const text = constantText(node)
  return text === undefined ? [] : [text]
}

function isOnlyTold(node: Node, around: readonly Node[]): boolean {
  return around.some((outer, depth) => {
    const inner = around[depth + 1] ?? node
    if (outer.type === 'ImportDeclaration') return true
    if (outer.type === 'Property')
      return toldProperties.has(nameOf(child(outer, 'key')) ?? '') && outer['value'] === inner
    const callee = outer.type === 'CallExpression' ? child(outer, 'callee') : undefined
    return callee?.type === 'MemberExpression' && callee !== inner && toldCalls.has(memberName(callee) ?? '')
  })
}

const toldCalls = new Set(['describe', 'meta', 'log'])
const toldProperties = new Set(['description', 'version', 'scopes', 'example', 'examples'])
