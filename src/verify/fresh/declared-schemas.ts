import { isJsonObject } from '../../lib/json.ts'
import type { Built } from '../../nango/built.ts'
import type { DeclaredSchemas } from './input-schema.ts'

/** The schemas of a compiled function, as the compiler wrote them into its definition. */
export function declaredSchemas({ definition }: Built): DeclaredSchemas {
  const schema = definition['json_schema']
  const definitions = isJsonObject(schema) && isJsonObject(schema['definitions']) ? schema['definitions'] : {}
  const input = typeof definition['input'] === 'string' ? definitions[definition['input']] : undefined
  const names = Array.isArray(definition['output']) ? definition['output'] : []
  const outputs = names.flatMap((name) => {
    const output = typeof name === 'string' ? definitions[name] : undefined
    return isJsonObject(output) ? [output] : []
  })
  return { definitions, outputs, ...(isJsonObject(input) ? { input } : {}) }
}
