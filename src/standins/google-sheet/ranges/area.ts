import { badRequest, Lacking } from '../requests/refusals.ts'
import { type GridRange, gridSize, type Sheet, sheetOf, type Spreadsheet } from '../state.ts'
import { addressOf, quotedTitle } from './addresses.ts'

/** Cells of one sheet, from zero, the end not included, within the grid. */
export interface Area {
  readonly sheet: Sheet
  readonly top: number
  readonly left: number
  readonly bottom: number
  readonly right: number
  /** One cell was named: a place to begin at rather than a bound. */
  readonly isCell?: boolean
}

export function wholeSheet(sheet: Sheet): Area {
  const { rows, columns } = gridSize(sheet)
  return { sheet, top: 0, left: 0, bottom: rows, right: columns }
}

/** As answers name it, such as `'Year 2026'!A1:C5`. */
export function areaText({ sheet, top, left, bottom, right }: Area): string {
  const first = addressOf(top, left)
  const last = addressOf(bottom - 1, right - 1)
  return `${quotedTitle(sheet.properties.title)}!${first === last ? first : `${first}:${last}`}`
}

/** `where` is what the request calls it, for the refusal of a sheet that there is not. */
export function areaOf(spreadsheet: Spreadsheet, range: GridRange, where: string): Area {
  const sheet = sheetOf(spreadsheet, range.sheetId ?? 0)
  if (!sheet) throw badRequest(`${where}: No grid with id: ${range.sheetId ?? 0}`)
  const { rows, columns } = gridSize(sheet)
  const area = {
    sheet,
    top: range.startRowIndex ?? 0,
    left: range.startColumnIndex ?? 0,
    bottom: range.endRowIndex ?? rows,
    right: range.endColumnIndex ?? columns,
  }
  if (area.top < 0 || area.left < 0 || area.top >= area.bottom || area.left >= area.right)
    throw badRequest(`${where}: The range is empty: its end must come after its start.`)
  if (area.top >= rows || area.left >= columns) throw beyondGrid(sheet, areaText(area))
  return { ...area, bottom: Math.min(area.bottom, rows), right: Math.min(area.right, columns) }
}

export function gridRangeOf({ sheet, top, left, bottom, right }: Area): GridRange {
  const [startRowIndex, endRowIndex, startColumnIndex, endColumnIndex] = [top, bottom, left, right]
  return { sheetId: sheet.id, startRowIndex, endRowIndex, startColumnIndex, endColumnIndex }
}

export function beyondGrid(sheet: Sheet, text: string): Error {
  const { rows, columns } = gridSize(sheet)
  return badRequest(`Range (${text}) exceeds grid limits. Max rows: ${rows}, max columns: ${columns}`)
}

/** What a client may well ask for, and what would take all of our memory. */
export function refuseHuge({ top, left, bottom, right }: Area): void {
  if ((bottom - top) * (right - left) > 2_000_000) throw new Lacking('more than two million cells at once')
}

/** Whether they have a cell in common. */
export function overlap(one: Area, other: Area): boolean {
  return (
    one.sheet === other.sheet &&
    one.top < other.bottom &&
    other.top < one.bottom &&
    one.left < other.right &&
    other.left < one.right
  )
}
