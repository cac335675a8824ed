import { isJsonObject, type Json, type JsonObject } from '../../../lib/json.ts'
import { GoogleRefusal } from '../../google/refusal.ts'
import { type Mask, parseMask, partialResponse } from '../../google/partial-response.ts'
import type { Schema } from '../../google/schema.ts'
import { resolved } from './messages.ts'
import { badRequest } from './refusals.ts'

/** What the parameter `fields` asks for, such as `sheets.properties(sheetId,title)`; a field that there is not is refused. */
export function maskedAnswer(answer: JsonObject, fields: string | null, schema: Schema): JsonObject {
  if (fields === null || fields === '') return answer
  const mask = readMask(fields)
  const unknown = unknownPath(mask, schema)
  if (unknown !== undefined)
    throw invalidMask(`Error expanding 'fields' parameter. Cannot find matching fields for path '${unknown}'.`)
  return partialResponse(answer, fields.replaceAll('.', '/'))
}

/** Whether a mask wants the cells of a `Spreadsheet` too. */
export function selectsGrid(fields: string): boolean {
  const mask = readMask(fields)
  const sheets = mask['*'] ? {} : mask['sheets']
  return sheets !== undefined && (Object.keys(sheets).length === 0 || Boolean(sheets['*'] ?? sheets['data']))
}

/** `target` with those fields of `source` that the mask names: one that the source lacks is taken away. */
export function merged(target: JsonObject, source: JsonObject, mask: Mask): JsonObject {
  if (mask['*']) return source
  const result: Record<string, Json> = { ...target }
  for (const [field, below] of Object.entries(mask)) {
    const [old, given] = [result[field], source[field]]
    if (Object.keys(below).length > 0)
      result[field] = merged(isJsonObject(old) ? old : {}, isJsonObject(given) ? given : {}, below)
    else if (given === undefined) delete result[field]
    else result[field] = given
  }
  return result
}

/** The mask of an update. `schema` is what it selects from; `where` is the request that has it. */
export function updateMask(fields: string | undefined, schema: Schema, where: string): Mask {
  if (fields === undefined || fields === '')
    throw badRequest(`${where}: At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)`)
  const mask = readMask(fields)
  const unknown = unknownPath(mask, schema)
  if (unknown !== undefined) {
    const description = `Invalid field: ${unknown}`
    throw badRequest(`${where}: ${description}`, [{ field: 'fields', description }])
  }
  return mask
}

function readMask(fields: string): Mask {
  try {
    return parseMask(fields.replaceAll('.', '/'))
  } catch (error) {
    // Refused in the envelope of the older APIs.
    if (!(error instanceof GoogleRefusal)) throw error
    throw invalidMask(`Error expanding 'fields' parameter. Cannot parse '${fields}'.`)
  }
}

function invalidMask(description: string): GoogleRefusal {
  return badRequest('Request contains an invalid argument.', [{ field: 'fields', description }])
}

function unknownPath(mask: Mask, schema: Schema, above = ''): string | undefined {
  const { items, properties, additionalProperties } = resolved(schema)
  if (items) return unknownPath(mask, items, above)
  for (const [field, below] of Object.entries(mask)) {
    if (field === '*') continue
    const inner = properties?.[field] ?? additionalProperties
    if (!inner) return `${above}${field}`
    const unknown = unknownPath(below, inner, `${above}${field}.`)
    if (unknown !== undefined) return unknown
  }
  return undefined
}
