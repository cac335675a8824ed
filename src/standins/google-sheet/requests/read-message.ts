import { isJsonObject, type Json, type JsonObject } from '../../../lib/json.ts'
import type { Schema } from '../../google/schema.ts'
import { resolved } from './messages.ts'
import { badRequest, type Violation } from './refusals.ts'

/**
 * A request's body by the rules of Google's newer APIs: unknown fields and values of another kind are refused, all at
 * once; `snake_case` is as good as `camelCase`; null is as good as nothing.
 */
export function readMessage(body: JsonObject, schema: Schema): JsonObject {
  const violations: Violation[] = []
  const read = readObject(body, resolved(schema), { path: '', violations })
  refuseAny(violations)
  return read
}

/** The query by the same rules; a parameter that repeats is a list. */
export function readQuery(query: URLSearchParams, parameters: Readonly<Record<string, Schema>>): JsonObject {
  const violations: Violation[] = []
  const read: Record<string, Json> = {}
  for (const name of new Set(query.keys())) {
    const schema = parameters[camelCase(name)]
    const values = query.getAll(name)
    if (schema === undefined) unknownParameter(name, violations)
    else if (schema.type === 'array') read[camelCase(name)] = values
    else if (values.at(-1) !== '') {
      const value = readValue(plain(values.at(-1) ?? '', schema), schema, { path: snakeCase(name), violations })
      if (value !== undefined) read[camelCase(name)] = value
    }
  }
  refuseAny(violations)
  return read
}

function unknownParameter(name: string, violations: Violation[]): void {
  if (systemParameters.has(name)) return
  const description = `Invalid JSON payload received. Unknown name "${name}": Cannot bind query parameter. Field '${name}' could not be found in request message.`
  violations.push({ field: '', description })
}

const systemParameters = new Set(
  '$.xgafv access_token alt $alt callback fields $fields key oauth_token prettyPrint $prettyPrint quotaUser upload_protocol uploadType'.split(
    ' ',
  ),
)

function plain(text: string, schema: Schema): Json {
  if (schema.type === 'boolean') return text === 'true' ? true : text === 'false' ? false : text
  return schema.type === 'integer' ? Number(text) : text
}

interface Place {
  readonly path: string
  readonly violations: Violation[]
}

function readObject(value: JsonObject, schema: Schema, { path, violations }: Place): JsonObject {
  const read: Record<string, Json> = {}
  for (const [name, inner] of Object.entries(value)) {
    const known = schema.properties?.[camelCase(name)] ?? schema.additionalProperties
    if (!known) {
      const where = path === '' ? '' : ` at '${path}'`
      violations.push({ field: path, description: `${received} Unknown name "${name}"${where}: Cannot find field.` })
      continue
    }
    const at = path === '' ? snakeCase(name) : `${path}.${snakeCase(name)}`
    const kept = readValue(inner, resolved(known), { path: at, violations })
    if (kept !== undefined) read[schema.properties ? camelCase(name) : name] = kept
  }
  return read
}

const received = 'Invalid JSON payload received.'

function readValue(value: Json, schema: Schema, place: Place): Json | undefined {
  if (schema.type === undefined) return value
  if (value === null) return undefined
  const { path, violations } = place
  if (schema.type === 'array') {
    if (Array.isArray(value))
      return value.map((item: Json, nth) => readItem(item, schema.items ?? {}, { path: `${path}[${nth}]`, violations }))
    violations.push({
      field: path,
      description: `Invalid value at '${path}' (repeated field), ${JSON.stringify(value)}`,
    })
    return undefined
  }
  if (Array.isArray(value)) {
    violations.push({
      field: path,
      description: `${received} Unknown name "${path.split('.').at(-1) ?? ''}" at '${path}': Proto field is not repeating, cannot start list.`,
    })
    return undefined
  }
  if (schema.type === 'object') {
    if (isJsonObject(value)) return readObject(value, schema, place)
    violations.push({
      field: path,
      description: `Invalid value at '${path}' (type.googleapis.com/google.apps.sheets.v4), ${JSON.stringify(value)}`,
    })
    return undefined
  }
  return readScalar(value, schema, place)
}

// Within a list nothing can be left out: nothing is an empty object, or stays null.
function readItem(value: Json, schema: Schema, place: Place): Json {
  const kind = resolved(schema)
  return readValue(value, kind, place) ?? (kind.type === 'object' ? {} : null)
}

function readScalar(value: Json, schema: Schema, { path, violations }: Place): Json | undefined {
  const read = scalarOf(value, schema)
  if (read !== undefined) return read
  const description = `Invalid value at '${path}' (${kindOf(schema, path)}), ${JSON.stringify(value)}`
  violations.push({ field: path, description })
  return undefined
}

function scalarOf(value: Json, schema: Schema): Json | undefined {
  if (schema.enum) return typeof value === 'string' && schema.enum.includes(value) ? value : undefined
  if (schema.type === 'boolean') return typeof value === 'boolean' ? value : undefined
  if (schema.type === 'string') return typeof value === 'string' ? value : undefined
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  if (typeof number !== 'number' || !Number.isFinite(number)) return undefined
  if (schema.type !== 'integer') return number
  return Number.isInteger(number) && Math.abs(number) < 2 ** 31 ? number : undefined
}

function kindOf(schema: Schema, path: string): string {
  const name = camelCase(
    path
      .split('.')
      .at(-1)
      ?.replace(/\[\d+\]$/, '') ?? '',
  )
  if (schema.enum) return `type.googleapis.com/google.apps.sheets.v4.${name.charAt(0).toUpperCase()}${name.slice(1)}`
  const kinds: Record<string, string> = { boolean: 'TYPE_BOOL', string: 'TYPE_STRING', integer: 'TYPE_INT32' }
  return kinds[schema.type ?? ''] ?? (schema.format === 'float' ? 'TYPE_FLOAT' : 'TYPE_DOUBLE')
}

function refuseAny(violations: readonly Violation[]): void {
  if (violations.length > 0) throw badRequest(violations.map(({ description }) => description).join('\n'), violations)
}

function camelCase(name: string): string {
  return name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
}

function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
