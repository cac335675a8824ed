import type { JsonObject } from '../../lib/json.ts'
import { accountObject, type AccountObject, type AccountState } from '../stand-in.ts'
import { isFilled } from './cells/cell-grid.ts'
import { type Shown, show } from './cells/shown-cell.ts'
import { columnLetters } from './ranges/addresses.ts'
import type { Cell, Sheet, SheetsState, Spreadsheet } from './state.ts'
import { sheetPropertiesView } from './views/sheet-properties.ts'

/** The whole account: spreadsheets, then what belongs to each of them. */
export function snapshotSpreadsheets({ spreadsheets }: SheetsState): AccountState {
  return [
    ...spreadsheets.map(spreadsheetObject),
    ...spreadsheets.flatMap((spreadsheet) => spreadsheet.sheets.map((sheet) => sheetObject(spreadsheet, sheet))),
    ...spreadsheets.flatMap(rowObjects),
    ...spreadsheets.flatMap(({ id, namedRanges }) =>
      namedRanges.map((named) =>
        accountObject('namedRanges', `${id}/${named.namedRangeId}`, { spreadsheetId: id, ...named }, [
          'namedRangeId',
          'name',
        ]),
      ),
    ),
    ...spreadsheets.flatMap(({ id, metadata }) =>
      metadata.map((noted) =>
        accountObject('developerMetadata', `${id}/${noted.metadataId}`, { spreadsheetId: id, ...noted }, [
          'metadataId',
          'metadataKey',
          'metadataValue',
        ]),
      ),
    ),
  ]
}

function spreadsheetObject({ id, role, properties }: Spreadsheet): AccountObject {
  return accountObject('spreadsheets', id, { spreadsheetId: id, role, properties }, [
    'spreadsheetId',
    'properties.title',
  ])
}

function sheetObject(spreadsheet: Spreadsheet, sheet: Sheet): AccountObject {
  const { merges, conditionalFormats, protectedRanges, bandedRanges, basicFilter, columns } = sheet
  const fields = {
    spreadsheetId: spreadsheet.id,
    properties: sheetPropertiesView(spreadsheet, sheet),
    merges,
    conditionalFormats,
    protectedRanges,
    bandedRanges,
    ...(basicFilter ? { basicFilter } : {}),
    columnSizes: Object.fromEntries(columns.flatMap((size, nth) => (size ? [[columnLetters(nth), size]] : []))),
  }
  return accountObject('sheets', `${spreadsheet.id}/${sheet.id}`, fields, ['properties.sheetId', 'properties.title'])
}

/** Rows in which something is, by a key that stays with a row wherever it moves. */
function rowObjects(spreadsheet: Spreadsheet): AccountObject[] {
  const shown = show(spreadsheet)
  return spreadsheet.sheets.flatMap((sheet) =>
    sheet.rows.flatMap((row, nth) => {
      if (row.size === undefined && row.cells.every((cell) => cell === undefined)) return []
      const fields = { spreadsheetId: spreadsheet.id, sheetId: sheet.id, row: nth + 1, ...rowFields(shown, sheet, nth) }
      return [accountObject('rows', `${spreadsheet.id}/${sheet.id}/${row.key}`, fields, ['cells.A'])]
    }),
  )
}

/** By the letters of the columns: what the cells come to, and apart from it the formulas and all that is not a value. */
function rowFields(shown: Shown, sheet: Sheet, nth: number): JsonObject {
  const row = sheet.rows[nth]!
  const filled = row.cells.flatMap((cell, column) => (cell && isFilled(cell) ? [{ cell, column }] : []))
  const cells = filled.map(({ column }) => [
    columnLetters(column),
    shown.cell(sheet, nth, column, { valueRenderOption: 'UNFORMATTED_VALUE' }),
  ])
  const formulas = filled.flatMap(({ cell, column }) => {
    const formula = cell.userEnteredValue?.formulaValue
    return formula === undefined ? [] : [[columnLetters(column), formula]]
  })
  const more = row.cells.flatMap((cell, column) => {
    const rest: Cell = { ...cell }
    delete (rest as Record<string, unknown>)['userEnteredValue']
    return Object.keys(rest).length === 0 ? [] : [[columnLetters(column), rest]]
  })
  return {
    cells: Object.fromEntries(cells) as JsonObject,
    ...(formulas.length === 0 ? {} : { formulas: Object.fromEntries(formulas) as JsonObject }),
    ...(more.length === 0 ? {} : { formats: Object.fromEntries(more) as JsonObject }),
    ...(row.size ? { size: row.size } : {}),
  }
}
