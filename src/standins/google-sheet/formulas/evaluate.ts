import { cellAt } from '../cells/cell-grid.ts'
import { type Area, areaOf, wholeSheet } from '../ranges/area.ts'
import { sheetTitled } from '../ranges/parse-range.ts'
import { Lacking } from '../requests/refusals.ts'
import { gridSize, type Sheet, type Spreadsheet } from '../state.ts'
import { functions } from './functions.ts'
import { type Expression, parseFormula } from './parse-formula.ts'
import type { Reference } from './references.ts'
import { isFault, type Operand, single, truthOf, type Value } from './values.ts'

/** What the cells of a spreadsheet come to, each computed at most once: for as long as nothing changes. */
export interface Calculation {
  valueOf(sheet: Sheet, row: number, column: number): Value
}

/** A function that the stand-in does not have is `Lacking`, not `#NAME?`. */
export function calculate(spreadsheet: Spreadsheet): Calculation {
  const known = new Map<string, Value | 'under way'>()
  let depth = 0
  return { valueOf }

  function valueOf(sheet: Sheet, row: number, column: number): Value {
    const typed = cellAt(sheet, row, column)?.userEnteredValue
    if (typed?.formulaValue === undefined) return typed?.stringValue ?? typed?.numberValue ?? typed?.boolValue ?? null
    const place = `${sheet.id} ${row} ${column}`
    const found = known.get(place)
    if (found === 'under way') return { fault: '#REF!' }
    if (found !== undefined) return found
    if (depth > 400) throw new Lacking('formulas that build on more than 400 others')
    known.set(place, 'under way')
    depth++
    const value = formulaValue(typed.formulaValue, sheet)
    depth--
    known.set(place, value)
    return value
  }

  function formulaValue(formula: string, sheet: Sheet): Value {
    const expression = parseFormula(formula)
    if (!expression) return { fault: '#ERROR!' }
    // What is empty shows as zero.
    return single(operandOf(expression, sheet)) ?? 0
  }

  function operandOf(expression: Expression, sheet: Sheet): Operand {
    if (expression.kind === 'nothing') return null
    if (expression.kind === 'value') return expression.value
    if (expression.kind === 'fault') return { fault: expression.fault }
    if (expression.kind === 'call') return callOf(expression, sheet)
    const isName = expression.kind === 'name'
    const area = isName ? namedArea(spreadsheet, expression.name) : referenced(spreadsheet, expression.reference, sheet)
    return area ? valuesIn(area) : { fault: isName ? '#NAME?' : '#REF!' }
  }

  function callOf({ name, args }: Extract<Expression, { kind: 'call' }>, sheet: Sheet): Operand {
    const operand = (nth: number) => (args[nth] ? operandOf(args[nth], sheet) : null)
    if (name === 'IF') {
      const truth = truthOf(operand(0))
      return isFault(truth) ? truth : truth ? operand(1) : args.length > 2 ? operand(2) : false
    }
    if (name === 'IFERROR') return isFault(single(operand(0))) ? operand(1) : operand(0)
    const compute = functions[name]
    if (!compute) throw new Lacking(`the function ${name} in a formula`)
    return compute(args.map((_, nth) => operand(nth)))
  }

  function valuesIn({ sheet, top, left, bottom, right }: Area): Operand {
    // Below the last row that is there everything is empty.
    const rows = Math.max(1, Math.min(bottom, sheet.rows.length) - top)
    return Array.from({ length: rows }, (_, down) =>
      Array.from({ length: right - left }, (__, across) => valueOf(sheet, top + down, left + across)),
    )
  }
}

/** Undefined when there is no such place. */
function referenced(spreadsheet: Spreadsheet, { title, start, end }: Reference, own: Sheet): Area | undefined {
  const sheet = title === undefined ? own : sheetTitled(spreadsheet, title)
  if (!sheet) return undefined
  const { rows, columns } = gridSize(sheet)
  const last = end ?? start
  const [top, bottom] = [start.row?.index ?? 0, last.row === undefined ? rows : last.row.index + 1]
  const [left, right] = [start.column?.index ?? 0, last.column === undefined ? columns : last.column.index + 1]
  if (top >= rows || left >= columns || bottom > rows || right > columns) return undefined
  return { ...wholeSheet(sheet), top, left, bottom, right }
}

function namedArea(spreadsheet: Spreadsheet, name: string): Area | undefined {
  const named = spreadsheet.namedRanges.find((candidate) => candidate.name.toLowerCase() === name.toLowerCase())
  return named && areaOf(spreadsheet, named.range, 'Invalid range')
}
