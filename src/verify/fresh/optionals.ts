import { type Json, type JsonObject, isJsonObject } from '../../lib/json.ts'
import { isCursorName } from './cursors.ts'
import { type DeclaredSchemas, alternatives, choicesOf, propertiesOf, requiredNames, resolved } from './input-schema.ts'

/** The input with optional fields added: as another input had them, or where any value of their type will do. */
export function withOptionals(input: JsonObject, others: readonly Json[], schemas: DeclaredSchemas): JsonObject {
  const properties = propertiesOf(objectSchema(schemas.input, schemas.definitions))
  const added = Object.keys(properties)
    .filter((name) => !Object.hasOwn(input, name))
    .flatMap((name): [string, Json][] => {
      const seen = others.find((other) => isJsonObject(other) && Object.hasOwn(other, name)) as JsonObject | undefined
      const value = seen?.[name] ?? anyValue(name, resolved(properties[name], schemas.definitions), schemas.definitions)
      return value === undefined ? [] : [[name, value]]
    })
  return { ...input, ...Object.fromEntries(added) }
}

function anyValue(name: string, schema: JsonObject | undefined, definitions: JsonObject): Json | undefined {
  if (!schema) return undefined
  const [choice] = choicesOf(schema, definitions)
  if (choice !== undefined) return choice
  const [option] = alternatives(schema, definitions).filter(({ type }) => type !== 'null')
  if (option?.['type'] === 'boolean') return true
  if (isProse(name, option)) return 'A few words about it'
  // A small page shows whether the next one is found.
  const isPageSize = /(limit|page_?size|max_?results|per_?page|count)$/i.test(name)
  if (isPageSize && /number|integer/.test(String(option?.['type']))) return 2
  return undefined
}

/** Whether it is a text for people, which an API takes as it is. */
function isProse(name: string, option: JsonObject | undefined): boolean {
  const isFree = option?.['type'] === 'string' && option['format'] === undefined && option['pattern'] === undefined
  return isFree && /(^|[a-z_])(description|summary|title|notes?|comments?|subject|location)$/i.test(name)
}

/** The input without the way to a later page: it leads nowhere in another account, and a list is to begin at its beginning. */
export function withoutCursors(input: JsonObject, schemas: DeclaredSchemas): JsonObject {
  const known = objectSchema(schemas.input, schemas.definitions)
  const required = known ? requiredNames(known) : new Set<string>()
  const isDate = (value: Json) => typeof value === 'string' && /^\d{4}-\d{2}/.test(value)
  return Object.fromEntries(
    Object.entries(input).filter(([name, value]) => required.has(name) || !isCursorName(name) || isDate(value)),
  )
}

/** The input without anything that the schema does not demand, at any depth. Switches that stay are off. */
export function withoutOptionals(input: JsonObject, schemas: DeclaredSchemas): JsonObject {
  return pruned(input, schemas.input, schemas.definitions) as JsonObject
}

function pruned(value: Json, schema: Json | undefined, definitions: JsonObject): Json {
  if (value === true) return false
  const known = objectSchema(schema, definitions)
  if (Array.isArray(value))
    return value.map((item) => pruned(item, resolved(schema, definitions)?.['items'], definitions))
  if (!isJsonObject(value) || !known || Object.keys(propertiesOf(known)).length === 0) return value
  const required = requiredNames(known)
  const kept = Object.entries(value).filter(([name]) => required.has(name) || !Object.hasOwn(propertiesOf(known), name))
  return Object.fromEntries(kept.map(([name, child]) => [name, pruned(child, propertiesOf(known)[name], definitions)]))
}

function objectSchema(schema: Json | undefined, definitions: JsonObject): JsonObject | undefined {
  const found = resolved(schema, definitions)
  return found ? alternatives(found, definitions).find((option) => isJsonObject(option['properties'])) : undefined
}
