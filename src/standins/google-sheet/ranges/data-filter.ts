import type { Json, JsonObject } from '../../../lib/json.ts'
import { badRequest } from '../requests/refusals.ts'
import type { GridRange, Spreadsheet } from '../state.ts'
import { type Area, areaOf } from './area.ts'
import { areasOf, lookUp, type MetadataLookup } from './metadata-filter.ts'
import { parseRange } from './parse-range.ts'

/** The cells that a data filter selects: by range, by indexes, or by the metadata that stands at them. */
export function filteredAreas(spreadsheet: Spreadsheet, filter: JsonObject): Area[] {
  const { a1Range, gridRange, developerMetadataLookup } = filter
  if (a1Range !== undefined) return [parseRange(spreadsheet, String(a1Range))]
  if (gridRange !== undefined) return [areaOf(spreadsheet, gridRange as GridRange, 'Invalid dataFilter')]
  if (developerMetadataLookup === undefined) throw badRequest('Invalid dataFilter: it must have a filter.')
  return lookUp(spreadsheet, developerMetadataLookup as MetadataLookup).flatMap((metadata) =>
    areasOf(spreadsheet, metadata),
  )
}

/** The data filters of a body, at least one. */
export function dataFilters(body: JsonObject): readonly JsonObject[] {
  const filters = (body['dataFilters'] ?? []) as readonly Json[] as readonly JsonObject[]
  if (filters.length === 0) throw badRequest('Must specify at least one dataFilter.')
  return filters
}
