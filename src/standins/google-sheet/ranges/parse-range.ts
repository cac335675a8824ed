import { badRequest } from '../requests/refusals.ts'
import { gridSize, type Sheet, type Spreadsheet } from '../state.ts'
import { columnNumber, quotedTitle } from './addresses.ts'
import { type Area, areaOf, beyondGrid, wholeSheet } from './area.ts'

/** Bounds as they are written, from zero, the end not included; what is absent is open. */
interface Bounds {
  readonly top?: number | undefined
  readonly left?: number | undefined
  readonly bottom?: number | undefined
  readonly right?: number | undefined
  readonly isCell?: boolean
}

/**
 * The cells that a text such as `Sheet1!A1:C5`, `'Year 2026'!B:B`, `A2:C`, `R1C1:R2C3`, `Sheet1` or the name of a range
 * means. Without a sheet it is the first one. What reaches beyond the grid is cut off; what begins there is refused.
 */
export function parseRange(spreadsheet: Spreadsheet, text: string): Area {
  const { title, rest } = splitTitle(text)
  const bounds = rest === undefined ? undefined : parseBounds(rest)
  if (title !== undefined) {
    const sheet = sheetTitled(spreadsheet, title)
    if (!sheet || (rest !== undefined && !bounds)) throw unparsable(text)
    return bounds ? within(sheet, bounds, rest ?? '') : wholeSheet(sheet)
  }
  const [first] = spreadsheet.sheets
  if (first && bounds) return within(first, bounds, rest ?? '')
  const named = spreadsheet.namedRanges.find(({ name }) => name.toLowerCase() === text.toLowerCase())
  if (named) return areaOf(spreadsheet, named.range, 'Unable to parse range')
  const sheet = sheetTitled(spreadsheet, text)
  if (!sheet) throw unparsable(text)
  return wholeSheet(sheet)
}

/** Whatever the case of its letters. */
export function sheetTitled(spreadsheet: Spreadsheet, title: string): Sheet | undefined {
  const { sheets } = spreadsheet
  const same = (sheet: Sheet) => sheet.properties.title.toLowerCase() === title.toLowerCase()
  return sheets.find((sheet) => sheet.properties.title === title) ?? sheets.find(same)
}

function unparsable(text: string): Error {
  return badRequest(`Unable to parse range: ${text}`)
}

/** `'It''s'!A1` is the title `It's` and the rest `A1`; a title in quotes may stand alone. */
function splitTitle(text: string): { title: string | undefined; rest: string | undefined } {
  const quoted = /^'((?:[^']|'')+)'(?:!(.*))?$/s.exec(text)
  if (quoted) return { title: quoted[1]?.replaceAll("''", "'"), rest: quoted[2] }
  const mark = text.lastIndexOf('!')
  return mark < 0 ? { title: undefined, rest: text } : { title: text.slice(0, mark), rest: text.slice(mark + 1) }
}

function parseBounds(text: string): Bounds | undefined {
  return parseA1(text) ?? parseR1C1(text)
}

function parseA1(text: string): Bounds | undefined {
  const [, ...parts] = /^\$?([A-Za-z]{1,3})?\$?(\d{1,8})?(?:(:)\$?([A-Za-z]{1,3})?\$?(\d{1,8})?)?$/.exec(text) ?? []
  const [column, row, colon, endColumn, endRow] = parts
  const isOpen = (column === undefined && row === undefined) || (endColumn === undefined && endRow === undefined)
  if (colon === undefined)
    return column !== undefined && row !== undefined && Number(row) > 0
      ? { ...cell(Number(row) - 1, columnNumber(column)), isCell: true }
      : undefined
  if (isOpen || row === '0' || endRow === '0') return undefined
  const [top, bottom] = ordered(
    row === undefined ? undefined : Number(row) - 1,
    endRow === undefined ? undefined : Number(endRow),
  )
  const [left, right] = ordered(
    column === undefined ? undefined : columnNumber(column),
    endColumn === undefined ? undefined : columnNumber(endColumn) + 1,
  )
  return { top, left, bottom, right }
}

function parseR1C1(text: string): Bounds | undefined {
  const [, row, column, endRow, endColumn] = /^R(\d+)C(\d+)(?::R(\d+)C(\d+))?$/i.exec(text) ?? []
  if (row === undefined || [row, column, endRow, endColumn].includes('0')) return undefined
  const start = cell(Number(row) - 1, Number(column) - 1)
  if (endRow === undefined) return { ...start, isCell: true }
  const [top, bottom] = ordered(start.top, Number(endRow))
  const [left, right] = ordered(start.left, Number(endColumn))
  return { top, left, bottom, right }
}

function cell(top: number, left: number): { top: number; left: number; bottom: number; right: number } {
  return { top, left, bottom: top + 1, right: left + 1 }
}

// `C5:A1` is `A1:C5`.
function ordered(start: number | undefined, end: number | undefined): [number | undefined, number | undefined] {
  return start !== undefined && end !== undefined && end <= start ? [end - 1, start + 1] : [start, end]
}

function within(sheet: Sheet, bounds: Bounds, text: string): Area {
  const { rows, columns } = gridSize(sheet)
  const { top = 0, left = 0, bottom = rows, right = columns, isCell } = bounds
  if (top >= rows || left >= columns) throw beyondGrid(sheet, `${quotedTitle(sheet.properties.title)}!${text}`)
  const area = { sheet, top, left, bottom: Math.min(bottom, rows), right: Math.min(right, columns) }
  return isCell ? { ...area, isCell } : area
}
