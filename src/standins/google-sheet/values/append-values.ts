import type { Json, JsonObject } from '../../../lib/json.ts'
import { insertLines } from '../ranges/edit-lines.ts'
import { type Area, areaText } from '../ranges/area.ts'
import { gridSize, resize, type Sheet, type Spreadsheet } from '../state.ts'
import { findTable } from './find-table.ts'
import { type Writing, writeValues } from './write-values.ts'

export interface Appending extends Writing {
  /** Insert rows rather than write over what follows the table. */
  readonly inserts: boolean
}

/** Writes below the table that the area finds, an `AppendValuesResponse`. The grid grows as needed. */
export function appendValues(
  spreadsheet: Spreadsheet,
  area: Area,
  rows: readonly Json[][],
  { inserts, ...writing }: Appending,
): JsonObject {
  const { sheet } = area
  const table = findTable(area)
  const [row, column] = table ? [table.bottom, table.left] : [area.top, area.left]
  const width = rows.reduce((most, line) => Math.max(most, line.length), 0)
  if (inserts && rows.length > 0 && row < gridSize(sheet).rows)
    insertLines(spreadsheet, sheet, { dimension: 'ROWS', start: row, count: rows.length })
  grow(sheet, row + rows.length, column + width)
  const target = { sheet, top: row, left: column, bottom: row + rows.length, right: column + width }
  const updates = writeValues(spreadsheet, target, rows, writing)
  return { spreadsheetId: spreadsheet.id, ...(table ? { tableRange: areaText(table) } : {}), updates }
}

function grow(sheet: Sheet, rows: number, columns: number): void {
  const size = gridSize(sheet)
  resize(sheet, { rows: Math.max(size.rows, rows), columns: Math.max(size.columns, columns) })
}
