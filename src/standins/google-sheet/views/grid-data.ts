import { isJsonObject, type Json, type JsonObject } from '../../../lib/json.ts'
import { isFilled } from '../cells/cell-grid.ts'
import { localeOf } from '../cells/locale.ts'
import { formattedText, type Shown } from '../cells/shown-cell.ts'
import { isFault, type Value } from '../formulas/values.ts'
import { type Area, gridRangeOf, refuseHuge } from '../ranges/area.ts'
import { metadataIn } from '../ranges/metadata-filter.ts'
import type { Cell, Metadata } from '../state.ts'

/** Cells with all that they have, and the sizes of their rows and columns: a `GridData`. */
export function gridData(shown: Shown, area: Area): JsonObject {
  refuseHuge(area)
  const { sheet, top, left, bottom, right } = area
  const count = Math.max(0, Math.min(bottom, sheet.rows.length) - top)
  const rowData = Array.from({ length: count }, (_, down) => rowView(shown, area, top + down))
  const kept = rowData.slice(0, rowData.findLastIndex((row) => row['values'] !== undefined) + 1)
  return {
    ...(top === 0 ? {} : { startRow: top }),
    ...(left === 0 ? {} : { startColumn: left }),
    ...(kept.length === 0 ? {} : { rowData: kept }),
    rowMetadata: lines(shown, area, 'ROWS', { start: top, end: bottom }),
    columnMetadata: lines(shown, area, 'COLUMNS', { start: left, end: right }),
  }
}

function rowView(shown: Shown, { sheet, left, right }: Area, row: number): JsonObject {
  const cells = sheet.rows[row]?.cells.slice(left, right) ?? []
  const values = Array.from(cells, (cell, across) =>
    cellView(shown, cell, () => shown.value(sheet, row, left + across)),
  )
  const length = values.findLastIndex((value) => Object.keys(value).length > 0) + 1
  return length === 0 ? {} : { values: values.slice(0, length) }
}

/** A `CellData`, without what the spreadsheet computes where nothing was typed in. */
function cellView(shown: Shown, cell: Cell | undefined, value: () => Value): JsonObject {
  if (!cell) return {}
  const { properties } = shown.spreadsheet
  const effective = isFilled(cell) ? value() : null
  const defaultFormat = properties['defaultFormat'] ?? {}
  return {
    ...cell,
    ...(isFilled(cell)
      ? {
          effectiveValue: extendedValue(effective),
          formattedValue: formattedText(effective, cell, localeOf(String(properties['locale']))),
        }
      : {}),
    ...(cell.userEnteredFormat || isFilled(cell)
      ? { effectiveFormat: laidOver(defaultFormat, cell.userEnteredFormat ?? {}) }
      : {}),
  }
}

function extendedValue(value: Value): JsonObject {
  if (isFault(value)) return { errorValue: { type: faultTypes[value.fault] ?? 'ERROR', message: value.fault } }
  if (typeof value === 'number') return { numberValue: value }
  return typeof value === 'boolean' ? { boolValue: value } : { stringValue: value ?? '' }
}

const faultTypes: Readonly<Record<string, string>> = {
  '#DIV/0!': 'DIVIDE_BY_ZERO',
  '#VALUE!': 'VALUE',
  '#REF!': 'REF',
  '#NAME?': 'NAME',
  '#NUM!': 'NUM',
  '#N/A': 'N_A',
}

function laidOver(below: Json, above: Json): Json {
  if (!isJsonObject(below) || !isJsonObject(above)) return above
  return Object.entries(above).reduce<JsonObject>(
    (result, [name, value]) => ({ ...result, [name]: laidOver(result[name] ?? null, value) }),
    below,
  )
}

function lines(
  shown: Shown,
  { sheet }: Area,
  dimension: 'ROWS' | 'COLUMNS',
  span: { start: number; end: number },
): JsonObject[] {
  const noted = metadataIn(shown.spreadsheet, sheet.id, dimension)
  return Array.from({ length: span.end - span.start }, (_, nth) => {
    const line = span.start + nth
    const size = dimension === 'ROWS' ? sheet.rows[line]?.size : sheet.columns[line]
    const developerMetadata: readonly Metadata[] = noted.filter(
      ({ location }) => location.dimensionRange?.startIndex === line,
    )
    return {
      pixelSize: dimension === 'ROWS' ? 21 : 100,
      ...size,
      ...(developerMetadata.length === 0 ? {} : { developerMetadata }),
    }
  })
}

/** What merged cells, filters and the like have in common with the areas that were asked for. */
export function touches(area: Area, range: JsonObject): boolean {
  const { startRowIndex = 0, endRowIndex = 0, startColumnIndex = 0, endColumnIndex = 0 } = gridRangeOf(area)
  const bound = (name: string, otherwise: number) => Number(range[name] ?? otherwise)
  return (
    bound('startRowIndex', 0) < endRowIndex &&
    startRowIndex < bound('endRowIndex', Number.MAX_SAFE_INTEGER) &&
    bound('startColumnIndex', 0) < endColumnIndex &&
    startColumnIndex < bound('endColumnIndex', Number.MAX_SAFE_INTEGER)
  )
}
