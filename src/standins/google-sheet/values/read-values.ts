import type { Json, JsonObject } from '../../../lib/json.ts'
import type { Rendering, Shown } from '../cells/shown-cell.ts'
import { type Area, areaText } from '../ranges/area.ts'

export interface Reading extends Rendering {
  readonly majorDimension?: string
}

/** A `ValueRange`: without the empty cells at the end of each row, the empty rows at the end, and `values` when all are empty. */
export function valueRange(shown: Shown, area: Area, reading: Reading): JsonObject {
  const values = valuesOf(shown, area, reading)
  const majorDimension = reading.majorDimension === 'COLUMNS' ? 'COLUMNS' : 'ROWS'
  return { range: areaText(area), majorDimension, ...(values.length === 0 ? {} : { values }) }
}

function valuesOf(shown: Shown, area: Area, reading: Reading): Json[][] {
  const { sheet, top, left, bottom, right } = area
  const filled = Math.max(top, Math.min(bottom, sheet.rows.length))
  const rows = Array.from({ length: filled - top }, (_, down) => {
    const width = Math.max(0, Math.min(right, sheet.rows[top + down]?.cells.length ?? 0) - left)
    return Array.from({ length: width }, (__, across) => shown.cell(sheet, top + down, left + across, reading))
  })
  return trimmed(reading.majorDimension === 'COLUMNS' ? transposed(rows) : rows)
}

function trimmed(lines: readonly Json[][]): Json[][] {
  const kept = lines.map((line) => line.slice(0, line.findLastIndex((value) => value !== '') + 1))
  return kept.slice(0, kept.findLastIndex((line) => line.length > 0) + 1)
}

/** Columns for rows, or the other way round; what is missing is `filler`. */
export function transposed(lines: readonly (readonly Json[])[], filler: Json = ''): Json[][] {
  const length = lines.reduce((most, line) => Math.max(most, line.length), 0)
  return Array.from({ length }, (_, across) => lines.map((line) => line[across] ?? filler))
}
