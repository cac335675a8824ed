import type { JsonObject } from '../../../lib/json.ts'
import { badRequest } from '../requests/refusals.ts'
import { type DimensionRange, gridSize, type Sheet, sheetOf, type Spreadsheet } from '../state.ts'
import type { Lines } from '../ranges/edit-lines.ts'

/** One request of a batch: alters the draft and gives the reply, empty for most. `where` begins its refusals. */
export type Change = (draft: Spreadsheet, request: JsonObject, where: string) => JsonObject

export function sheetFor(draft: Spreadsheet, id: unknown, where: string): Sheet {
  const sheet = sheetOf(draft, Number(id ?? 0))
  if (!sheet) throw badRequest(`${where}: No sheet with id: ${Number(id ?? 0)}`)
  return sheet
}

/** The rows or columns of a `DimensionRange`, all within the grid. */
export function linesOf(draft: Spreadsheet, range: DimensionRange, where: string): { sheet: Sheet; lines: Lines } {
  const sheet = sheetFor(draft, range.sheetId, where)
  const { rows, columns } = gridSize(sheet)
  const { dimension, startIndex = 0 } = range
  if (dimension !== 'ROWS' && dimension !== 'COLUMNS') throw badRequest(`${where}: No dimension specified.`)
  const size = dimension === 'ROWS' ? rows : columns
  const { endIndex = size } = range
  if (startIndex < 0 || endIndex <= startIndex)
    throw badRequest(`${where}: range.endIndex[${endIndex}] must be after range.startIndex[${startIndex}].`)
  if (startIndex >= size)
    throw badRequest(
      `${where}: range.startIndex[${startIndex}] is not within the grid: it has ${size} ${dimension.toLowerCase()}.`,
    )
  return { sheet, lines: { dimension, start: startIndex, count: endIndex - startIndex } }
}
