import type { JsonObject } from '../../../lib/json.ts'
import { cellAt, setCell } from '../cells/cell-grid.ts'
import { enteredCell } from '../cells/enter-value.ts'
import { localeOf } from '../cells/locale.ts'
import { type Shown, show } from '../cells/shown-cell.ts'
import { isFault } from '../formulas/values.ts'
import { addressOf } from '../ranges/addresses.ts'
import { type Area, areaOf, beyondGrid, refuseHuge } from '../ranges/area.ts'
import { badRequest, Lacking } from '../requests/refusals.ts'
import { type Cell, type Entered, type GridRange, gridSize, type Spreadsheet } from '../state.ts'
import { movedCell } from './cell-changes.ts'
import { type Change, sheetFor } from './change.ts'

/** Cells that are copied, cut or pasted. */
export const pasteChanges: Readonly<Record<string, Change>> = {
  copyPaste(draft, { source = {}, destination = {}, pasteType = 'PASTE_NORMAL', pasteOrientation = 'NORMAL' }, where) {
    const from = areaOf(draft, source as GridRange, where)
    const to = areaOf(draft, destination as GridRange, where)
    const isTransposed = pasteOrientation === 'TRANSPOSE'
    const copied = copiedCells(show(draft), from, isTransposed)
    const target = tiled(to, copied)
    refuseOutside(target)
    refuseHuge(target)
    for (let row = target.top; row < target.bottom; row++) {
      for (let column = target.left; column < target.right; column++) {
        const {
          cell,
          row: oldRow,
          column: oldColumn,
          value,
        } = copied[(row - target.top) % copied.length]![(column - target.left) % copied[0]!.length]!
        const by = isTransposed ? { rows: 0, columns: 0 } : { rows: row - oldRow, columns: column - oldColumn }
        setCell(
          target.sheet,
          row,
          column,
          pasted(cellAt(target.sheet, row, column), { cell: cell && movedCell(cell, by), value }, String(pasteType)),
        )
      }
    }
    return {}
  },

  cutPaste(draft, { source = {}, destination = {}, pasteType = 'PASTE_NORMAL' }, where) {
    if (pasteType !== 'PASTE_NORMAL') throw new Lacking(`cutting with ${String(pasteType)}`)
    const from = areaOf(draft, source as GridRange, where)
    const copied = copiedCells(show(draft), from, false)
    for (let row = from.top; row < from.bottom; row++) {
      for (let column = from.left; column < from.right; column++) setCell(from.sheet, row, column, undefined)
    }
    const target = areaAt(draft, destination as JsonObject, { where, height: copied.length, width: copied[0]!.length })
    for (const [down, line] of copied.entries()) {
      for (const [across, { cell }] of line.entries())
        setCell(target.sheet, target.top + down, target.left + across, cell)
    }
    return {}
  },

  pasteData(draft, { coordinate = {}, data = '', type = 'PASTE_NORMAL', delimiter, html }, where) {
    if (html === true) throw new Lacking('pasting HTML')
    if (type !== 'PASTE_NORMAL' && type !== 'PASTE_VALUES') throw new Lacking(`pasting with ${String(type)}`)
    if (delimiter === undefined || delimiter === '')
      throw badRequest(`${where}: Must specify either html or delimiter.`)
    const lines = String(data)
      .split(/\r\n|\r|\n/)
      .map((line) => line.split(String(delimiter)))
    const width = Math.max(...lines.map((line) => line.length))
    const { sheet, top, left } = areaAt(draft, coordinate as JsonObject, { where, height: lines.length, width })
    const locale = localeOf(String(draft.properties['locale'] ?? 'en_US'))
    for (const [down, line] of lines.entries()) {
      for (const [across, text] of line.entries()) {
        const old = cellAt(sheet, top + down, left + across)
        setCell(sheet, top + down, left + across, enteredCell(old, text, { option: 'USER_ENTERED', locale }))
      }
    }
    return {}
  },
}

interface Copied {
  readonly cell: Cell | undefined
  readonly row: number
  readonly column: number
  /** What a formula has come to. */
  readonly value: Entered | undefined
}

function copiedCells(shown: Shown, area: Area, isTransposed: boolean): Copied[][] {
  refuseHuge(area)
  const { sheet, top, left, bottom, right } = area
  const at = (row: number, column: number) => ({
    cell: cellAt(sheet, row, column),
    row,
    column,
    value: entered(shown.value(sheet, row, column)),
  })
  const [height, width] = isTransposed ? [right - left, bottom - top] : [bottom - top, right - left]
  return Array.from({ length: height }, (_, down) =>
    Array.from({ length: width }, (__, across) =>
      isTransposed ? at(top + across, left + down) : at(top + down, left + across),
    ),
  )
}

function entered(value: ReturnType<Shown['value']>): Entered | undefined {
  if (value === null) return undefined
  if (isFault(value)) return { stringValue: value.fault }
  if (typeof value === 'number') return { numberValue: value }
  return typeof value === 'boolean' ? { boolValue: value } : { stringValue: value }
}

/** A destination that is a multiple of what was copied is filled with it, any other gets it once. */
function tiled(to: Area, copied: readonly Copied[][]): Area {
  const [height, width] = [copied.length, copied[0]?.length ?? 0]
  const [rows, columns] = [to.bottom - to.top, to.right - to.left]
  return {
    ...to,
    bottom: to.top + (rows % height === 0 ? rows : height),
    right: to.left + (columns % width === 0 ? columns : width),
  }
}

function pasted(
  old: Cell | undefined,
  { cell, value }: Pick<Copied, 'cell' | 'value'>,
  pasteType: string,
): Cell | undefined {
  const { userEnteredFormat: oldFormat, userEnteredValue: oldValue, dataValidation: oldRule, ...rest } = old ?? {}
  const { userEnteredFormat: format, userEnteredValue: typed, dataValidation: rule } = cell ?? {}
  const { borders: _borders, ...plainFormat } = format ?? {}
  const parts: Record<string, readonly [Entered | undefined, JsonObject | undefined, JsonObject | undefined]> = {
    PASTE_VALUES: [value, oldFormat, oldRule],
    PASTE_FORMULA: [typed, oldFormat, oldRule],
    PASTE_FORMAT: [oldValue, format, oldRule],
    PASTE_NO_BORDERS: [typed, format && plainFormat, rule],
    PASTE_DATA_VALIDATION: [oldValue, oldFormat, rule],
  }
  if (pasteType === 'PASTE_NORMAL') return cell
  const part = parts[pasteType]
  if (!part) throw new Lacking(`pasting with ${pasteType}`)
  const [userEnteredValue, userEnteredFormat, dataValidation] = part
  return {
    ...rest,
    ...(userEnteredValue ? { userEnteredValue } : {}),
    ...(userEnteredFormat ? { userEnteredFormat } : {}),
    ...(dataValidation ? { dataValidation } : {}),
  }
}

function areaAt(
  draft: Spreadsheet,
  { sheetId, rowIndex = 0, columnIndex = 0 }: JsonObject,
  { where, height, width }: { where: string; height: number; width: number },
): Area {
  const sheet = sheetFor(draft, sheetId, where)
  const [top, left] = [Number(rowIndex), Number(columnIndex)]
  const area = { sheet, top, left, bottom: top + height, right: left + width }
  refuseOutside(area)
  return area
}

function refuseOutside({ sheet, top, left, bottom, right }: Area): void {
  const { rows, columns } = gridSize(sheet)
  if (bottom > rows || right > columns)
    throw beyondGrid(sheet, `${addressOf(top, left)}:${addressOf(bottom - 1, right - 1)}`)
}
