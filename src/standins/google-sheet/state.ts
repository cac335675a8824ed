import type { JsonObject } from '../../lib/json.ts'
import { badRequest, noSuchEntity } from './requests/refusals.ts'

/** The spreadsheets that one person can see. */
export interface SheetsState {
  spreadsheets: Spreadsheet[]
}

/** What a handler changes is a draft: see `alter`. Objects of JSON and cells are replaced, never altered. */
export interface Spreadsheet {
  readonly id: string
  /** What the person may do with it. */
  readonly role: 'owner' | 'writer' | 'reader'
  properties: JsonObject
  /** In the order of their tabs. */
  sheets: Sheet[]
  namedRanges: NamedRange[]
  metadata: Metadata[]
}

export interface Sheet {
  readonly id: number
  /** Without the id and the place among the tabs, which are computed. */
  properties: SheetProperties
  /** From the top; shorter than the grid where the rest is empty. */
  rows: Row[]
  /** Sizes of columns, from the left; shorter than the grid, with holes. */
  columns: (JsonObject | undefined)[]
  merges: GridRange[]
  conditionalFormats: JsonObject[]
  basicFilter: JsonObject | undefined
  protectedRanges: JsonObject[]
  bandedRanges: JsonObject[]
  /** The key of the next row that is made. */
  nextRow: number
}

export type SheetProperties = JsonObject & {
  readonly title: string
  readonly gridProperties: JsonObject & { readonly rowCount: number; readonly columnCount: number }
}

export interface Row {
  /** Stays with the row wherever it is moved. */
  readonly key: number
  /** From the left, with holes. */
  readonly cells: (Cell | undefined)[]
  /** Its height and whether it is hidden. */
  size: JsonObject | undefined
}

/** As Google's `CellData` has it, without what is computed. */
export type Cell = {
  readonly userEnteredValue?: Entered
  readonly userEnteredFormat?: JsonObject
  readonly note?: string
  readonly dataValidation?: JsonObject
  readonly textFormatRuns?: readonly JsonObject[]
}

/** What was typed, one of these. */
export type Entered = {
  readonly stringValue?: string
  readonly numberValue?: number
  readonly boolValue?: boolean
  readonly formulaValue?: string
}

/** From zero, the end not included; what is absent has no bound. */
export type GridRange = {
  readonly sheetId?: number
  readonly startRowIndex?: number
  readonly endRowIndex?: number
  readonly startColumnIndex?: number
  readonly endColumnIndex?: number
}

export type NamedRange = { readonly namedRangeId: string; readonly name: string; readonly range: GridRange }

export type DimensionRange = {
  readonly sheetId?: number
  readonly dimension?: string
  readonly startIndex?: number
  readonly endIndex?: number
}

export type Metadata = {
  readonly metadataId: number
  readonly metadataKey: string
  readonly metadataValue?: string
  readonly location: MetadataLocation
  readonly visibility: string
}

export type MetadataLocation = {
  readonly locationType: string
  readonly spreadsheet?: boolean
  readonly sheetId?: number
  readonly dimensionRange?: DimensionRange
}

/** A 404 when there is none of that id that the person could see. */
export function findSpreadsheet(state: SheetsState, id: string): Spreadsheet {
  const spreadsheet = state.spreadsheets.find((candidate) => candidate.id === id)
  if (!spreadsheet) throw noSuchEntity()
  return spreadsheet
}

/** Undefined when there is none. */
export function sheetOf(spreadsheet: Spreadsheet, id: number): Sheet | undefined {
  return spreadsheet.sheets.find((sheet) => sheet.id === id)
}

export function gridSize(sheet: Sheet): { rows: number; columns: number } {
  const { rowCount, columnCount } = sheet.properties.gridProperties
  return { rows: rowCount, columns: columnCount }
}

export function resize(sheet: Sheet, { rows, columns }: { rows: number; columns: number }): void {
  const gridProperties = { ...sheet.properties.gridProperties, rowCount: rows, columnCount: columns }
  sheet.properties = { ...sheet.properties, gridProperties }
}

export function refuseTooLarge({ sheets }: Spreadsheet): void {
  const cells = sheets.reduce((sum, sheet) => sum + gridSize(sheet).rows * gridSize(sheet).columns, 0)
  if (cells <= mostCells) return
  throw badRequest(
    `This action would increase the number of cells in the workbook above the limit of ${mostCells} cells.`,
  )
}

const mostCells = 10_000_000

/** Shares nothing that is ever altered. */
export function copyOfSheet(sheet: Sheet): Sheet {
  return {
    ...sheet,
    rows: sheet.rows.map((row) => ({ ...row, cells: [...row.cells] })),
    columns: [...sheet.columns],
    merges: [...sheet.merges],
    conditionalFormats: [...sheet.conditionalFormats],
    protectedRanges: [...sheet.protectedRanges],
    bandedRanges: [...sheet.bandedRanges],
  }
}
