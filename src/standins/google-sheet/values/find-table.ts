import { cellAt, isFilled } from '../cells/cell-grid.ts'
import { type Area, wholeSheet } from '../ranges/area.ts'
import type { Sheet } from '../state.ts'

/**
 * The table that values are appended to: the last one that reaches into the area. A table is a block of filled cells
 * with empty ones all around. Undefined where there is none: then the area's first cell is where values go.
 */
export function findTable(area: Area): Area | undefined {
  const { sheet, left, right } = area
  for (let row = Math.min(area.bottom, sheet.rows.length) - 1; row >= area.top; row--) {
    for (let column = Math.min(right, sheet.rows[row]?.cells.length ?? 0) - 1; column >= left; column--) {
      if (isFilled(cellAt(sheet, row, column))) return grown(sheet, row, column)
    }
  }
  return undefined
}

function grown(sheet: Sheet, row: number, column: number): Area {
  const { bottom: rows, right: columns } = wholeSheet(sheet)
  let [top, left, bottom, right] = [row, column, row + 1, column + 1]
  const isFilledLine = (one: number, other: number, cell: (nth: number) => boolean) => {
    for (let nth = Math.max(0, one - 1); nth < other + 1; nth++) if (cell(nth)) return true
    return false
  }
  const inRow = (line: number) => isFilledLine(left, right, (nth) => isFilled(cellAt(sheet, line, nth)))
  const inColumn = (line: number) => isFilledLine(top, bottom, (nth) => isFilled(cellAt(sheet, nth, line)))
  for (let before = ''; before !== `${top} ${left} ${bottom} ${right}`;) {
    before = `${top} ${left} ${bottom} ${right}`
    while (top > 0 && inRow(top - 1)) top--
    while (bottom < rows && inRow(bottom)) bottom++
    while (left > 0 && inColumn(left - 1)) left--
    while (right < columns && inColumn(right)) right++
  }
  return { sheet, top, left, bottom, right }
}
