import {
  ObjectFlags,
  SignatureKind,
  SymbolFlags,
  TypeFlags,
  type Checker,
  type ObjectType,
  type Project,
  type Symbol,
  type Type,
  type TypeReference,
} from 'typescript/unstable/sync'
import { brief, fieldList, type Field, type Page } from './page.ts'
import type { SlackFacts } from './slack-facts.ts'

/** One page per Web API method, from the types of Slack's own client. `project` has one file that exports `methods`. */
export function slackPages(project: Project, file: string, facts: ReadonlyMap<string, SlackFacts>): readonly Page[] {
  const { checker } = project
  const source = project.program.getSourceFile(file)
  const module = source && checker.getSymbolAtLocation(source)
  const methods = module && checker.getMemberInModuleExports(module, 'methods')
  const type = methods && checker.getTypeOfSymbol(methods)
  if (!type) throw new Error(`${file} exports no methods`)
  // On the top level functions are the client's own; the API's methods are in groups.
  const groups = checker.getPropertiesOfType(type).filter((group) => leafOf(checker, group) === undefined)
  return groups.flatMap((group) => pagesIn({ checker, facts }, group, []))
}

interface Rig {
  readonly checker: Checker
  readonly facts: ReadonlyMap<string, SlackFacts>
}

interface Leaf {
  readonly input: Type | undefined
  readonly output: Type | undefined
}

function pagesIn(rig: Rig, symbol: Symbol, path: readonly string[]): Page[] {
  const here = [...path, symbol.name]
  const leaf = leafOf(rig.checker, symbol)
  if (leaf) return ownWords.has(here.join('.')) ? [] : [methodPage(rig, symbol, { name: here.join('.'), leaf })]
  const type = rig.checker.getTypeOfSymbol(symbol)
  if (!type || !isPlainObject(rig.checker, type)) return []
  return rig.checker.getPropertiesOfType(type).flatMap((member) => pagesIn(rig, member, here))
}

// A method is a property that can be called with one object and promises one.
function leafOf(checker: Checker, symbol: Symbol): Leaf | undefined {
  const type = checker.getTypeOfSymbol(symbol)
  const [signature] = type ? checker.getSignaturesOfType(type, SignatureKind.Call) : []
  if (!signature) return undefined
  const promised = checker.getReturnTypeOfSignature(signature)
  const output = promised?.getAliasTypeArguments()[0] ?? (promised && firstTypeArgument(checker, promised))
  return { input: checker.getParameterType(signature, 0), output }
}

function firstTypeArgument(checker: Checker, type: Type): Type | undefined {
  const reference = type.isObjectType() && ((type as ObjectType).objectFlags & ObjectFlags.Reference) !== 0
  return reference ? checker.getTypeArguments(type as TypeReference)[0] : undefined
}

function methodPage({ checker, facts }: Rig, symbol: Symbol, { name, leaf }: { name: string; leaf: Leaf }): Page {
  const fact = facts.get(name)
  const method = fact?.method ?? (reads.test(name) ? 'GET' : 'POST')
  const inputs = leaf.input ? fieldsOf(checker, leaf.input, 1).filter((field) => field.name !== 'token') : []
  const has = (field: string) => inputs.some((input) => input.name === field)
  const answer = leaf.output ? fieldsOf(checker, leaf.output, 3).filter((field) => !envelope.has(field.name)) : []
  const outputs = answer.flatMap((field) =>
    field.name === 'response_metadata' ? cursorIn(field, has('cursor')) : [field],
  )
  const parts = [
    `${method} /${name} (${method === 'GET' ? 'parameters in the query' : 'JSON body'})`,
    fact && fact.scopes.length > 0 ? `Scope: ${fact.scopes.join(', ')}` : '',
    fieldList(
      'Parameters',
      inputs.toSorted((a, b) => Number(b.required) - Number(a.required)),
    ),
    fieldList('Answer, beside ok and error', outputs),
    has('cursor') ? 'Paging: send response_metadata.next_cursor as cursor until it is empty or absent.' : '',
    has('page') && has('count') ? 'Paging: count up page until paging.pages.' : '',
    fact && fact.errors.length > 0 ? `Errors: ${fact.errors.join(', ')}` : '',
  ]
  return { id: name, title: descriptionOf(checker, symbol) || name, body: parts.filter(Boolean).join('\n') }
}

// The client adds more to it than the API sends.
function cursorIn(metadata: Field, paged: boolean): Field[] {
  return paged ? [{ ...metadata, fields: metadata.fields.filter(({ name }) => name === 'next_cursor') }] : []
}

