import type { JsonObject } from '../../../lib/json.ts'
import { newRow } from '../cells/cell-grid.ts'
import { gridSize, refuseTooLarge, resize, type Sheet, type Spreadsheet } from '../state.ts'
import { type Dimension, respanAll } from './respan.ts'

/** Rows or columns that are next to each other. */
export interface Lines {
  readonly dimension: Dimension
  readonly start: number
  readonly count: number
}

/** Empty rows or columns; what refers to cells after them goes along. `like` gives them the formats of a neighbour. */
export function insertLines(spreadsheet: Spreadsheet, sheet: Sheet, lines: Lines, like?: number): void {
  const { dimension, start, count } = lines
  const { rows, columns } = gridSize(sheet)
  resize(sheet, dimension === 'ROWS' ? { rows: rows + count, columns } : { rows, columns: columns + count })
  refuseTooLarge(spreadsheet)
  if (dimension === 'ROWS') {
    if (sheet.rows.length > start) {
      const model = like === undefined ? undefined : sheet.rows[like]
      sheet.rows.splice(
        start,
        0,
        ...Array.from({ length: count }, () => ({ ...newRow(sheet), cells: formatsOf(model?.cells ?? []) })),
      )
    }
  } else {
    for (const row of sheet.rows) {
      if (row.cells.length <= start) continue
      const model = like === undefined ? undefined : row.cells[like]
      row.cells.splice(start, 0, ...Array.from({ length: count }, () => formatsOf([model])[0]))
    }
    if (sheet.columns.length > start)
      sheet.columns.splice(start, 0, ...Array<JsonObject | undefined>(count).fill(undefined))
  }
  respanAll(spreadsheet, sheet, dimension, (from, to) =>
    from >= start ? [from + count, to + count] : to > start ? [from, to + count] : [from, to],
  )
}

/** Takes rows or columns away; what refers to them alone is gone with them. */
export function deleteLines(spreadsheet: Spreadsheet, sheet: Sheet, { dimension, start, count }: Lines): void {
  const { rows, columns } = gridSize(sheet)
  if (dimension === 'ROWS') {
    sheet.rows.splice(start, count)
    resize(sheet, { rows: rows - count, columns })
  } else {
    for (const row of sheet.rows) row.cells.splice(start, count)
    sheet.columns.splice(start, count)
    resize(sheet, { rows, columns: columns - count })
  }
  const end = start + count
  const kept = (index: number) => (index <= start ? index : Math.max(start, index - count))
  respanAll(spreadsheet, sheet, dimension, (from, to) =>
    from >= start && to <= end ? undefined : [kept(from), kept(to)],
  )
}

/** Moves rows or columns to before the line that now is at `to`. */
export function moveLines(
  spreadsheet: Spreadsheet,
  sheet: Sheet,
  { dimension, start, count }: Lines,
  to: number,
): void {
  const target = to > start ? to - count : to
  const move = <line>(list: line[], fill: () => line) => {
    while (list.length < Math.max(start + count, to)) list.push(fill())
    list.splice(target, 0, ...list.splice(start, count))
  }
  if (dimension === 'ROWS') move(sheet.rows, () => newRow(sheet))
  else {
    for (const row of sheet.rows) move(row.cells, () => undefined)
    move(sheet.columns, () => undefined)
  }
  const place = (index: number) => {
    if (index >= start && index < start + count) return index - start + target
    const without = index >= start + count ? index - count : index
    return without >= target ? without + count : without
  }
  respanAll(spreadsheet, sheet, dimension, (from, end) => {
    const ends = [place(from), place(end - 1)]
    return [Math.min(...ends), Math.max(...ends) + 1]
  })
}

function formatsOf(cells: readonly Sheet['rows'][number]['cells'][number][]): Sheet['rows'][number]['cells'] {
  return cells.map((cell) => (cell?.userEnteredFormat ? { userEnteredFormat: cell.userEnteredFormat } : undefined))
}
