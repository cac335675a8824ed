import type { JsonObject } from '../../lib/json.ts'
import { alter } from './alter.ts'
import { copiedSheet, freeTitle } from './changes/copied-sheet.ts'
import { sheetFor } from './changes/change.ts'
import { badRequest } from './requests/refusals.ts'
import type { SheetsCall, SheetsRoute } from './requests/route.ts'
import { findSpreadsheet, type SheetsState } from './state.ts'
import { freshId, sheetPropertiesView } from './views/sheet-properties.ts'

/** A sheet into another spreadsheet, or once more into its own. */
export function copySheetRoute(state: SheetsState): SheetsRoute {
  return {
    operation: 'POST /v4/spreadsheets/{spreadsheetId}/sheets/{sheetId}:copyTo',
    name: 'CopySheetToSpreadsheet',
    answer: (call) => copySheet(state, call),
  }
}

function copySheet(state: SheetsState, { params, body }: SheetsCall): JsonObject {
  const { spreadsheetId = '', sheetId = '' } = params
  if (!/^\d{1,10}$/.test(sheetId)) throw badRequest(`Invalid value at 'sheet_id' (TYPE_INT32), "${sheetId}"`)
  const source = sheetFor(findSpreadsheet(state, spreadsheetId), sheetId, 'Invalid request')
  const destination = body['destinationSpreadsheetId']
  if (destination === undefined || destination === '') throw badRequest('Must specify destinationSpreadsheetId.')
  return alter(state, String(destination), (draft) => {
    const copy = copiedSheet(
      source,
      freshId(draft.sheets.map(({ id }) => id)),
      freeTitle(draft, `Copy of ${source.properties.title}`),
    )
    draft.sheets.push(copy)
    return sheetPropertiesView(draft, copy)
  })
}
