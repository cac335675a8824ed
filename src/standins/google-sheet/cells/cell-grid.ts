import type { Cell, Row, Sheet } from '../state.ts'

export function cellAt(sheet: Sheet, row: number, column: number): Cell | undefined {
  return sheet.rows[row]?.cells[column]
}

/** Undefined, or a cell with nothing in it, takes the cell away. The grid has to be large enough. */
export function setCell(sheet: Sheet, row: number, column: number, cell: Cell | undefined): void {
  const isEmpty = cell === undefined || Object.keys(cell).length === 0
  if (isEmpty && sheet.rows[row]?.cells[column] === undefined) return
  rowAt(sheet, row).cells[column] = isEmpty ? undefined : cell
}

/** Makes the rows down to this one where they are not there yet. */
export function rowAt(sheet: Sheet, row: number): Row {
  while (sheet.rows.length <= row) sheet.rows.push(newRow(sheet))
  return sheet.rows[row]!
}

export function newRow(sheet: Sheet): Row {
  return { key: sheet.nextRow++, cells: [], size: undefined }
}

/** Whether something was typed into the cell; a format alone does not count. */
export function isFilled(cell: Cell | undefined): boolean {
  return cell?.userEnteredValue !== undefined
}

/** The cell without what was typed into it; its format stays. */
export function withoutValue(cell: Cell): Cell {
  const { userEnteredValue: _typed, textFormatRuns: _runs, ...rest } = cell
  return rest
}
