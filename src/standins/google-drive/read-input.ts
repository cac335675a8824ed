import type { z } from 'zod'
import type { JsonObject } from '../../lib/json.ts'
import { refuse } from '../google/refusal.ts'

/** The fields that a client may set; others are ignored, as Drive ignores them. A wrong type is a 400. */
export function readInput(schema: z.ZodType<object>, body: JsonObject): JsonObject {
  const read = schema.safeParse(body)
  if (read.success) return read.data as JsonObject
  throw refuse(400, { reason: 'invalid', message: `Invalid value for: ${read.error.issues[0]?.path.join('.') ?? ''}` })
}

/** What Drive sets itself may not even be repeated to it. */
export function refuseUnwritable(body: JsonObject, names: readonly string[]): void {
  if (!names.some((name) => body[name] !== undefined)) return
  const message = 'The resource body includes fields which are not directly writable.'
  throw refuse(403, { reason: 'fieldNotWritable', message })
}
