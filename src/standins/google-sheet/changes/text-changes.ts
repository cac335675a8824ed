import type { JsonObject } from '../../../lib/json.ts'
import { isFilled, setCell } from '../cells/cell-grid.ts'
import { enteredCell } from '../cells/enter-value.ts'
import { localeOf } from '../cells/locale.ts'
import { show } from '../cells/shown-cell.ts'
import { type Area, areaOf, wholeSheet } from '../ranges/area.ts'
import { badRequest, Lacking } from '../requests/refusals.ts'
import type { Cell, GridRange, Spreadsheet } from '../state.ts'
import { type Change, sheetFor } from './change.ts'

/** Texts that are searched for all over a range, a sheet or the spreadsheet. */
export const textChanges: Readonly<Record<string, Change>> = {
  findReplace(draft, request, where) {
    if (request['searchByRegex'] === true) throw new Lacking('searching by a regular expression')
    if ((request['find'] ?? '') === '') throw badRequest(`${where}: find cannot be empty.`)
    const search = searchOf(request)
    const found = { values: 0, formulas: 0, occurrences: 0, rows: new Set<string>(), sheets: new Set<number>() }
    for (const area of scopes(draft, request, where)) {
      changeTexts(draft, area, (text, isFormula, row) => {
        if (isFormula && request['includeFormulas'] !== true) return undefined
        const { result, count } = search(text)
        if (count === 0) return undefined
        found[isFormula ? 'formulas' : 'values']++
        found.occurrences += count
        found.rows.add(`${area.sheet.id} ${row}`)
        found.sheets.add(area.sheet.id)
        return result
      })
    }
    const counts = {
      valuesChanged: found.values,
      formulasChanged: found.formulas,
      rowsChanged: found.rows.size,
      sheetsChanged: found.sheets.size,
      occurrencesChanged: found.occurrences,
    }
    return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0))
  },

  trimWhitespace(draft, { range = {} }, where) {
    let cellsChangedCount = 0
    changeTexts(draft, areaOf(draft, range as GridRange, where), (text, isFormula) => {
      const trimmed = text.trim().replaceAll(/\s+/g, ' ')
      if (isFormula || trimmed === text) return undefined
      cellsChangedCount++
      return trimmed
    })
    return cellsChangedCount === 0 ? {} : { cellsChangedCount }
  },
}

function scopes(draft: Spreadsheet, { range, sheetId, allSheets }: JsonObject, where: string): Area[] {
  const given = [range !== undefined, sheetId !== undefined, allSheets === true].filter(Boolean)
  if (given.length !== 1) throw badRequest(`${where}: Must specify exactly one of range, sheetId or allSheets.`)
  if (range !== undefined) return [areaOf(draft, range as GridRange, where)]
  return (sheetId === undefined ? draft.sheets : [sheetFor(draft, sheetId, where)]).map(wholeSheet)
}

function searchOf({ find, replacement = '', matchCase, matchEntireCell }: JsonObject) {
  const form = new RegExp(
    String(find).replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`),
    matchCase === true ? 'gu' : 'giu',
  )
  return (text: string): { result: string; count: number } => {
    const places = text.match(form) ?? []
    if (matchEntireCell === true && places[0]?.length !== text.length) return { result: text, count: 0 }
    return { result: text.replaceAll(form, () => String(replacement)), count: places.length }
  }
}

type TextChange = (text: string, isFormula: boolean, row: number) => string | undefined

/** What comes out is taken as if it had been typed. */
function changeTexts(draft: Spreadsheet, { sheet, top, left, bottom, right }: Area, change: TextChange): void {
  const shown = show(draft)
  const locale = localeOf(String(draft.properties['locale'] ?? 'en_US'))
  const changed: [number, number, Cell][] = []
  for (let row = top; row < Math.min(bottom, sheet.rows.length); row++) {
    for (const [nth, cell] of (sheet.rows[row]?.cells.slice(left, right) ?? []).entries()) {
      if (!cell || !isFilled(cell)) continue
      const formula = cell.userEnteredValue?.formulaValue
      const text = formula ?? String(shown.cell(sheet, row, left + nth, {}))
      const now = change(text, formula !== undefined, row)
      if (now !== undefined) changed.push([row, left + nth, enteredCell(cell, now, { option: 'USER_ENTERED', locale })])
    }
  }
  for (const [row, column, cell] of changed) setCell(sheet, row, column, cell)
}
