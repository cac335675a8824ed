import type { Json, JsonObject } from '../../../lib/json.ts'
import { cellAt, isFilled, setCell } from '../cells/cell-grid.ts'
import { withColorStyles } from '../cells/color-styles.ts'
import { movedReference } from '../formulas/references.ts'
import { withReferences } from '../formulas/tokens.ts'
import { addressOf } from '../ranges/addresses.ts'
import { type Area, areaOf, beyondGrid, refuseHuge } from '../ranges/area.ts'
import { merged, updateMask } from '../requests/field-mask.ts'
import { schemaNamed } from '../requests/messages.ts'
import { badRequest, Lacking } from '../requests/refusals.ts'
import { type Cell, type Entered, type GridRange, gridSize, resize, type Sheet } from '../state.ts'
import { type Change, sheetFor } from './change.ts'

type Mask = ReturnType<typeof updateMask>

/** What stands in cells, by `CellData`. */
export const cellChanges: Readonly<Record<string, Change>> = {
  updateCells(draft, { rows = [], fields, range, start }, where) {
    const mask = cellMask(fields, where)
    if ((range === undefined) === (start === undefined))
      throw badRequest(`${where}: Must specify either range or start.`)
    const area = range === undefined ? undefined : areaOf(draft, range as GridRange, where)
    const { sheetId, rowIndex = 0, columnIndex = 0 } = (start ?? {}) as JsonObject
    if (area) refuseHuge(area)
    const sheet = area?.sheet ?? sheetFor(draft, sheetId, where)
    const [top, left] = area ? [area.top, area.left] : [Number(rowIndex), Number(columnIndex)]
    const given = cellRows(rows)
    const size = { height: given.length, width: given.reduce((most, row) => Math.max(most, row.length), 0) }
    refuseOutside(sheet, { top, left, ...size })
    const height = area ? area.bottom - area.top : size.height
    for (let down = 0; down < height; down++) {
      // Of a range that was given, what the rows do not reach is emptied.
      const width = area ? area.right - area.left : (given[down]?.length ?? 0)
      for (let across = 0; across < width; across++) {
        setCell(
          sheet,
          top + down,
          left + across,
          changedCell(cellAt(sheet, top + down, left + across), given[down]?.[across] ?? {}, mask),
        )
      }
    }
    return {}
  },

  appendCells(draft, { sheetId, rows = [], fields }, where) {
    const mask = cellMask(fields, where)
    const sheet = sheetFor(draft, sheetId, where)
    const top = sheet.rows.findLastIndex(({ cells }) => cells.some(isFilled)) + 1
    const given = cellRows(rows)
    const size = gridSize(sheet)
    resize(sheet, {
      rows: Math.max(size.rows, top + given.length),
      columns: given.reduce((most, row) => Math.max(most, row.length), size.columns),
    })
    for (const [down, row] of given.entries()) {
      for (const [across, cell] of row.entries()) setCell(sheet, top + down, across, changedCell(undefined, cell, mask))
    }
    return {}
  },

  repeatCell(draft, { range = {}, cell = {}, fields }, where) {
    const mask = cellMask(fields, where)
    const area = areaOf(draft, range as GridRange, where)
    eachCell(area, (old, row, column) =>
      movedCell(
        changedCell(old, cell as JsonObject, mask),
        mask['userEnteredValue'] || mask['*'] ? { rows: row - area.top, columns: column - area.left } : nowhere,
      ),
    )
    return {}
  },

  setDataValidation(draft, { range = {}, rule }, where) {
    const area = areaOf(draft, range as GridRange, where)
    eachCell(area, (old) => {
      const { dataValidation: _old, ...rest } = old ?? {}
      return rule === undefined ? rest : { ...rest, dataValidation: rule as JsonObject }
    })
    return {}
  },

  updateBorders(draft, { range = {}, ...sides }, where) {
    const area = areaOf(draft, range as GridRange, where)
    eachCell(area, (old, row, column) => {
      const borders = {
        top: row === area.top ? sides['top'] : sides['innerHorizontal'],
        bottom: row === area.bottom - 1 ? sides['bottom'] : sides['innerHorizontal'],
        left: column === area.left ? sides['left'] : sides['innerVertical'],
        right: column === area.right - 1 ? sides['right'] : sides['innerVertical'],
      }
      const given = Object.entries(borders).filter(([, side]) => side !== undefined)
      const now = {
        ...(old?.userEnteredFormat?.['borders'] as JsonObject),
        ...withColorStyles(Object.fromEntries(given) as JsonObject),
      }
      return { ...old, userEnteredFormat: { ...old?.userEnteredFormat, borders: now } }
    })
    return {}
  },
}

const nowhere = { rows: 0, columns: 0 }

function eachCell(area: Area, change: (cell: Cell | undefined, row: number, column: number) => Cell | undefined): void {
  refuseHuge(area)
  for (let row = area.top; row < area.bottom; row++) {
    for (let column = area.left; column < area.right; column++) {
      setCell(area.sheet, row, column, change(cellAt(area.sheet, row, column), row, column))
    }
  }
}

/** The cell as copying takes it along: references that are not fixed move. */
export function movedCell(cell: Cell, by: { rows: number; columns: number }): Cell {
  const formula = cell.userEnteredValue?.formulaValue
  if (formula === undefined) return cell
  return {
    ...cell,
    userEnteredValue: { formulaValue: withReferences(formula, (reference) => movedReference(reference, by)) },
  }
}

export function cellRows(rows: Json): JsonObject[][] {
  return (rows as readonly JsonObject[]).map((row) => [...((row['values'] ?? []) as readonly JsonObject[])])
}

function cellMask(fields: Json | undefined, where: string): Mask {
  return updateMask(fields as string | undefined, schemaNamed('CellData'), where)
}

/** What a client can set of a cell; what the spreadsheet computes is passed over. */
export function changedCell(cell: Cell | undefined, given: JsonObject, mask: Mask): Cell {
  const next = merged((cell ?? {}) as JsonObject, given, mask)
  for (const name of ['pivotTable', 'dataSourceTable', 'dataSourceFormula']) {
    if (next[name] !== undefined) throw new Lacking(`${name} in a cell`)
  }
  const { userEnteredValue, userEnteredFormat, note, dataValidation, textFormatRuns } = next
  const isEmptyText =
    (userEnteredValue as Entered | undefined)?.stringValue === '' ||
    (userEnteredValue !== undefined && Object.keys(userEnteredValue as JsonObject).length === 0)
  return {
    ...(userEnteredValue === undefined || isEmptyText ? {} : { userEnteredValue: userEnteredValue as Entered }),
    ...(userEnteredFormat === undefined ? {} : { userEnteredFormat: withColorStyles(userEnteredFormat as JsonObject) }),
    ...(note === undefined || note === '' ? {} : { note: String(note) }),
    ...(dataValidation === undefined ? {} : { dataValidation: dataValidation as JsonObject }),
    ...(textFormatRuns === undefined ? {} : { textFormatRuns: textFormatRuns as JsonObject[] }),
  }
}

function refuseOutside(
  sheet: Sheet,
  { top, left, height, width }: { top: number; left: number; height: number; width: number },
): void {
  const { rows, columns } = gridSize(sheet)
  if (top + height <= rows && left + width <= columns) return
  throw beyondGrid(
    sheet,
    `${addressOf(top, left)}:${addressOf(top + Math.max(1, height) - 1, left + Math.max(1, width) - 1)}`,
  )
}
