import { randomInt } from 'node:crypto'
import type { JsonObject } from '../../../lib/json.ts'
import type { Sheet, SheetProperties, Spreadsheet } from '../state.ts'

/** As answers show them: with the id and the place among the tabs. */
export function sheetPropertiesView(spreadsheet: Spreadsheet, sheet: Sheet): JsonObject {
  const { title, sheetType = 'GRID', gridProperties, ...rest } = sheet.properties
  const index = spreadsheet.sheets.indexOf(sheet)
  return {
    sheetId: sheet.id,
    title,
    index,
    sheetType,
    gridProperties: shownGrid(gridProperties),
    ...withoutFalse(rest),
  }
}

export function newSheet(id: number, title: string, more: JsonObject = {}): Sheet {
  const { gridProperties = {}, ...rest } = more
  const properties = {
    ...rest,
    title,
    gridProperties: { rowCount: 1000, columnCount: 26, ...(gridProperties as JsonObject) },
  }
  return {
    id,
    properties: properties as SheetProperties,
    rows: [],
    columns: [],
    merges: [],
    conditionalFormats: [],
    basicFilter: undefined,
    protectedRanges: [],
    bandedRanges: [],
    nextRow: 1,
  }
}

/** An id that nothing of the spreadsheet has yet. */
export function freshId(taken: readonly number[]): number {
  const id = randomInt(100_000, 2 ** 31 - 1)
  return taken.includes(id) ? freshId(taken) : id
}

function shownGrid(gridProperties: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(gridProperties).filter(([name, value]) =>
      name.endsWith('Count') ? isShownCount(name, value) : value !== false,
    ),
  )
}

function isShownCount(name: string, value: unknown): boolean {
  return !name.startsWith('frozen') || value !== 0
}

function withoutFalse(fields: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== false))
}
