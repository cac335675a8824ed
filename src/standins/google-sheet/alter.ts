import { formulaCells } from './cells/formula-cells.ts'
import { show } from './cells/shown-cell.ts'
import { notAllowed } from './requests/refusals.ts'
import { copyOfSheet, findSpreadsheet, refuseTooLarge, type SheetsState, type Spreadsheet } from './state.ts'

/** Everything that is refused on the way leaves the spreadsheet as it was. */
export function alter<result>(state: SheetsState, id: string, change: (draft: Spreadsheet) => result): result {
  const spreadsheet = findSpreadsheet(state, id)
  if (spreadsheet.role === 'reader') throw notAllowed()
  const draft = draftOf(spreadsheet)
  const answer = change(draft)
  refuseUnsound(draft)
  state.spreadsheets = state.spreadsheets.map((candidate) => (candidate === spreadsheet ? draft : candidate))
  return answer
}

/** What is too large, and formulas that we cannot compute: nobody shall read a wrong value later. */
export function refuseUnsound(spreadsheet: Spreadsheet): void {
  refuseTooLarge(spreadsheet)
  const shown = show(spreadsheet)
  for (const { sheet, row, column } of formulaCells(spreadsheet)) shown.value(sheet, row, column)
}

function draftOf(spreadsheet: Spreadsheet): Spreadsheet {
  const { sheets, namedRanges, metadata } = spreadsheet
  return { ...spreadsheet, sheets: sheets.map(copyOfSheet), namedRanges: [...namedRanges], metadata: [...metadata] }
}
