import { readFileSync } from 'node:fs'
import { isJsonObject, type Json } from '../../lib/json.ts'
import type { Schema } from '../google/schema.ts'

/** The vendor's own description of an API, as `scripts/make-docs-pack.ts` takes it over. */
interface Specification {
  /** What each operation answers with, null for nothing; by method and path, such as `GET /drive/v3/files/{fileId}`. */
  readonly operations: Readonly<Record<string, Schema | null>>
  readonly schemas: Readonly<Record<string, Schema>>
}

const specifications = new Map<string, Specification>()

/** In what a successful answer differs from the vendor's description, unknown fields included. */
export function breaksOf(api: string, { method, path }: { method: string; path: string }, answer: Json): string[] {
  const { operations, schemas } = specificationOf(api)
  const fitting = Object.keys(operations).filter((name) => patternOf(name).test(`${method} ${path}`))
  // `files/generateIds` is no file: a name goes before an id.
  const [operation] = fitting.toSorted((one, other) => one.split('{').length - other.split('{').length)
  if (operation === undefined) return [`${method} ${path} is no operation of ${api}`]
  const schema = operations[operation]
  return !schema ? [] : breaks(answer, schema, { schemas, at: '' })
}

function specificationOf(api: string): Specification {
  const known = specifications.get(api)
  if (known) return known
  const file = new URL(`specifications/${api}.json`, import.meta.url)
  const read = JSON.parse(readFileSync(file, 'utf8')) as Specification
  specifications.set(api, read)
  return read
}

function patternOf(operation: string): RegExp {
  return new RegExp(`^${operation.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`)
}

interface Place {
  readonly schemas: Specification['schemas']
  readonly at: string
}

function breaks(value: Json, schema: Schema, { schemas, at }: Place): string[] {
  if (schema.$ref !== undefined) {
    const named = schemas[schema.$ref.split('/').at(-1) ?? '']
    return named ? breaks(value, named, { schemas, at }) : [`${at}: unknown schema ${schema.$ref}`]
  }
  if (Array.isArray(value)) {
    const { items } = schema
    if (schema.type !== 'array' || !items) return [`${at}: a list`]
    return value.flatMap((item, place) => breaks(item, items, { schemas, at: `${at}.${place}` }))
  }
  if (!isJsonObject(value))
    return isOf(value, schema) ? [] : [`${at}: ${JSON.stringify(value)} is no ${kindOf(schema)}`]
  if (schema.type !== 'object') return [`${at}: an object`]
  return Object.entries(value).flatMap(([name, inner]) => {
    const known = schema.properties?.[name] ?? schema.additionalProperties
    return known ? breaks(inner, known, { schemas, at: `${at}.${name}` }) : [`${at}.${name}: unknown field`]
  })
}

function isOf(value: Json, { type, format, enum: choices }: Schema): boolean {
  if (choices && !choices.includes(String(value))) return false
  if (format === 'int64' || format === 'uint64') return typeof value === 'string' && /^-?\d+$/.test(value)
  if (format === 'date-time')
    return typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(value)
  if (format === 'date') return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)
  // A list of values of any kind names none.
  return type === undefined || typeof value === (type === 'integer' ? 'number' : type)
}

function kindOf({ type, format, enum: choices }: Schema): string {
  return choices?.join(' or ') ?? format ?? type ?? 'value'
}
