import { z } from 'zod'
import type { JsonObject } from '../lib/json.ts'
import { shortForms, specSchema } from './spec.ts'

/**
 * JSON Schema of a spec, for editors: it accepts every spec that the parser accepts. What only the parser can know,
 * such as names that would collide, it lets pass. `checks` are the names that an exemption may use.
 */
export function specJsonSchema(checks: readonly string[]): JsonObject {
  const { $schema, ...rest } = z.toJSONSchema(specSchema, { io: 'input', target: 'draft-7', override: asWritten })
  const shape = JSON.parse(JSON.stringify(rest), (key, value: unknown) =>
    key === 'check' && typeof value === 'object' ? { enum: checks } : value,
  ) as JsonObject
  return {
    $schema: $schema ?? '',
    title: 'assay.yaml',
    description: 'Which interactions of which APIs Assay builds.',
    ...shape,
  }
}

type Override = Parameters<NonNullable<NonNullable<Parameters<typeof z.toJSONSchema>[1]>['override']>>[0]

/** What the generator passes over: short forms, and which addresses there may be. */
function asWritten({ zodSchema, jsonSchema }: Override): void {
  if (jsonSchema.format === 'uri') {
    // The parser takes what a browser takes, which is more than a URI.
    delete jsonSchema.format
    jsonSchema.pattern = String.raw`^\s*[Hh][Tt][Tt][Pp][Ss]?:`
  }
  const short = shortForms.get(zodSchema as never)
  if (short === undefined) return
  const long = { ...jsonSchema }
  for (const key of Object.keys(jsonSchema)) delete jsonSchema[key]
  jsonSchema.anyOf = [{ type: 'string', ...short }, long]
}
