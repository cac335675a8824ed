import type { JsonObject } from '../../../lib/json.ts'
import { openRandom } from '../../seed/random.ts'
import { sentence, text, word, words } from '../../seed/words.ts'
import { cellAt, setCell } from '../cells/cell-grid.ts'
import { withColorStyles } from '../cells/color-styles.ts'
import type { Sheet, Spreadsheet } from '../state.ts'

/** Rules, filters, protections, merged cells, choices and remarks in the first spreadsheet. */
export function seedExtras({ sheets }: Spreadsheet, seed: number): void {
  const random = openRandom(seed, 'google-sheet/extras')
  const [first, second, third] = sheets as [Sheet, Sheet, Sheet]
  const whole = { startRowIndex: 1, endRowIndex: 231, startColumnIndex: 2, endColumnIndex: 3 }
  first.conditionalFormats.push(
    rule({ sheetId: 0, ...whole }, 'NUMBER_GREATER', String(100 + random.below(200))),
    rule({ sheetId: 0, ...whole, startColumnIndex: 6, endColumnIndex: 7 }, 'TEXT_CONTAINS', word(random)),
  )
  first.protectedRanges.push({
    protectedRangeId: 100_000 + random.below(2_000_000_000),
    range: { sheetId: 0, startRowIndex: 0, endRowIndex: 1, startColumnIndex: 0, endColumnIndex: 8 },
    description: sentence(random),
    warningOnly: true,
    requestingUserCanEdit: true,
  })
  first.columns[1] = { pixelSize: 180 }
  setCell(first, 2, 1, { ...cellAt(first, 2, 1), note: text(random, 2) })
  const table = { sheetId: second.id, startRowIndex: 0, endRowIndex: 15, startColumnIndex: 0, endColumnIndex: 8 }
  second.basicFilter = { range: table }
  second.conditionalFormats.push(rule({ ...table, startColumnIndex: 0, endColumnIndex: 1 }, 'NOT_BLANK'))
  seedChoices(second, [word(random), word(random), word(random)])
  // A second table on the third sheet, below an empty row, under a title that spans three columns.
  third.merges.push({ sheetId: third.id, startRowIndex: 8, endRowIndex: 9, startColumnIndex: 1, endColumnIndex: 4 })
  setCell(third, 8, 1, { userEnteredValue: { stringValue: words(random, 3) } })
  for (let row = 9; row < 13; row++) {
    setCell(third, row, 1, { userEnteredValue: { stringValue: text(random, row) } })
    setCell(third, row, 3, { userEnteredValue: { numberValue: random.below(1000) / 8 } })
  }
}

function rule(range: JsonObject, type: string, userEnteredValue?: string): JsonObject {
  const condition = { type, ...(userEnteredValue === undefined ? {} : { values: [{ userEnteredValue }] }) }
  const format = withColorStyles<JsonObject>({ backgroundColor: { red: 0.95, green: 0.8, blue: 0.8 } })
  return { ranges: [range], booleanRule: { condition, format } }
}

function seedChoices(sheet: Sheet, choices: readonly string[]): void {
  const values = choices.map((userEnteredValue) => ({ userEnteredValue }))
  for (let row = 1; row < 15; row++) {
    const dataValidation = { condition: { type: 'ONE_OF_LIST', values }, showCustomUi: true }
    setCell(sheet, row, 8, { userEnteredValue: { stringValue: choices[row % choices.length]! }, dataValidation })
  }
}
