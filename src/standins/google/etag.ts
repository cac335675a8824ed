import { createHash } from 'node:crypto'
import { canonicalJson, type Json, type JsonObject } from '../../lib/json.ts'

/** Changes with the resource. */
export function etagOf(value: Json): string {
  return `"${createHash('sha1').update(canonicalJson(value)).digest('base64url').slice(0, 20)}"`
}

export function withEtag(resource: JsonObject): JsonObject {
  const { kind, ...rest } = resource
  return { ...(kind === undefined ? {} : { kind }), etag: etagOf(resource), ...rest }
}
