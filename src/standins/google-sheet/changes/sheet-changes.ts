import type { JsonObject } from '../../../lib/json.ts'
import { withColorStyles } from '../cells/color-styles.ts'
import { deleteLines, insertLines } from '../ranges/edit-lines.ts'
import { sheetTitled } from '../ranges/parse-range.ts'
import { rewriteFormulas } from '../ranges/respan.ts'
import { merged, updateMask } from '../requests/field-mask.ts'
import { schemaNamed } from '../requests/messages.ts'
import { badRequest, Lacking } from '../requests/refusals.ts'
import { gridSize, type Sheet, type SheetProperties, type Spreadsheet } from '../state.ts'
import { freshId, newSheet, sheetPropertiesView } from '../views/sheet-properties.ts'
import { type Change, sheetFor } from './change.ts'
import { copiedSheet, freeTitle } from './copied-sheet.ts'

/** The tabs and the spreadsheet itself. */
export const sheetChanges: Readonly<Record<string, Change>> = {
  addSheet(draft, { properties = {} }, where) {
    const { sheetId, index, title, sheetType = 'GRID', ...more } = properties as JsonObject
    if (sheetType !== 'GRID') throw new Lacking(`a sheet of the type ${String(sheetType)}`)
    const name = title === undefined ? untitled(draft) : String(title)
    refuseTitle(draft, name, where)
    const sheet = newSheet(newId(draft, sheetId as number | undefined, where), name, withColorStyles(more))
    refuseEmptyGrid(sheet, where)
    draft.sheets.splice(Number(index ?? draft.sheets.length), 0, sheet)
    return { properties: sheetPropertiesView(draft, sheet) }
  },

  deleteSheet(draft, { sheetId }, where) {
    const sheet = sheetFor(draft, sheetId, where)
    if (draft.sheets.every((other) => other === sheet || other.properties['hidden'] === true))
      throw badRequest(`${where}: You can't remove all the visible sheets in a document.`)
    draft.sheets = draft.sheets.filter((other) => other !== sheet)
    draft.namedRanges = draft.namedRanges.filter(({ range }) => (range.sheetId ?? 0) !== sheet.id)
    draft.metadata = draft.metadata.filter(
      ({ location }) =>
        (location.dimensionRange ? (location.dimensionRange.sheetId ?? 0) : location.sheetId) !== sheet.id,
    )
    const title = sheet.properties.title.toLowerCase()
    rewriteFormulas(draft, (reference) => (reference.title?.toLowerCase() === title ? undefined : reference))
    return {}
  },

  duplicateSheet(draft, { sourceSheetId, insertSheetIndex, newSheetId, newSheetName }, where) {
    const source = sheetFor(draft, sourceSheetId, where)
    const title =
      newSheetName === undefined ? freeTitle(draft, `Copy of ${source.properties.title}`) : String(newSheetName)
    refuseTitle(draft, title, where)
    const copy = copiedSheet(source, newId(draft, newSheetId as number | undefined, where), title)
    draft.sheets.splice(Number(insertSheetIndex ?? draft.sheets.indexOf(source) + 1), 0, copy)
    return { properties: sheetPropertiesView(draft, copy) }
  },

  updateSheetProperties(draft, { properties = {}, fields }, where) {
    const given = withColorStyles(properties as JsonObject)
    const sheet = sheetFor(draft, given['sheetId'], where)
    const mask = updateMask(fields as string | undefined, schemaNamed('SheetProperties'), where)
    const named = mask['*'] ? Object.fromEntries(Object.keys(given).map((field) => [field, {}])) : mask
    const { sheetId, index, title, gridProperties, ...rest } = merged(sheetPropertiesView(draft, sheet), given, named)
    if (sheetId !== sheet.id) throw badRequest(`${where}: The id of a sheet cannot be changed.`)
    if (title !== sheet.properties.title) rename(draft, sheet, { title: String(title ?? ''), where })
    const { rows, columns } = gridSize(sheet)
    const grid = { rowCount: rows, columnCount: columns, ...(gridProperties as JsonObject) }
    fit(draft, sheet, { rows: grid.rowCount, columns: grid.columnCount })
    sheet.properties = { ...rest, title: sheet.properties.title, gridProperties: grid } as SheetProperties
    refuseEmptyGrid(sheet, where)
    moveTab(draft, sheet, Number(index))
    return {}
  },

  updateSpreadsheetProperties(draft, { properties = {}, fields }, where) {
    const mask = updateMask(fields as string | undefined, schemaNamed('SpreadsheetProperties'), where)
    const next = merged(draft.properties, properties as JsonObject, mask)
    if (next['title'] === undefined || next['title'] === '') throw badRequest(`${where}: The title cannot be empty.`)
    draft.properties = mask['*'] ? { ...draft.properties, ...next } : next
    return {}
  },
}

function untitled(draft: Spreadsheet): string {
  let nth = draft.sheets.length + 1
  while (sheetTitled(draft, `Sheet${nth}`)) nth++
  return `Sheet${nth}`
}

/** An id that is not taken: the given one, or a new one. */
function newId({ sheets }: Spreadsheet, given: number | undefined, where: string): number {
  const taken = sheets.map(({ id }) => id)
  if (given === undefined) return freshId(taken)
  if (given < 0) throw badRequest(`${where}: sheetId must be non-negative: ${given}`)
  if (taken.includes(given)) throw badRequest(`${where}: Sheet with id ${given} already exists.`)
  return given
}

function refuseTitle(draft: Spreadsheet, title: string, where: string): void {
  if (title === '') throw badRequest(`${where}: The sheet name cannot be empty.`)
  if (sheetTitled(draft, title))
    throw badRequest(`${where}: A sheet with the name "${title}" already exists. Please enter another name.`)
}

function refuseEmptyGrid(sheet: Sheet, where: string): void {
  const { rows, columns } = gridSize(sheet)
  if (rows < 1 || columns < 1) throw badRequest(`${where}: A sheet must have at least one row and one column.`)
}

function rename(draft: Spreadsheet, sheet: Sheet, { title, where }: { title: string; where: string }): void {
  const old = sheet.properties.title.toLowerCase()
  if (title.toLowerCase() !== old) refuseTitle(draft, title, where)
  sheet.properties = { ...sheet.properties, title }
  rewriteFormulas(draft, (reference) => (reference.title?.toLowerCase() === old ? { ...reference, title } : reference))
}

/** Cells that fall outside are gone. */
function fit(draft: Spreadsheet, sheet: Sheet, size: { rows: number; columns: number }): void {
  const now = gridSize(sheet)
  for (const [dimension, from, to] of [
    ['ROWS', now.rows, size.rows],
    ['COLUMNS', now.columns, size.columns],
  ] as const) {
    if (to > from) insertLines(draft, sheet, { dimension, start: from, count: to - from })
    if (to < from) deleteLines(draft, sheet, { dimension, start: to, count: from - to })
  }
}

/** `index` counts the tabs as they were before the move. */
function moveTab(draft: Spreadsheet, sheet: Sheet, index: number): void {
  const from = draft.sheets.indexOf(sheet)
  if (from === index) return
  draft.sheets.splice(from, 1)
  draft.sheets.splice(index > from ? index - 1 : index, 0, sheet)
}
