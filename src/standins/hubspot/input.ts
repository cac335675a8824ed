import type { z } from 'zod'
import type { JsonObject } from '../../lib/json.ts'
import { unreadable } from './refusal.ts'

/** The parts of a body that an operation knows, or a 400 that names what is lacking or of a wrong kind. */
export function readInput<schema extends z.ZodType>(schema: schema, sent: JsonObject): z.output<schema> {
  const read = schema.safeParse(sent)
  if (read.success) return read.data
  const { issues } = read.error
  const unset = issues.filter(({ path }) => path.length > 0 && valueAt(sent, path) === undefined)
  if (unset.length > 0) {
    throw unreadable(`Some required fields were not set: [${unset.map(({ path }) => path.join('.')).join(', ')}]`)
  }
  const [issue] = issues
  throw unreadable(`Cannot deserialize value of ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`)
}

function valueAt(sent: JsonObject, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key], sent)
}
