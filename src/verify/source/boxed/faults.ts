import { type Node, type ParsedFunction, child, children, memberName, nameOf, nodesOf } from './parse-function.ts'

/** The function's source with one fault put in, of a kind that any test of it ought to notice. */
export interface Fault {
  /** Short name, also part of the faulty file's name. */
  readonly id: string
  /** Of the source, on which the fault begins. */
  readonly line: number
  readonly text: string
}

/** One fault of each kind that the source has a place for. */
export function faultsIn(parsed: ParsedFunction): Fault[] {
  const nodes = [...nodesOf(parsed.program)]
  const edits: [string, Edit | undefined][] = [
    ['other-endpoint', first(nodes, otherEndpoint)],
    ['other-verb', first(nodes, otherVerb)],
    ['no-request-data', first(nodes, noRequestData)],
    ['other-response', first(nodes, otherResponse)],
    ['empty-output', emptyOutput(parsed, nodes)],
    ['other-output', otherOutput(nodes)],
    ['records-lost', first(nodes, recordsLost)],
  ]
  return edits.flatMap(([id, edit]) =>
    edit ? [{ id, line: parsed.lineOf(edit.start), text: apply(parsed.text, edit) }] : [],
  )
}

interface Edit {
  readonly start: number
  readonly end: number
  readonly put: string
}
type Found = readonly [Node, readonly Node[]]

function first(
  nodes: readonly Found[],
  edit: (node: Node, around: readonly Node[]) => Edit | undefined,
): Edit | undefined {
  const isInCatch = ([, around]: Found) => around.some(({ type }) => type === 'CatchClause')
  // What is done after an error was not done in the run that the tests are made from.
  for (const [node, around] of nodes.toSorted((a, b) => Number(isInCatch(a)) - Number(isInCatch(b)))) {
    const found = edit(node, around)
    if (found) return found
  }
  return undefined
}

function apply(text: string, { start, end, put }: Edit): string {
  return `${text.slice(0, start)}${put}${text.slice(end)}`
}

function otherEndpoint(node: Node): Edit | undefined {
  const value = node.type === 'Property' && keyOf(node) === 'endpoint' ? child(node, 'value') : undefined
  if (!value || !/^(Literal|TemplateLiteral)$/.test(value.type)) return undefined
  return { start: value.end - 1, end: value.end - 1, put: 'x' }
}

function otherVerb(node: Node): Edit | undefined {
  const callee = node.type === 'CallExpression' ? child(node, 'callee') : undefined
  const property = callee?.type === 'MemberExpression' ? child(callee, 'property') : undefined
  const verb = callee && property ? memberName(callee) : undefined
  if (!property || !verb || !/^(get|post|put|patch|delete)$/.test(verb) || children(node, 'arguments').length !== 1)
    return undefined
  return { start: property.start, end: property.end, put: verb === 'get' ? 'post' : 'get' }
}

function noRequestData(node: Node, around: readonly Node[]): Edit | undefined {
  const value = node.type === 'Property' && /^(data|params)$/.test(keyOf(node) ?? '') ? child(node, 'value') : undefined
  const siblings = children(around.at(-1) ?? node, 'properties').map(keyOf)
  if (!value || !siblings.includes('endpoint')) return undefined
  return inPlaceOf(value, node, '{}')
}

function otherResponse(node: Node): Edit | undefined {
  const property = node.type === 'MemberExpression' && memberName(node) === 'data' ? child(node, 'property') : undefined
  return property && { start: property.start, end: property.end, put: 'otherData' }
}

function emptyOutput(parsed: ParsedFunction, nodes: readonly Found[]): Edit | undefined {
  const returned = returnedByExec(nodes)
  if (!returned) return undefined
  return { start: returned.start, end: returned.end, put: `((${parsed.text.slice(returned.start, returned.end)}), {})` }
}

function otherOutput(nodes: readonly Found[]): Edit | undefined {
  const returned = returnedByExec(nodes)
  const properties = returned?.type === 'ObjectExpression' ? children(returned, 'properties') : []
  const property = properties.find((each) => child(each, 'value') !== undefined)
  const value = property && child(property, 'value')
  return value && inPlaceOf(value, property, `(${'"otherwise"'} as never)`)
}

/** Something else as the value of a property; one that is written in short needs its name then. */
function inPlaceOf({ start, end }: Node, property: Node, put: string): Edit {
  return { start, end, put: property['shorthand'] === true ? `${keyOf(property)}: ${put}` : put }
}

function recordsLost(node: Node): Edit | undefined {
  const callee = node.type === 'CallExpression' ? child(node, 'callee') : undefined
  const [records] =
    callee?.type === 'MemberExpression' && memberName(callee) === 'batchSave' ? children(node, 'arguments') : []
  return records && { start: records.start, end: records.end, put: '[]' }
}

/** What the exec of the function returns at its end. */
function returnedByExec(nodes: readonly Found[]): Node | undefined {
  const exec = nodes.map(([node]) => node).find((node) => node.type === 'Property' && keyOf(node) === 'exec')
  const body = exec && child(child(exec, 'value') ?? exec, 'body')
  if (!body) return undefined
  if (body.type !== 'BlockStatement') return body
  const last = children(body, 'body').findLast(({ type }) => type === 'ReturnStatement')
  return last && child(last, 'argument')
}

function keyOf(property: Node): string | undefined {
  return nameOf(child(property, 'key'))
}
