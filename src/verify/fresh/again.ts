import type { Json } from '../../lib/json.ts'
import { withValue } from '../replay/boxed/leaves.ts'
import type { FreshRun } from '../trial.ts'
import type { DeclaredSchemas } from './input-schema.ts'
import { schemaAt } from './input-schema.ts'
import { plausible } from './plausible.ts'
import { varyValue } from './vary-value.ts'

/** Another input about the same things: every name is kept, and what else was new is something else again. */
export function againWith({ input, fresh }: FreshRun, schemas: DeclaredSchemas, seed: number): Json | undefined {
  const random = plausible(seed)
  let again = input
  for (const { path, value, isName } of fresh) {
    if (isName || again === undefined) continue
    const schema = schemaAt(schemas.input, path, schemas.definitions)
    const place = { path, schema, definitions: schemas.definitions }
    again = withValue(again, path, varyValue(value, place, { choices: false, dates: false }, random))
  }
  return again
}
