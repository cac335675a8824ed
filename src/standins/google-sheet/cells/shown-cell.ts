import { isJsonObject, type JsonObject } from '../../../lib/json.ts'
import { type Calculation, calculate } from '../formulas/evaluate.ts'
import { isFault, type Value } from '../formulas/values.ts'
import type { Cell, Sheet, Spreadsheet } from '../state.ts'
import { cellAt } from './cell-grid.ts'
import { type Locale, localeOf } from './locale.ts'
import { isDateType, numberText } from './number-format.ts'

/** In which form values are wanted; formatted, and dates as numbers, when absent. */
export interface Rendering {
  readonly valueRenderOption?: string
  readonly dateTimeRenderOption?: string
}

/** A spreadsheet as one sees it, for as long as nothing changes. */
export interface Shown {
  readonly spreadsheet: Spreadsheet
  /** An empty cell is an empty text. */
  cell(sheet: Sheet, row: number, column: number, rendering: Rendering): string | number | boolean
  /** What the cell comes to. */
  value(sheet: Sheet, row: number, column: number): Value
}

export function show(spreadsheet: Spreadsheet): Shown {
  const calculation: Calculation = calculate(spreadsheet)
  const locale = localeOf(String(spreadsheet.properties['locale'] ?? 'en_US'))
  return {
    spreadsheet,
    value: calculation.valueOf,
    cell(sheet, row, column, rendering) {
      const cell = cellAt(sheet, row, column)
      if (cell?.userEnteredValue === undefined) return ''
      const { formulaValue } = cell.userEnteredValue
      if (formulaValue !== undefined && rendering.valueRenderOption === 'FORMULA') return formulaValue
      const value = calculation.valueOf(sheet, row, column)
      return isPlain(rendering, cell) ? plainValue(value) : formattedText(value, cell, locale)
    },
  }
}

function isPlain({ valueRenderOption, dateTimeRenderOption }: Rendering, cell: Cell): boolean {
  if (valueRenderOption !== 'UNFORMATTED_VALUE' && valueRenderOption !== 'FORMULA') return false
  return dateTimeRenderOption !== 'FORMATTED_STRING' || !isDateType(String(numberFormatOf(cell)?.['type']))
}

function plainValue(value: Value): string | number | boolean {
  if (value === null) return ''
  return isFault(value) ? value.fault : value
}

export function formattedText(value: Value, cell: Cell, locale: Locale): string {
  if (typeof value === 'number') return numberText(value, numberFormatOf(cell), locale)
  return typeof value === 'boolean' ? String(value).toUpperCase() : String(plainValue(value))
}

function numberFormatOf({ userEnteredFormat }: Cell): JsonObject | undefined {
  const format = userEnteredFormat?.['numberFormat']
  return format !== undefined && isJsonObject(format) ? format : undefined
}
