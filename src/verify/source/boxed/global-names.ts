import { type Node, child, nameOf, nodesOf } from './parse-function.ts'

/** Whether this use of a name means a global that Nango's runtime does not have (or that is a way out of it). */
export function isForbiddenReference(name: string, node: Node, around: readonly Node[]): boolean {
  if (!forbidden.has(name)) return false
  const parent = around.at(-1)
  if (!parent) return false
  const isMember = parent.type === 'MemberExpression' && parent['property'] === node && parent['computed'] !== true
  const isKey =
    /^(Property|MethodDefinition|PropertyDefinition)$/.test(parent.type) &&
    parent['key'] === node &&
    parent['shorthand'] !== true
  return !isMember && !isKey
}

/** Whether the source itself declares a name where it is used. `around` are the nodes that contain the use. */
export type IsDeclared = (name: string, around: readonly Node[]) => boolean

export function declarationsIn(program: Node): IsDeclared {
  const scopes = new Map<Node, Set<string>>()
  for (const [node, around] of nodesOf(program)) {
    const name = nameOf(node)
    const parent = around.at(-1)
    if (name === undefined || !parent || !declares(parent, node, around.at(-2))) continue
    // `declare` promises that the name exists elsewhere: it is the global.
    if (around.some((outer) => outer['declare'] === true)) continue
    const isDeclaration = /^(Function|Class)Declaration$/.test(parent.type) && parent['id'] === node
    const scope = (isDeclaration ? around.slice(0, -1) : around).findLast(({ type }) => isScope.test(type))
    if (scope) scopes.set(scope, (scopes.get(scope) ?? new Set()).add(name))
  }
  return (name, around) => around.some((outer) => scopes.get(outer)?.has(name))
}

const isScope =
  /^(Program|BlockStatement|StaticBlock|SwitchStatement|For(In|Of)?Statement|CatchClause|(Arrow)?Function(Declaration|Expression)|Class(Declaration|Expression))$/

function declares(parent: Node, node: Node, outer: Node | undefined): boolean {
  if (parent.type === 'Property') return outer?.type === 'ObjectPattern' && parent['value'] === node
  if (parent.type === 'AssignmentPattern') return parent['left'] === node
  if (parent.type === 'ArrayPattern' || parent.type === 'RestElement') return true
  if (parent.type === 'VariableDeclarator' || /^(Function|Class)/.test(parent.type)) {
    return parent['id'] === node || isParameter(parent, node)
  }
  if (parent.type === 'ArrowFunctionExpression') return isParameter(parent, node)
  if (/^Import.*Specifier$/.test(parent.type)) return parent['local'] === node
  return parent.type === 'CatchClause' && child(parent, 'param') === node
}

function isParameter(parent: Node, node: Node): boolean {
  return Array.isArray(parent['params']) && parent['params'].includes(node)
}

const forbidden = new Set([
  'AbortController',
  'Blob',
  'FormData',
  'Function',
  'Proxy',
  'Reflect',
  'TextDecoder',
  'TextEncoder',
  'WebAssembly',
  '__dirname',
  '__filename',
  'atob',
  'btoa',
  'clearInterval',
  'clearTimeout',
  'crypto',
  'eval',
  'exports',
  'fetch',
  'global',
  'globalThis',
  'module',
  'performance',
  'process',
  'queueMicrotask',
  'require',
  'self',
  'setImmediate',
  'setInterval',
  'structuredClone',
  'vi',
  'vitest',
  'window',
])
