import type { JsonObject } from '../../../lib/json.ts'
import { openRandom, type Random } from '../../seed/random.ts'
import { capitalized, person, text, word } from '../../seed/words.ts'
import { setCell } from '../cells/cell-grid.ts'
import { serialOf } from '../cells/serial-date.ts'
import type { Cell, Spreadsheet } from '../state.ts'
import { newSheet } from '../views/sheet-properties.ts'

export interface Place {
  readonly seed: number
  /** Of the spreadsheet. */
  readonly place: number
  /** Of the sheet in it. */
  readonly nth: number
}

/** A sheet with a header and rows of a key, a name, a count, a price, a date, a switch, a remark and a sum. */
export function seedTable(spreadsheet: Spreadsheet, rows: number, { seed, place, nth }: Place): void {
  const random = openRandom(seed, `google-sheet/sheet/${place}/${nth}`)
  const id = nth === 0 ? 0 : 100_000 + random.below(2_000_000_000)
  const gridProperties = { rowCount: nth === 0 ? 1000 : 200, columnCount: nth === 0 ? 26 : 12, frozenRowCount: 1 }
  const sheet = newSheet(id, titleOf(random, nth), { gridProperties })
  for (let column = 0; column < 8; column++) setCell(sheet, 0, column, header(random))
  for (let row = 1; row <= rows; row++) {
    const cells = rowOf(openRandom(seed, `google-sheet/row/${place}/${nth}/${row}`), row)
    for (const [column, cell] of cells.entries()) setCell(sheet, row, column, cell)
  }
  spreadsheet.sheets.push(sheet)
}

/** `Sheet1`, a plain word with a number, and one that has to be written in quotes. */
function titleOf(random: Random, nth: number): string {
  if (nth === 0) return 'Sheet1'
  const name = `${capitalized(word(random))}${10 + random.below(90)}`
  return nth === 1 ? name : `${name}'s Übersicht ${capitalized(word(random))}`
}

function header(random: Random): Cell {
  const textFormat = { bold: true }
  return {
    userEnteredValue: { stringValue: capitalized(word(random)) },
    userEnteredFormat: { ...headerColor, textFormat },
  }
}

const grey = { red: 0.9, green: 0.9, blue: 0.9 }
const headerColor: JsonObject = { backgroundColor: grey, backgroundColorStyle: { rgbColor: grey } }

// Which cells are empty depends on the place alone, so that accounts correspond.
function rowOf(random: Random, row: number): (Cell | undefined)[] {
  const key = `${capitalized(word(random))}-${1000 + random.below(9000)}`
  const { first, last } = person(random)
  const [year, month, day] = [2024 + random.below(3), 1 + random.below(12), 1 + random.below(28)]
  return [
    { userEnteredValue: { stringValue: key } },
    { userEnteredValue: { stringValue: row % 9 === 4 ? `${first} Ødegård-${last}` : `${first} ${last}` } },
    row % 11 === 7 ? undefined : number(1 + random.below(400)),
    { ...number((100 + random.below(99_000)) / 100), ...format('CURRENCY', '"$"#,##0.00') },
    row % 13 === 5 ? undefined : { ...number(serialOf(year, month, day)!), ...format('DATE', 'yyyy-mm-dd') },
    { userEnteredValue: { boolValue: row % 3 === 0 } },
    row % 4 === 1 ? { userEnteredValue: { stringValue: text(random, row) } } : undefined,
    { userEnteredValue: { formulaValue: `=C${row + 1}*D${row + 1}` } },
  ]
}

function number(numberValue: number): Cell {
  return { userEnteredValue: { numberValue } }
}

function format(type: string, pattern: string): Cell {
  return { userEnteredFormat: { numberFormat: { type, pattern } } }
}
