import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Node, parseSync, type TSEnumBody } from 'oxc-parser'
import { isJsonObject, type Json } from '../../src/lib/json.ts'

/** In what a JSON value differs from a type that a vendor's `.d.ts` file declares, fields that it does not have included. */
export function departures(file: string, name: string, value: Json): string[] {
  const found = lookUp(file, name)
  if (!found) return [`${file} declares no ${name}`]
  return judge(value, found, '')
}

/** A type, and the file whose names it uses. */
interface Declared {
  readonly type: Node
  readonly file: string
}

function judge(value: Json, declared: Declared, at: string): string[] {
  const { type, file } = declared
  if (isJsonObject(value)) {
    const shape = shapeOf(declared)
    if (shape) return judgeObject(value, shape, at)
  }
  if (type.type === 'TSArrayType' && Array.isArray(value)) {
    return value.flatMap((item, place) => judge(item, { type: type.elementType, file }, `${at}.${place}`))
  }
  if (type.type === 'TSEnumBody') return judgeChoice(value, type, at)
  if (type.type === 'TSUnionType')
    return judgeUnion(
      value,
      type.types.map((each) => ({ type: each, file })),
      at,
    )
  if (type.type === 'TSParenthesizedType') return judge(value, { type: type.typeAnnotation, file }, at)
  if (type.type === 'TSTypeReference') return judgeReference(value, declared, at)
  return isPlain(value, type) ? [] : [`${at}: ${brief(value)} is no ${kindOf(type)}`]
}

function judgeChoice(value: Json, { members }: TSEnumBody, at: string): string[] {
  const choices = members.map(({ initializer }) => initializer?.type === 'Literal' && initializer.value)
  return choices.includes(value as string) ? [] : [`${at}: ${brief(value)} is none of ${choices.join(', ')}`]
}

function judgeUnion(value: Json, choices: readonly Declared[], at: string): string[] {
  const complaints = choices.map((choice) => judge(value, choice, at))
  if (complaints.some((each) => each.length === 0)) return []
  return complaints.toSorted((one, other) => one.length - other.length)[0] ?? []
}

function judgeReference(value: Json, { type, file }: Declared, at: string): string[] {
  if (type.type !== 'TSTypeReference' || type.typeName.type !== 'Identifier') return []
  const { name } = type.typeName
  const [inner] = type.typeArguments?.params ?? []
  if (name === 'Date') return isMoment(value) ? [] : [`${at}: ${brief(value)} is no time`]
  if (name === 'Array' && inner) {
    if (!Array.isArray(value)) return [`${at}: ${brief(value)} is no list`]
    return value.flatMap((item, place) => judge(item, { type: inner, file }, `${at}.${place}`))
  }
  const named = lookUp(file, name)
  if (!named) return [`${at}: unknown type ${name}`]
  if (named.type.type === 'TSInterfaceBody' || named.type.type === 'ClassBody')
    return [`${at}: ${brief(value)} is no ${name}`]
  return judge(value, named, at)
}

/** The members of an object type. */
interface Shape {
  readonly fields: ReadonlyMap<string, Declared & { readonly optional: boolean }>
  /** What any other field holds. */
  readonly rest: Declared | undefined
}

function judgeObject(value: { readonly [field: string]: Json }, { fields, rest }: Shape, at: string): string[] {
  const wrong = Object.entries(value).flatMap(([name, inner]) => {
    const declared = fields.get(name) ?? rest
    return declared ? judge(inner, declared, `${at}.${name}`) : [`${at}.${name}: unknown field`]
  })
  const lacking = [...fields].filter(([name, { optional }]) => !optional && value[name] === undefined)
  return [...wrong, ...lacking.map(([name]) => `${at}.${name}: is lacking`)]
}

/** Undefined for what is no object type. */
function shapeOf({ type, file }: Declared): Shape | undefined {
  if (type.type === 'TSTypeLiteral') return membersOf(type.members, file)
  if (type.type === 'TSInterfaceBody') return membersOf(type.body, file)
  if (type.type === 'ClassBody') return membersOf(type.body, file, wireNamesIn(file))
  if (type.type === 'TSIntersectionType') return merged(type.types.map((each) => shapeOf({ type: each, file })))
  if (type.type !== 'TSTypeReference' || type.typeName.type !== 'Identifier') return undefined
  const named = lookUp(file, type.typeName.name)
  return named && shapeOf(named)
}

