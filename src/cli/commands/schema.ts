import { checkNames } from '../../check-names.ts'
import { specJsonSchema } from '../../plan/spec-json-schema.ts'
import { sayJson } from '../say.ts'

/** The JSON Schema of a spec, for editors: what `schema/assay.schema.json` of the package holds. */
export async function schema(): Promise<number> {
  sayJson(specJsonSchema(checkNames))
  return 0
}
