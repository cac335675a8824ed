import type { JsonObject } from '../../lib/json.ts'
import { overlap } from './ranges/area.ts'
import { dataFilters, filteredAreas } from './ranges/data-filter.ts'
import { areasOf, lookUp, type MetadataLookup } from './ranges/metadata-filter.ts'
import { badRequest, noSuchEntity } from './requests/refusals.ts'
import type { SheetsCall, SheetsRoute } from './requests/route.ts'
import { findSpreadsheet, type Metadata, type SheetsState, type Spreadsheet } from './state.ts'

const item = '/v4/spreadsheets/{spreadsheetId}/developerMetadata'

/** Metadata can be read here; it is written by a batch of changes. */
export function developerMetadataRoutes(state: SheetsState): readonly SheetsRoute[] {
  return [
    { operation: `GET ${item}/{metadataId}`, name: 'GetDeveloperMetadata', answer: (call) => getMetadata(state, call) },
    {
      operation: `POST ${item}:search`,
      name: 'SearchDeveloperMetadata',
      answer: (call) => searchMetadata(state, call),
    },
  ]
}

function getMetadata(state: SheetsState, { params }: SheetsCall): JsonObject {
  const { metadataId = '', spreadsheetId = '' } = params
  if (!/^\d{1,10}$/.test(metadataId)) throw badRequest(`Invalid value at 'metadata_id' (TYPE_INT32), "${metadataId}"`)
  const found = findSpreadsheet(state, spreadsheetId).metadata.find(
    (metadata) => metadata.metadataId === Number(metadataId),
  )
  if (!found) throw noSuchEntity()
  return found
}

/** Each piece of metadata once, with all filters that find it. */
function searchMetadata(state: SheetsState, { params, body }: SheetsCall): JsonObject {
  const spreadsheet = findSpreadsheet(state, params['spreadsheetId'] ?? '')
  const found = new Map<Metadata, JsonObject[]>()
  for (const filter of dataFilters(body)) {
    for (const metadata of foundBy(spreadsheet, filter)) found.set(metadata, [...(found.get(metadata) ?? []), filter])
  }
  const matched = [...found].map(([developerMetadata, filters]) => ({ developerMetadata, dataFilters: filters }))
  return matched.length === 0 ? {} : { matchedDeveloperMetadata: matched }
}

/** A range finds what is noted about the rows and columns that lie in it, and about sheets that it touches. */
function foundBy(spreadsheet: Spreadsheet, filter: JsonObject): Metadata[] {
  const { developerMetadataLookup } = filter
  if (developerMetadataLookup !== undefined) return lookUp(spreadsheet, developerMetadataLookup as MetadataLookup)
  const areas = filteredAreas(spreadsheet, filter)
  return spreadsheet.metadata.filter(
    (metadata) =>
      metadata.location.spreadsheet !== true &&
      areasOf(spreadsheet, metadata).some((area) => areas.some((wanted) => overlap(area, wanted))),
  )
}