// Of a union of objects: everything that any of them has; required is what all of them require.
function fieldsOf(checker: Checker, type: Type, depth: number): readonly Field[] {
  const variants = type.isUnionType() ? type.getTypes().filter((variant) => !isNothing(variant)) : [type]
  const names = new Map<string, Symbol[]>()
  for (const variant of variants) {
    for (const property of checker.getPropertiesOfType(variant)) {
      const allowed = !isNever(checker, property)
      if (allowed) names.set(property.name, [...(names.get(property.name) ?? []), property])
    }
  }
  return [...names].slice(0, mostFields).map(([name, symbols]) => {
    const required = symbols.length === variants.length && symbols.every((symbol) => !isOptional(symbol))
    return fieldOf(checker, name, { symbols, required, depth })
  })
}

interface Found {
  readonly symbols: readonly Symbol[]
  readonly required: boolean
  readonly depth: number
}

function fieldOf(checker: Checker, name: string, { symbols, required, depth }: Found): Field {
  const types = symbols.flatMap((symbol) => checker.getTypeOfSymbol(symbol) ?? [])
  const described = symbols.map((symbol) => descriptionOf(checker, symbol)).find(Boolean) ?? ''
  const type = checker.getNonNullableType(types[0] as Type) ?? types[0]
  const inner = type && elementOf(checker, type)
  const opens = depth > 1 && inner && isPlainObject(checker, inner) && !opaque.has(name)
  const names = typeNames(types.map((one) => typeName(checker, one)))
  return {
    name,
    type: names,
    required,
    about: described,
    fields: opens ? fieldsOf(checker, inner, depth - 1) : [],
  }
}

function typeName(checker: Checker, type: Type): string {
  const shown = checker.getNonNullableType(type) ?? type
  const inner = elementOf(checker, shown)
  if (inner !== shown) {
    const name = typeName(checker, inner)
    return name.includes(' | ') ? `(${name})[]` : `${name}[]`
  }
  if (isPlainObject(checker, shown)) return 'object'
  const text = checker.typeToString(shown).replaceAll(' | undefined', '')
  return text.length > 90 || text.includes('{') ? 'object' : text
}

function typeNames(names: readonly string[]): string {
  const all = names.join(' | ')
  return /^(boolean|true|false)( \| (boolean|true|false))*$/.test(all) ? 'boolean' : [...new Set(names)].join(' | ')
}

function elementOf(checker: Checker, type: Type): Type {
  if (checker.isArrayType(type)) return firstTypeArgument(checker, type) ?? type
  return checker.isTupleType(type) ? (firstTypeArgument(checker, type) ?? type) : type
}

function isPlainObject(checker: Checker, type: Type): boolean {
  if (type.isUnionType()) return false
  const object = (type.flags & (TypeFlags.Object | TypeFlags.Intersection)) !== 0
  const called = object && checker.getSignaturesOfType(type, SignatureKind.Call).length > 0
  return object && !called && !checker.isArrayLikeType(type) && checker.getPropertiesOfType(type).length > 0
}

function isNever(checker: Checker, symbol: Symbol): boolean {
  const type = checker.getTypeOfSymbol(symbol)
  return type !== undefined && (isNothing(type) || (type.isUnionType() && (type.getTypes() ?? []).every(isNothing)))
}

function isNothing(type: Type): boolean {
  return (type.flags & (TypeFlags.Undefined | TypeFlags.Never | TypeFlags.Null)) !== 0
}

function isOptional(symbol: Symbol): boolean {
  return (symbol.flags & SymbolFlags.Optional) !== 0
}

function descriptionOf(checker: Checker, symbol: Symbol): string {
  const tag = checker.getJsDocTagsOfSymbol(symbol).find(({ name }) => name === 'description')
  return brief(tag?.text || checker.getDocumentationCommentOfSymbol(symbol), 300)
}

// A helper of the client that makes several requests; not a method of the API.
const ownWords = new Set(['files.uploadV2'])
const reads =
  /\.(list|get\w*|info|lookup\w*|search|history|replies|members|test|identity|all|messages|files|teamInfo)$/i
// Said once, on the overview page.
const envelope = new Set(['ok', 'error', 'needed', 'provided', 'warning', 'arg', 'callstack'])
// Block Kit has its own documentation, and an answer repeats it at great length.
const opaque = new Set([
  'blocks',
  'room',
  'assistant_app_thread',
  'attachments',
  'root',
  'files',
  'file',
  'view',
  'icons',
  'bot_profile',
  'properties',
  'enterprise_user',
  'profile_pending',
])
const mostFields = 80
