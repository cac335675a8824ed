import { type Json, type JsonObject, isJsonObject } from '../../lib/json.ts'
import type { Path } from '../replay/boxed/leaves.ts'

/** A function's declared schemas as the compiler wrote them (JSON Schema, draft 7). */
export interface DeclaredSchemas {
  readonly input?: JsonObject
  /** Of an action its output, of a sync its records. */
  readonly outputs?: readonly JsonObject[]
  readonly definitions: JsonObject
}

/** The schema of the place at `path`; the first alternative that knows it. */
export function schemaAt(schema: Json | undefined, path: Path, definitions: JsonObject): JsonObject | undefined {
  const here = resolved(schema, definitions)
  if (!here) return undefined
  const [key, ...rest] = path
  if (key === undefined) return here
  for (const option of alternatives(here, definitions)) {
    const next = typeof key === 'number' ? option['items'] : memberSchema(option, key)
    const found = next === undefined ? undefined : schemaAt(next, rest, definitions)
    if (found) return found
  }
  return undefined
}

export function requiredNames(schema: JsonObject | undefined): ReadonlySet<string> {
  const required = schema?.['required']
  return new Set(Array.isArray(required) ? required.filter((name): name is string => typeof name === 'string') : [])
}

export function propertiesOf(schema: JsonObject | undefined): JsonObject {
  const properties = schema?.['properties']
  return isJsonObject(properties) ? properties : {}
}

/** The values that a place may have, where they are listed. */
export function choicesOf(schema: JsonObject | undefined, definitions: JsonObject): readonly Json[] {
  if (!schema) return []
  const choices = alternatives(schema, definitions).flatMap((option): readonly Json[] => {
    if (Array.isArray(option['enum'])) return option['enum']
    return option['const'] === undefined ? [] : [option['const']]
  })
  return choices.filter((choice) => choice !== null)
}

/** The limit that a place's schema sets, by whichever of its alternatives sets the lowest; Infinity where none does. */
export function mostOf(
  schema: JsonObject | undefined,
  name: 'maxLength' | 'maxItems',
  definitions: JsonObject,
): number {
  const limits = schema ? alternatives(schema, definitions).map((option) => option[name]) : []
  return Math.min(Infinity, ...limits.filter((limit) => typeof limit === 'number'))
}

/** The schema itself, or what it is a union of. */
export function alternatives(schema: JsonObject, definitions: JsonObject): JsonObject[] {
  const options = schema['anyOf'] ?? schema['oneOf'] ?? schema['allOf']
  if (!Array.isArray(options)) return [schema]
  return options.flatMap((option) => {
    const found = resolved(option, definitions)
    return found ? alternatives(found, definitions) : []
  })
}

export function resolved(schema: Json | undefined, definitions: JsonObject): JsonObject | undefined {
  if (!isJsonObject(schema)) return undefined
  const reference = schema['$ref']
  if (typeof reference !== 'string') return schema
  return resolved(definitions[reference.replace('#/definitions/', '')], definitions)
}

function memberSchema(option: JsonObject, key: string): Json | undefined {
  return (
    propertiesOf(option)[key] ??
    (isJsonObject(option['additionalProperties']) ? option['additionalProperties'] : undefined)
  )
}
