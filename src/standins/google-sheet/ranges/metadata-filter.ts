import type { JsonObject } from '../../../lib/json.ts'
import type { DimensionRange, Metadata, MetadataLocation, Spreadsheet } from '../state.ts'
import { type Area, areaOf, wholeSheet } from './area.ts'
import { sheetOf } from '../state.ts'

/** Metadata of single rows or columns of a sheet. */
export function metadataIn(spreadsheet: Spreadsheet, sheetId: number, dimension: 'ROWS' | 'COLUMNS'): Metadata[] {
  return spreadsheet.metadata.filter(({ location: { dimensionRange } }) => {
    return (
      dimensionRange !== undefined &&
      (dimensionRange.sheetId ?? 0) === sheetId &&
      dimensionRange.dimension === dimension
    )
  })
}

export type MetadataLookup = JsonObject & {
  readonly locationType?: string
  readonly locationMatchingStrategy?: string
  readonly metadataLocation?: MetadataLocation
}

/** What a `developerMetadataLookup` finds: everything that it says has to be true. */
export function lookUp(spreadsheet: Spreadsheet, lookup: MetadataLookup): Metadata[] {
  const same = (['metadataId', 'metadataKey', 'metadataValue', 'visibility'] as const).filter(
    (name) => lookup[name] !== undefined,
  )
  return spreadsheet.metadata.filter(
    (metadata) =>
      same.every((name) => metadata[name] === lookup[name]) &&
      (lookup.locationType === undefined || lookup.locationType === metadata.location.locationType) &&
      isPlacedAt(metadata, lookup),
  )
}

function isPlacedAt({ location }: Metadata, { metadataLocation, locationMatchingStrategy }: MetadataLookup): boolean {
  if (!metadataLocation) return true
  const { dimensionRange: asked } = metadataLocation
  const there = location.dimensionRange
  if (metadataLocation.spreadsheet === true)
    return locationMatchingStrategy === 'INTERSECTING_LOCATION' || location.spreadsheet === true
  if (asked === undefined) {
    if (location.sheetId === metadataLocation.sheetId && there === undefined && location.spreadsheet !== true)
      return true
    return (
      locationMatchingStrategy === 'INTERSECTING_LOCATION' &&
      there !== undefined &&
      (there.sheetId ?? 0) === metadataLocation.sheetId
    )
  }
  return there !== undefined && isSameLine(there, asked)
}

function isSameLine(one: DimensionRange, other: DimensionRange): boolean {
  return (
    (one.sheetId ?? 0) === (other.sheetId ?? 0) &&
    one.dimension === other.dimension &&
    one.startIndex === (other.startIndex ?? 0) &&
    one.endIndex === other.endIndex
  )
}

/** The cells that a piece of metadata stands at; all sheets for one of the spreadsheet. */
export function areasOf(spreadsheet: Spreadsheet, { location }: Metadata): Area[] {
  const { dimensionRange } = location
  if (!dimensionRange) {
    const sheet = sheetOf(spreadsheet, location.sheetId ?? -1)
    return sheet ? [wholeSheet(sheet)] : spreadsheet.sheets.map(wholeSheet)
  }
  const { sheetId = 0, dimension, startIndex = 0, endIndex = startIndex + 1 } = dimensionRange
  const range =
    dimension === 'ROWS'
      ? { sheetId, startRowIndex: startIndex, endRowIndex: endIndex }
      : { sheetId, startColumnIndex: startIndex, endColumnIndex: endIndex }
  return [areaOf(spreadsheet, range, 'Invalid dataFilter')]
}
