import type { JsonObject } from '../../../lib/json.ts'
import { type Shown, show } from '../cells/shown-cell.ts'
import { type Area, wholeSheet } from '../ranges/area.ts'
import type { Metadata, Sheet, Spreadsheet } from '../state.ts'
import { gridData, touches } from './grid-data.ts'
import { sheetPropertiesView } from './sheet-properties.ts'

export interface Look {
  /** Only what these touch; everything when absent. */
  readonly areas?: readonly Area[] | undefined
  /** With the cells. */
  readonly withGrid: boolean
}

/** A `Spreadsheet`, as answers have it. */
export function spreadsheetView(spreadsheet: Spreadsheet, { areas, withGrid }: Look): JsonObject {
  const shown = show(spreadsheet)
  const { id, properties, sheets, namedRanges, metadata } = spreadsheet
  const wanted = sheets.filter((sheet) => areas === undefined || areas.some((area) => area.sheet === sheet))
  const own = metadata.filter(({ location }) => location.spreadsheet === true)
  return {
    spreadsheetId: id,
    properties,
    sheets: wanted.map((sheet) => {
      const looked = areas?.filter((area) => area.sheet === sheet) ?? [wholeSheet(sheet)]
      return sheetView(shown, sheet, { areas: looked, withGrid })
    }),
    ...(namedRanges.length === 0 ? {} : { namedRanges }),
    spreadsheetUrl: `https://docs.google.com/spreadsheets/d/${id}/edit`,
    ...(own.length === 0 ? {} : { developerMetadata: own }),
  }
}

function sheetView(
  shown: Shown,
  sheet: Sheet,
  { areas, withGrid }: Required<Look> & { areas: readonly Area[] },
): JsonObject {
  const touched = (range: JsonObject) => areas.some((area) => touches(area, range))
  const lists = {
    merges: sheet.merges.filter(touched),
    conditionalFormats: sheet.conditionalFormats.filter((rule) =>
      (rule['ranges'] as readonly JsonObject[]).some(touched),
    ),
    protectedRanges: sheet.protectedRanges,
    bandedRanges: sheet.bandedRanges.filter((banded) => touched(banded['range'] as JsonObject)),
    developerMetadata: metadataOf(shown.spreadsheet, sheet),
  }
  return {
    properties: sheetPropertiesView(shown.spreadsheet, sheet),
    ...(withGrid ? { data: areas.map((area) => gridData(shown, area)) } : {}),
    ...Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0)),
    ...(sheet.basicFilter ? { basicFilter: sheet.basicFilter } : {}),
  }
}

function metadataOf({ metadata }: Spreadsheet, sheet: Sheet): Metadata[] {
  return metadata.filter(({ location }) => location.sheetId === sheet.id && location.dimensionRange === undefined)
}
