import { type IsDeclared, declarationsIn, isForbiddenReference } from './global-names.ts'
import { insiders, nangoMembers } from './nango-members.ts'
import {
  type Node,
  type ParsedFunction,
  bare,
  child,
  children,
  constantText,
  isWrapper,
  memberName,
  nameOf,
  nodesOf,
} from './parse-function.ts'

/** One place at which a source does what Nango's runtime, or honest work, does not allow. */
export interface RuleBreak {
  readonly line: number
  readonly quote: string
  readonly because: string
  /**
   * runtime: it fails where Nango runs it · trust: it could see, or change, who runs it, so that what it does there says
   * nothing · house: good people write so, and agents of ours must not.
   */
  readonly concerns: 'runtime' | 'trust' | 'house'
}

type Complaint = Pick<RuleBreak, 'because' | 'concerns'>

/** Reads the source for what would fail outside the test, or could only be meant for the test. */
export function ruleBreaks(parsed: ParsedFunction): RuleBreak[] {
  const isDeclared = declarationsIn(parsed.program)
  const nangos = nangoNames(parsed.program)
  const rules: ((node: Node, around: readonly Node[]) => Complaint | undefined)[] = [
    importRule,
    (node, around) => globalRule(node, around, isDeclared),
    (node, around) => nangoRule(node, around, nangos),
    (node) => complaint('trust', reachRule(node)),
    (node) => complaint('trust', oracleRule(node)),
    (node) => complaint('house', voidRule(node)),
    (node, around) => complaint('trust', sharedRule(node, around, isDeclared)),
  ]
  const breaks = [...nodesOf(parsed.program)].flatMap(([node, around]) =>
    rules.flatMap((rule) => {
      const broken = rule(node, around)
      return broken ? [at(parsed, node.start, broken)] : []
    }),
  )
  return [...breaks, ...commentBreaks(parsed)]
}

function at(parsed: ParsedFunction, offset: number, broken: Complaint): RuleBreak {
  return { line: parsed.lineOf(offset), quote: parsed.quoteAt(offset), ...broken }
}

function complaint(concerns: RuleBreak['concerns'], because: string | undefined): Complaint | undefined {
  return because === undefined ? undefined : { because, concerns }
}

const packages = new Set(['nango', 'zod', 'url', 'crypto', 'unzipper', 'soap', 'botbuilder'])

function importRule(node: Node): Complaint | undefined {
  if (node.type === 'ImportExpression') return complaint('runtime', 'imports while running, which Nango refuses')
  const isImport = node.type === 'ImportDeclaration' && node['importKind'] !== 'type'
  const isReExport = /^Export(All|Named)Declaration$/.test(node.type) && child(node, 'source') !== undefined
  if (!isImport && !isReExport) return undefined
  const from = constantText(child(node, 'source')) ?? ''
  if (packages.has(from)) return undefined
  if (from.startsWith('.'))
    return complaint('house', `imports '${from}': only this one file is deployed, and data is no code`)
  return complaint('runtime', `imports '${from}', which Nango's runtime does not allow`)
}

function globalRule(node: Node, around: readonly Node[], isDeclared: IsDeclared): Complaint | undefined {
  const name = nameOf(node)
  if (name === undefined || isDeclared(name, around)) return undefined
  const isForbidden = isForbiddenReference(name, node, around)
  return isForbidden ? complaint('runtime', `uses ${name}, which does not exist in Nango's runtime`) : undefined
}

function nangoRule(node: Node, around: readonly Node[], nangos: ReadonlySet<string>): Complaint | undefined {
  const isNango = (other: Node | undefined) => other !== undefined && nangos.has(nameOf(bare(other)) ?? '')
  if (node.type === 'BinaryExpression' && node['operator'] === 'in' && isNango(child(node, 'right'))) {
    return complaint('trust', 'asks what kind of nango it was given; a function must not know who runs it')
  }
  if (node.type === 'MemberExpression' && isNango(child(node, 'object'))) {
    const name = memberName(node)
    if (name === undefined) return complaint('house', 'asks nango for a member by a computed name')
    return nangoMembers.has(name) || isAskedFirst(node, name, around)
      ? undefined
      : complaint('runtime', `asks nango for ${name}, which functions cannot use`)
  }
  const pattern = node.type === 'VariableDeclarator' && isNango(child(node, 'init')) ? child(node, 'id') : undefined
  if (pattern?.type === 'ObjectPattern') return complaint('runtime', unknownMemberOf(pattern))
  const isSpread = node.type === 'SpreadElement' && isNango(child(node, 'argument'))
  return isSpread && around.length > 0 ? complaint('house', 'copies nango instead of using it') : undefined
}

/** `nango.later?.()`: of a member that a later version may have. Who looks at who runs it asks in vain. */
function isAskedFirst(node: Node, name: string, around: readonly Node[]): boolean {
  const outer = around.at(-1)
  const isOperated = outer !== undefined && [child(outer, 'callee'), child(outer, 'object')].includes(node)
  return isOperated && outer['optional'] === true && !insiders.has(name)
}

