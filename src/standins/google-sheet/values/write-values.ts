import type { Json, JsonObject } from '../../../lib/json.ts'
import { cellAt, isFilled, setCell, withoutValue } from '../cells/cell-grid.ts'
import { enteredCell, type InputOption } from '../cells/enter-value.ts'
import { localeOf } from '../cells/locale.ts'
import { show } from '../cells/shown-cell.ts'
import { addressOf, columnLetters } from '../ranges/addresses.ts'
import { type Area, areaText, beyondGrid } from '../ranges/area.ts'
import { badRequest } from '../requests/refusals.ts'
import { gridSize, type Spreadsheet } from '../state.ts'
import { type Reading, transposed, valueRange } from './read-values.ts'

export interface Writing {
  readonly option: InputOption
  /** How the answer shows what has been written; not at all when absent. */
  readonly echo?: Reading | undefined
}

/** `valueInputOption` has to be given. */
export function inputOption(given: Json | undefined): InputOption {
  if (given === 'RAW' || given === 'USER_ENTERED') return given
  throw badRequest("'valueInputOption' is required but not specified")
}

/** The rows of a `ValueRange`; null leaves a cell as it is. */
export function rowsOf(range: JsonObject): Json[][] {
  const lines = (range['values'] ?? []) as Json[][]
  for (const [nth, line] of lines.entries()) {
    if (!Array.isArray(line))
      throw badRequest(
        `Invalid value at 'data.values[${nth}]' (type.googleapis.com/google.protobuf.ListValue), ${JSON.stringify(line)}`,
      )
    for (const [place, value] of line.entries()) {
      if (typeof value !== 'object' || value === null) continue
      const kind = Array.isArray(value) ? 'list_value' : 'struct_value'
      throw badRequest(`Invalid values[${nth}][${place}]: ${kind} ${JSON.stringify(value)}`)
    }
  }
  return range['majorDimension'] === 'COLUMNS' ? transposed(lines, null) : lines
}

/** Writes from the area's first cell on, and says what was written, as an `UpdateValuesResponse`. */
export function writeValues(
  spreadsheet: Spreadsheet,
  area: Area,
  rows: readonly Json[][],
  { option, echo }: Writing,
): JsonObject {
  const locale = localeOf(String(spreadsheet.properties['locale'] ?? 'en_US'))
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0)
  refuseOutside(area, rows.length, width)
  const { sheet, top, left } = area
  let cells = 0
  for (const [down, row] of rows.entries()) {
    for (const [across, input] of row.entries()) {
      if (typeof input === 'object') continue
      const cell = cellAt(sheet, top + down, left + across)
      setCell(sheet, top + down, left + across, enteredCell(cell, input, { option, locale }))
      cells++
    }
  }
  const written = { ...area, bottom: top + Math.max(1, rows.length), right: left + Math.max(1, width) }
  return {
    spreadsheetId: spreadsheet.id,
    updatedRange: areaText(rows.length === 0 ? area : written),
    ...(cells === 0 ? {} : { updatedRows: rows.length, updatedColumns: width, updatedCells: cells }),
    ...(echo ? { updatedData: valueRange(show(spreadsheet), written, echo) } : {}),
  }
}

/** One named cell is a place to begin at; anything longer is a bound. */
function refuseOutside(area: Area, height: number, width: number): void {
  const { sheet, top, left, isCell } = area
  const { rows, columns } = gridSize(sheet)
  const [bottom, right] = isCell ? [rows, columns] : [area.bottom, area.right]
  if (top + height <= bottom && left + width <= right) return
  if (isCell) {
    const last = addressOf(top + height - 1, left + width - 1)
    throw beyondGrid(sheet, `${areaText(area)}:${last}`)
  }
  const place = top + height > bottom ? `row [${bottom + 1}]` : `column [${columnLetters(right)}]`
  throw badRequest(`Requested writing within range [${areaText(area)}], but tried writing to ${place}`)
}

/** Formats stay. */
export function clearValues({ sheet, top, left, bottom, right }: Area): void {
  for (let row = top; row < Math.min(bottom, sheet.rows.length); row++) {
    for (let column = left; column < Math.min(right, sheet.rows[row]?.cells.length ?? 0); column++) {
      const cell = cellAt(sheet, row, column)
      if (cell && isFilled(cell)) setCell(sheet, row, column, withoutValue(cell))
    }
  }
}
