import { isJsonObject } from '../../lib/json.ts'
import type { Built } from '../../nango/built.ts'
import type { DeclaredSchemas } from './input-schema.ts'

/** The schemas of a compiled function, as the compiler wrote them into its definition. */
export function declaredSchemas({ definition }: Built): DeclaredSchemas {
  const schema = definition['json_schema']
  const definitions = isJsonObject(schema) && isJsonObject(schema['definitions']) ? schema['definitions'] : {}
  const input = typeof definition['input'] === 'string' ? definitions[definition['input']] : undefined
  return { definitions, ...(isJsonObject(input) ? { input } : {}) }
}
