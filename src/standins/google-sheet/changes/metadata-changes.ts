import type { JsonObject } from '../../../lib/json.ts'
import { lookUp, type MetadataLookup } from '../ranges/metadata-filter.ts'
import { merged, updateMask } from '../requests/field-mask.ts'
import { schemaNamed } from '../requests/messages.ts'
import { badRequest, Lacking } from '../requests/refusals.ts'
import type { Metadata, MetadataLocation, Spreadsheet } from '../state.ts'
import { freshId } from '../views/sheet-properties.ts'
import { type Change, linesOf, sheetFor } from './change.ts'

/** What programs note about a spreadsheet, a sheet, a row or a column. */
export const metadataChanges: Readonly<Record<string, Change>> = {
  createDeveloperMetadata(draft, { developerMetadata = {} }, where) {
    const given = developerMetadata as JsonObject
    const taken = draft.metadata.map(({ metadataId }) => metadataId)
    const metadataId = Number(given['metadataId'] ?? freshId(taken))
    if (taken.includes(metadataId))
      throw badRequest(`${where}: Developer metadata with id ${metadataId} already exists.`)
    const made = checked(draft, { ...given, metadataId }, where)
    draft.metadata.push(made)
    return { developerMetadata: made }
  },

  updateDeveloperMetadata(draft, { dataFilters = [], developerMetadata = {}, fields }, where) {
    const mask = updateMask(fields as string | undefined, schemaNamed('DeveloperMetadata'), where)
    const found = (dataFilters as readonly JsonObject[]).flatMap((filter) => selected(draft, filter))
    const changed = new Map(
      [...new Set(found)].map((old) => [
        old,
        checked(draft, { ...merged(old, developerMetadata as JsonObject, mask), metadataId: old.metadataId }, where),
      ]),
    )
    draft.metadata = draft.metadata.map((metadata) => changed.get(metadata) ?? metadata)
    return changed.size === 0 ? {} : { developerMetadata: [...changed.values()] }
  },

  deleteDeveloperMetadata(draft, { dataFilter = {} }) {
    const deleted = selected(draft, dataFilter as JsonObject)
    draft.metadata = draft.metadata.filter((metadata) => !deleted.includes(metadata))
    return deleted.length === 0 ? {} : { deletedDeveloperMetadata: deleted }
  },
}

function selected(draft: Spreadsheet, { developerMetadataLookup }: JsonObject): Metadata[] {
  if (developerMetadataLookup === undefined) throw new Lacking('choosing developer metadata by a range')
  return lookUp(draft, developerMetadataLookup as MetadataLookup)
}

function checked(draft: Spreadsheet, given: JsonObject, where: string): Metadata {
  const { metadataId, metadataKey, metadataValue, location, visibility } = given
  if (metadataKey === undefined || metadataKey === '') throw badRequest(`${where}: The metadata key must be specified.`)
  if (visibility !== 'DOCUMENT' && visibility !== 'PROJECT')
    throw badRequest(`${where}: The visibility must be specified.`)
  return {
    metadataId: Number(metadataId),
    metadataKey: String(metadataKey),
    ...(metadataValue === undefined ? {} : { metadataValue: String(metadataValue) }),
    location: checkedLocation(draft, (location ?? {}) as MetadataLocation, where),
    visibility,
  }
}

function checkedLocation(draft: Spreadsheet, location: MetadataLocation, where: string): MetadataLocation {
  const { spreadsheet, sheetId, dimensionRange } = location
  if (spreadsheet === true) return { locationType: 'SPREADSHEET', spreadsheet }
  if (dimensionRange !== undefined) {
    const { sheet, lines } = linesOf(draft, dimensionRange, where)
    if (lines.count !== 1) throw badRequest(`${where}: The location must be a single row or a single column.`)
    const { dimension, start } = lines
    return {
      locationType: dimension === 'ROWS' ? 'ROW' : 'COLUMN',
      dimensionRange: { sheetId: sheet.id, dimension, startIndex: start, endIndex: start + 1 },
    }
  }
  if (sheetId === undefined) throw badRequest(`${where}: The location must be specified.`)
  return { locationType: 'SHEET', sheetId: sheetFor(draft, sheetId, where).id }
}
