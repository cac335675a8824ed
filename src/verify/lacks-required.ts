import { type Json, type JsonObject, isJsonObject } from '../lib/json.ts'
import { alternatives, propertiesOf, requiredNames, resolved } from './fresh/input-schema.ts'

/** Whether a value lacks what its schema demands, anywhere in it: Nango refuses such an output. */
export function lacksRequired(value: Json, schema: Json | undefined, definitions: JsonObject): boolean {
  const here = resolved(schema, definitions)
  if (!here) return false
  const options = alternatives(here, definitions)
  return options.length > 0 && options.every((option) => lacks(value, option, definitions))
}

function lacks(value: Json, schema: JsonObject, definitions: JsonObject): boolean {
  if (Array.isArray(value)) return value.some((entry) => lacksRequired(entry, schema['items'], definitions))
  if (!isJsonObject(value)) return value === null && !allowsNull(schema)
  const missing = [...requiredNames(schema)].some((name) => !Object.hasOwn(value, name))
  const inside = Object.entries(propertiesOf(schema)).some(
    ([name, inner]) => Object.hasOwn(value, name) && lacksRequired(value[name]!, inner, definitions),
  )
  return missing || inside
}

function allowsNull({ type, enum: values, const: only }: JsonObject): boolean {
  if (Array.isArray(values)) return values.includes(null)
  if (only !== undefined) return only === null
  return type === undefined || [type].flat().includes('null')
}
