import { z } from 'zod'
import type { JsonObject } from '../../lib/json.ts'
import { catalogueEntry } from '../catalogue-entry.ts'

const declared = z.object({
  connection_config: z.record(z.string(), z.object({ secret: z.boolean().optional() })).catch({}),
})

/**
 * Of what a connection is configured with, that which functions may see: what the catalogue declares and does not call
 * secret. The rest comes from a token's answer, such as the secret address of a webhook.
 */
export function publicConfig(api: string, config: JsonObject): JsonObject {
  const { connection_config: known } = declared.parse(catalogueEntry(api) ?? {})
  const isPublic = (name: string) => known[name] !== undefined && !known[name].secret && !secretName.test(name)
  return Object.fromEntries(Object.entries(config).filter(([name]) => isPublic(name)))
}

const secretName = /token|secret|password|key|webhook/i
