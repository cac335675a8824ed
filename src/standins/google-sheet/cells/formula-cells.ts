import type { Cell, Sheet, Spreadsheet } from '../state.ts'

export interface FormulaCell {
  readonly sheet: Sheet
  readonly row: number
  readonly column: number
  readonly cell: Cell
  readonly formula: string
}

/** Every cell that computes something. */
export function formulaCells({ sheets }: Spreadsheet): FormulaCell[] {
  return sheets.flatMap((sheet) =>
    sheet.rows.flatMap(({ cells }, row) =>
      cells.flatMap((cell, column) => {
        const formula = cell?.userEnteredValue?.formulaValue
        return cell && formula !== undefined ? [{ sheet, row, column, cell, formula }] : []
      }),
    ),
  )
}