function merged(shapes: readonly (Shape | undefined)[]): Shape {
  const known = shapes.filter((shape) => shape !== undefined)
  return { fields: new Map(known.flatMap(({ fields }) => [...fields])), rest: known.find(({ rest }) => rest)?.rest }
}

function membersOf(members: readonly Node[], file: string, wireNames: WireNames = new Map()): Shape {
  const fields = members.flatMap((member) => {
    if (member.type !== 'TSPropertySignature' && member.type !== 'PropertyDefinition') return []
    if (member.type === 'PropertyDefinition' && member.static) return []
    const type = member.typeAnnotation?.typeAnnotation
    const name = nameOf(member.key)
    return type && name !== undefined
      ? [[wireNames.get(name) ?? name, { type, file, optional: member.optional ?? false }] as const]
      : []
  })
  const index = members.find((member) => member.type === 'TSIndexSignature')
  const rest = index && { type: index.typeAnnotation.typeAnnotation, file }
  return { fields: new Map(fields), rest }
}

/** How the fields of a generated class are called in JSON, by their names in JavaScript. */
type WireNames = ReadonlyMap<string, string>

function wireNamesIn(file: string): WireNames {
  const known = wireNames.get(file)
  if (known) return known
  const source = file.replace(/\.d\.ts$/, '.js')
  const text = existsSync(source) ? readFileSync(source, 'utf8') : ''
  const pairs = text.matchAll(/"name": "([^"]+)",\s+"baseName": "([^"]+)"/g)
  const found = new Map([...pairs].map(([, name = '', inJson = '']) => [name, inJson]))
  wireNames.set(file, found)
  return found
}

const wireNames = new Map<string, WireNames>()

function nameOf(key: Node): string | undefined {
  if (key.type === 'Identifier') return key.name
  return key.type === 'Literal' ? String(key.value) : undefined
}

function isPlain(value: Json, type: Node): boolean {
  if (type.type === 'TSAnyKeyword' || type.type === 'TSUnknownKeyword') return true
  if (type.type === 'TSStringKeyword') return typeof value === 'string'
  if (type.type === 'TSNumberKeyword') return typeof value === 'number'
  if (type.type === 'TSBooleanKeyword') return typeof value === 'boolean'
  if (type.type === 'TSNullKeyword') return value === null
  if (type.type === 'TSObjectKeyword') return isJsonObject(value)
  return type.type === 'TSLiteralType' && type.literal.type === 'Literal' && type.literal.value === value
}

function isMoment(value: Json): boolean {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\d(T[\d:.]+Z)?$/.test(value)
}

function kindOf(type: Node): string {
  if (type.type === 'TSLiteralType' && type.literal.type === 'Literal') return JSON.stringify(type.literal.value)
  return type.type.replace(/^TS|Keyword$|Type$/g, '').toLowerCase()
}

function brief(value: Json): string {
  return JSON.stringify(value).slice(0, 60)
}

const files = new Map<string, ReadonlyMap<string, Declared>>()

function lookUp(file: string, name: string): Declared | undefined {
  const known = files.get(file) ?? namesIn(file)
  files.set(file, known)
  const found = known.get(name)
  if (found?.type.type !== 'ImportDeclaration') return found
  const target = fileOf(found.type.source.value, file)
  return target === undefined ? undefined : lookUp(target, name)
}

function namesIn(file: string): Map<string, Declared> {
  const { program } = parseSync(file, readFileSync(file, 'utf8'))
  const names = new Map<string, Declared>()
  for (const statement of program.body) {
    if (statement.type === 'ImportDeclaration') {
      for (const { local } of statement.specifiers) names.set(local.name, { type: statement, file })
    }
    if (statement.type !== 'ExportNamedDeclaration') continue
    for (const [name, type] of declaredIn(statement.declaration)) names.set(name, { type, file })
  }
  return names
}

function declaredIn(declaration: Node | null | undefined): readonly (readonly [string, Node])[] {
  if (declaration?.type === 'TSTypeAliasDeclaration') return [[declaration.id.name, declaration.typeAnnotation]]
  if (declaration?.type === 'TSInterfaceDeclaration') return [[declaration.id.name, declaration.body]]
  if (declaration?.type === 'ClassDeclaration' && declaration.id) return [[declaration.id.name, declaration.body]]
  if (declaration?.type === 'TSEnumDeclaration') return [[declaration.id.name, declaration.body]]
  return []
}

/** Where another module's declarations are; undefined for one of another package. */
function fileOf(module: string, from: string): string | undefined {
  return module.startsWith('.') ? `${join(dirname(from), module)}.d.ts` : undefined
}
