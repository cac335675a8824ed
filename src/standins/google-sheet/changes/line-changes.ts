import type { JsonObject } from '../../../lib/json.ts'
import { show } from '../cells/shown-cell.ts'
import { rowAt } from '../cells/cell-grid.ts'
import { deleteLines, insertLines, moveLines } from '../ranges/edit-lines.ts'
import { merged, updateMask } from '../requests/field-mask.ts'
import { schemaNamed } from '../requests/messages.ts'
import { badRequest, Lacking } from '../requests/refusals.ts'
import { type DimensionRange, gridSize, resize, type Sheet } from '../state.ts'
import { type Change, linesOf, sheetFor } from './change.ts'

/** Whole rows and columns. */
export const lineChanges: Readonly<Record<string, Change>> = {
  appendDimension(draft, { sheetId, dimension, length }, where) {
    const sheet = sheetFor(draft, sheetId, where)
    const count = Number(length ?? 0)
    if (count < 1) throw badRequest(`${where}: length must be greater than 0.`)
    if (dimension !== 'ROWS' && dimension !== 'COLUMNS') throw badRequest(`${where}: No dimension specified.`)
    const { rows, columns } = gridSize(sheet)
    resize(sheet, dimension === 'ROWS' ? { rows: rows + count, columns } : { rows, columns: columns + count })
    return {}
  },

  insertDimension(draft, { range = {}, inheritFromBefore = false }, where) {
    const { sheet, lines } = linesOf(draft, range as DimensionRange, where)
    if (inheritFromBefore === true && lines.start === 0)
      throw badRequest(`${where}: inheritFromBefore cannot be true when inserting at the beginning of the sheet.`)
    insertLines(draft, sheet, lines, inheritFromBefore === true ? lines.start - 1 : lines.start)
    return {}
  },

  deleteDimension(draft, { range = {} }, where) {
    const { sheet, lines } = linesOf(draft, range as DimensionRange, where)
    const { rows, columns } = gridSize(sheet)
    const size = lines.dimension === 'ROWS' ? rows : columns
    const count = Math.min(lines.count, size - lines.start)
    if (count === size)
      throw badRequest(`${where}: You can't delete all the ${lines.dimension.toLowerCase()} on the sheet.`)
    deleteLines(draft, sheet, { ...lines, count })
    return {}
  },

  moveDimension(draft, { source = {}, destinationIndex = 0 }, where) {
    const { sheet, lines } = linesOf(draft, source as DimensionRange, where)
    const to = Number(destinationIndex)
    if (to > lines.start && to < lines.start + lines.count)
      throw badRequest(`${where}: destinationIndex[${to}] is within the source.`)
    moveLines(draft, sheet, lines, to)
    return {}
  },

  updateDimensionProperties(draft, { range = {}, properties = {}, fields, dataSourceSheetRange }, where) {
    if (dataSourceSheetRange !== undefined) throw new Lacking('columns of a data source')
    const { sheet, lines } = linesOf(draft, range as DimensionRange, where)
    const mask = updateMask(fields as string | undefined, schemaNamed('DimensionProperties'), where)
    for (let line = lines.start; line < lines.start + lines.count; line++) {
      const size = merged(sizeOf(sheet, lines.dimension, line) ?? {}, properties as JsonObject, mask)
      setSize(sheet, { dimension: lines.dimension, line }, size)
    }
    return {}
  },

  autoResizeDimensions(draft, { dimensions = {}, dataSourceSheetDimensions }, where) {
    if (dataSourceSheetDimensions !== undefined) throw new Lacking('columns of a data source')
    const { sheet, lines } = linesOf(draft, dimensions as DimensionRange, where)
    const shown = show(draft)
    for (let line = lines.start; line < lines.start + lines.count; line++) {
      const pixelSize = lines.dimension === 'ROWS' ? 21 : widthOf(line)
      setSize(sheet, { dimension: lines.dimension, line }, { ...sizeOf(sheet, lines.dimension, line), pixelSize })
    }
    return {}

    function widthOf(column: number): number {
      return sheet.rows.reduce(
        (most, _, row) => Math.max(most, 10 + 7 * String(shown.cell(sheet, row, column, {})).length),
        21,
      )
    }
  },
}

type Dimension = 'ROWS' | 'COLUMNS'

function sizeOf(sheet: Sheet, dimension: Dimension, line: number): JsonObject | undefined {
  return dimension === 'ROWS' ? sheet.rows[line]?.size : sheet.columns[line]
}

function setSize(sheet: Sheet, { dimension, line }: { dimension: Dimension; line: number }, size: JsonObject): void {
  if (dimension === 'ROWS') rowAt(sheet, line).size = size
  else sheet.columns[line] = size
}
