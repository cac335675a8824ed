import type { Node } from 'oxc-parser'
import type { Mutation, Site } from './mutations.ts'

type Change = Omit<Mutation, 'operator'>

/** What each kind of change does to a node; undefined where it has nothing to change. */
export const operators: Readonly<Record<string, (site: Site) => Change | undefined>> = {
  'change a status': changeStatus,
  'drop a property': dropProperty,
  'rename a key': renameKey,
  'negate a condition': negateCondition,
  'swap and and or': swapLogic,
  'swap a comparison': swapComparison,
  'be off by one': offByOne,
  'ignore an argument': ignoreArgument,
  'drop a write': dropWrite,
  'return nothing': returnNothing,
  'empty a list': emptyList,
  'skip a filter or an order': skipStep,
}

function replace({ start, end }: Node, text: string): Change {
  return { start, end, text }
}

function changeStatus(site: Site): Change | undefined {
  const { node } = site
  if (!isStatus(site) || node.type !== 'Literal' || typeof node.value !== 'number') return undefined
  if (node.value < 300) return replace(node, node.value === 200 ? '201' : '200')
  return replace(node, node.value === 400 ? '404' : '400')
}

/** The first of the pair that a handler answers with, what a refusal is made with, or what is called so. */
function isStatus({ node, within }: Site): boolean {
  if (node.type !== 'Literal' || typeof node.value !== 'number' || !statuses.has(node.value)) return false
  const [parent] = within
  const isFirst = parent?.type === 'ArrayExpression' && parent.elements[0] === node
  const isGiven = parent?.type === 'CallExpression' || parent?.type === 'NewExpression'
  const isNamed = parent?.type === 'Property' && parent.key.type === 'Identifier' && parent.key.name === 'status'
  return isFirst || isGiven || isNamed
}

const statuses = new Set([200, 201, 204, 207, 304, 400, 401, 403, 404, 405, 409, 410, 412, 415, 429, 500, 501])

/** Of an object that is made, not of one that is taken apart. */
function dropProperty({ node, within, textOf }: Site): Change | undefined {
  const [object] = within
  if (object?.type !== 'ObjectExpression') return undefined
  if (node.type !== 'Property' && node.type !== 'SpreadElement') return undefined
  const rest = textOf({ start: node.end, end: object.end })
  return { start: node.start, end: node.end + (/^\s*,/.exec(rest)?.[0].length ?? 0), text: '' }
}

function renameKey({ node, within }: Site): Change | undefined {
  if (node.type !== 'Property' || within[0]?.type !== 'ObjectExpression') return undefined
  if (node.computed || node.shorthand || node.method) return undefined
  if (node.key.type === 'Identifier') return replace(node.key, `${node.key.name}Renamed`)
  return node.key.type === 'Literal'
    ? replace(node.key, JSON.stringify(`${String(node.key.value)}-renamed`))
    : undefined
}

function negateCondition({ node, textOf }: Site): Change | undefined {
  if (node.type !== 'IfStatement' && node.type !== 'ConditionalExpression') return undefined
  return replace(node.test, `!(${textOf(node.test)})`)
}

function swapLogic({ node, textOf }: Site): Change | undefined {
  if (node.type !== 'LogicalExpression' || node.operator === '??') return undefined
  const [left, right] = [textOf(node.left), textOf(node.right)]
  return replace(node, `(${left}) ${node.operator === '&&' ? '||' : '&&'} (${right})`)
}

function swapComparison({ node, textOf }: Site): Change | undefined {
  if (node.type !== 'BinaryExpression') return undefined
  const operator = comparisons[node.operator]
  return operator === undefined ? undefined : replace(node, `${textOf(node.left)} ${operator} ${textOf(node.right)}`)
}

const comparisons: Readonly<Record<string, string>> = {
  '===': '!==',
  '!==': '===',
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
}

/** Bounds of slices, and numbers that are no status and no place in a list. */
function offByOne(site: Site): Change | undefined {
  const { node, within, textOf } = site
  const [parent] = within
  const isBound = parent?.type === 'CallExpression' && nameOf(parent) === 'slice' && parent.callee !== node
  if (isBound && node.type !== 'SpreadElement') return replace(node, `(${textOf(node)}) + 1`)
  if (node.type !== 'Literal' || typeof node.value !== 'number' || isStatus(site)) return undefined
  return parent?.type === 'MemberExpression' ? undefined : replace(node, String(node.value + 1))
}

/** What a request says under a name is taken for not said. */
function ignoreArgument({ node, within, textOf }: Site): Change | undefined {
  if (node.type === 'CallExpression') {
    const [last] = node.arguments.slice(-1)
    if (last?.type !== 'Literal' || typeof last.value !== 'string') return undefined
    const name = nameOf(node)
    if (name === 'getAll') return replace(node, '[]')
    if (name === 'get' && /query|searchParams/.test(textOf(node.callee))) return replace(node, 'null')
    return name.endsWith('Argument') ? replace(node, 'undefined') : undefined
  }
  if (node.type !== 'MemberExpression' || !node.computed || isWritten(node, within[0])) return undefined
  const isNamed = node.property.type === 'Literal' && typeof node.property.value === 'string'
  return isNamed && /^(args|body|params|query|input|sent)$/.test(textOf(node.object))
    ? replace(node, 'undefined')
    : undefined
}

function isWritten(node: Node, parent: Node | undefined): boolean {
  if (parent?.type === 'AssignmentExpression') return parent.left === node
  return parent?.type === 'UnaryExpression' || parent?.type === 'UpdateExpression'
}

function dropWrite({ node }: Site): Change | undefined {
  if (node.type !== 'ExpressionStatement') return undefined
  const { expression } = node
  const isAssignment = expression.type === 'AssignmentExpression' && expression.left.type === 'MemberExpression'
  const isCall =
    expression.type === 'CallExpression' &&
    /^(push|unshift|splice|insert|update|set|delete|add)$/.test(nameOf(expression))
  return isAssignment || isCall ? replace(node, ';') : undefined
}

function returnNothing({ node }: Site): Change | undefined {
  return node.type === 'ReturnStatement' && node.argument ? replace(node.argument, 'undefined') : undefined
}

function emptyList({ node, within }: Site): Change | undefined {
  if (node.type !== 'ArrayExpression' || node.elements.length === 0) return undefined
  // The pair that a handler answers with is no list.
  const [first] = node.elements
  const isAnswer = first?.type === 'Literal' && typeof first.value === 'number' && statuses.has(first.value)
  return isAnswer || within[0]?.type === 'SpreadElement' ? undefined : replace(node, '[]')
}

function skipStep({ node, textOf }: Site): Change | undefined {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return undefined
  if (!/^(filter|toSorted|sort|toReversed|trim|toLowerCase)$/.test(nameOf(node))) return undefined
  return replace(node, textOf(node.callee.object))
}

function nameOf({ callee }: Extract<Node, { type: 'CallExpression' }>): string {
  if (callee.type === 'Identifier') return callee.name
  return callee.type === 'MemberExpression' && callee.property.type === 'Identifier' ? callee.property.name : ''
}