function unknownMemberOf(pattern: Node): string | undefined {
  const names = children(pattern, 'properties').map((property) => nameOf(child(property, 'key')) ?? '?')
  const unknown = names.find((name) => !nangoMembers.has(name))
  return unknown === undefined ? undefined : `takes ${unknown} from nango, which functions cannot use`
}

/** Names under which the source knows its `nango`: the usual one, the first parameter of exec, and copies of either. */
function nangoNames(program: Node): ReadonlySet<string> {
  const names = new Set(['nango'])
  for (const [node] of nodesOf(program)) {
    if (node.type === 'Property' && nameOf(child(node, 'key')) === 'exec') {
      const first = nameOf(children(child(node, 'value') ?? node, 'params')[0])
      if (first !== undefined) names.add(first)
    }
    const init = node.type === 'VariableDeclarator' ? child(node, 'init') : undefined
    const copy = init && names.has(nameOf(bare(init)) ?? '') ? nameOf(child(node, 'id')) : undefined
    if (copy !== undefined) names.add(copy)
  }
  return names
}

/** Ways from a value to the machinery behind it. */
function reachRule(node: Node): string | undefined {
  if (node.type === 'AssignmentExpression') {
    const target = child(node, 'left')
    const owner = target?.type === 'MemberExpression' ? child(target, 'object') : undefined
    const isPrototype = owner?.type === 'MemberExpression' && memberName(owner) === 'prototype'
    return isPrototype ? 'changes a prototype that others use' : undefined
  }
  const named = node.type === 'Property' ? propertyName(node) : constantText(node)
  const name = node.type === 'MemberExpression' ? memberName(node) : named
  if (name === undefined) return undefined
  if (name === 'constructor' || name === '__proto__') return `reaches for ${name}, the way out of the runtime`
  const onObject = node.type === 'MemberExpression' && nameOf(child(node, 'object')) === 'Object'
  return onObject && machinery.test(name) ? `calls Object.${name}` : undefined
}

/** What all functions of a process are given is theirs to use, not to hold: what one puts there the others find. */
function sharedRule(node: Node, around: readonly Node[], isDeclared: IsDeclared): string | undefined {
  const outer = around.findLast((each) => !isWrapper(each))
  if (node.type === 'MemberExpression' && memberName(node) === 'prototype') {
    const isUsed = outer?.type === 'MemberExpression' && bare(child(outer, 'object') ?? outer) === node
    return isUsed ? undefined : 'takes hold of a prototype that others use'
  }
  const name = nameOf(node)
  if (name === undefined || !shared.has(name) || isDeclared(name, around)) return undefined
  const isAlias = outer?.type === 'VariableDeclarator' && nameOf(child(outer, 'id')) !== undefined
  const callee = outer?.type === 'CallExpression' ? child(outer, 'callee') : undefined
  const isChanged = callee !== undefined && isAssign(callee) && bare(children(outer!, 'arguments')[0] ?? node) === node
  const isPlace = outer?.type === 'MemberExpression' && isAssignedTo(outer, around)
  return isAlias || isChanged || isPlace ? `takes hold of ${name}, which others use` : undefined
}

const shared = new Set(
  `Array BigInt Boolean Buffer Date Error Intl JSON Map Math Number Object Promise RegExp Set String Symbol URL
  URLSearchParams WeakMap WeakSet console`.split(/\s+/),
)

function isAssign(callee: Node): boolean {
  return callee.type === 'MemberExpression' && memberName(callee) === 'assign'
}

function isAssignedTo(member: Node, around: readonly Node[]): boolean {
  return around.some((each) => each.type === 'AssignmentExpression' && bare(child(each, 'left') ?? each) === member)
}

const machinery = /^(setPrototypeOf|getPrototypeOf|definePropert(y|ies)|getOwnProperty(Descriptors?|Names|Symbols))$/

function propertyName(property: Node): string | undefined {
  const key = child(property, 'key')
  return constantText(key) ?? (property['computed'] === true ? undefined : nameOf(key))
}

const oracles = new Set([
  'vitest',
  'VITEST',
  'getInput',
  'getOutput',
  'NangoActionMock',
  'NangoSyncMock',
  'getBatchSaveData',
  'getBatchDeleteData',
])

function oracleRule(node: Node): string | undefined {
  const text = constantText(node) ?? (node.type === 'MemberExpression' ? memberName(node) : undefined)
  return text !== undefined && oracles.has(text) ? `names ${text}, which exists in tests alone` : undefined
}

function voidRule(node: Node): string | undefined {
  const key = node.type === 'Property' ? nameOf(child(node, 'key')) : undefined
  if (key !== 'input' && key !== 'output') return undefined
  const call = bare(child(node, 'value') ?? node)
  const callee = call.type === 'CallExpression' ? child(call, 'callee') : undefined
  const isVoid = callee?.type === 'MemberExpression' && memberName(callee) === 'void'
  return isVoid ? `declares ${key} as z.void(), which no run can satisfy; z.object({}) can be` : undefined
}

function commentBreaks(parsed: ParsedFunction): RuleBreak[] {
  return parsed.comments
    .filter(({ value }) => /^\s*\*?\s*@ts-(nocheck|ignore|expect-error)/.test(value))
    .map(({ start }) => at(parsed, start, { because: 'silences the type check', concerns: 'house' }))
}
