import type { Json, JsonObject } from '../../../lib/json.ts'
import { cellAt, isFilled, setCell } from '../cells/cell-grid.ts'
import { type Shown, show } from '../cells/shown-cell.ts'
import { compared, isFault } from '../formulas/values.ts'
import { type Area, areaOf, refuseHuge } from '../ranges/area.ts'
import { deleteLines, insertLines } from '../ranges/edit-lines.ts'
import { badRequest, Lacking } from '../requests/refusals.ts'
import { type Cell, type DimensionRange, type GridRange, gridSize, type Spreadsheet } from '../state.ts'
import { movedCell } from './cell-changes.ts'
import type { Change } from './change.ts'

/** Cells that change places. */
export const rowChanges: Readonly<Record<string, Change>> = {
  sortRange(draft, { range = {}, sortSpecs = [] }, where) {
    const area = areaOf(draft, range as GridRange, where)
    const rows = rowsIn(area)
    const order = orderOf(show(draft), area, sortSpecs as JsonObject[], where)
    const places = rows.map((_, nth) => nth).toSorted(order)
    put(
      area,
      places.map((from, to) => rows[from]!.map((cell) => cell && movedCell(cell, { rows: to - from, columns: 0 }))),
    )
    return {}
  },

  deleteDuplicates(draft, { range = {}, comparisonColumns = [] }, where) {
    const area = areaOf(draft, range as GridRange, where)
    const columns = (comparisonColumns as DimensionRange[]).flatMap(
      ({ startIndex = area.left, endIndex = area.right }) =>
        Array.from({ length: endIndex - startIndex }, (_, nth) => startIndex + nth),
    )
    const shown = show(draft)
    const wanted =
      columns.length > 0 ? columns : Array.from({ length: area.right - area.left }, (_, nth) => area.left + nth)
    const keyOf = (nth: number) =>
      JSON.stringify(wanted.map((column) => String(shown.cell(area.sheet, area.top + nth, column, {})).toLowerCase()))
    const rows = rowsIn(area)
    const filled = rows.findLastIndex((row) => row.some(isFilled)) + 1
    const seen = new Set<string>()
    const kept = rows.slice(0, filled).filter((_, nth) => !seen.has(keyOf(nth)) && seen.add(keyOf(nth)))
    const removed = filled - kept.length
    put(area, [...kept, ...Array.from({ length: rows.length - kept.length }, () => rows[0]!.map(() => undefined))])
    return removed === 0 ? {} : { duplicatesRemovedCount: removed }
  },

  insertRange(draft, { range = {}, shiftDimension }, where) {
    shift(draft, areaOf(draft, range as GridRange, where), { shiftDimension, where, isInsert: true })
    return {}
  },

  deleteRange(draft, { range = {}, shiftDimension }, where) {
    shift(draft, areaOf(draft, range as GridRange, where), { shiftDimension, where, isInsert: false })
    return {}
  },
}

function rowsIn(area: Area): (Cell | undefined)[][] {
  refuseHuge(area)
  const { sheet, top, left, bottom, right } = area
  return Array.from({ length: bottom - top }, (_, down) =>
    Array.from({ length: right - left }, (__, across) => cellAt(sheet, top + down, left + across)),
  )
}

function put({ sheet, top, left }: Area, rows: readonly (readonly (Cell | undefined)[])[]): void {
  for (const [down, row] of rows.entries()) {
    for (const [across, cell] of row.entries()) setCell(sheet, top + down, left + across, cell)
  }
}

/** Empty cells come last, whichever the order. */
function orderOf(shown: Shown, { sheet, top }: Area, specs: readonly JsonObject[], where: string) {
  if (specs.length === 0) throw badRequest(`${where}: Must specify at least one sort spec.`)
  const keys = specs.map(({ dimensionIndex = 0, sortOrder = 'ASCENDING', ...more }) => {
    if (Object.keys(more).length > 0) throw new Lacking(`sorting by ${Object.keys(more).join(', ')}`)
    return { column: Number(dimensionIndex), sign: sortOrder === 'DESCENDING' ? -1 : 1 }
  })
  const value = (nth: number, column: number) => {
    const found = shown.value(sheet, top + nth, column)
    return isFault(found) ? found.fault : found
  }
  return (one: number, other: number): number => {
    for (const { column, sign } of keys) {
      const [a, b] = [value(one, column), value(other, column)]
      if (a === null || b === null) {
        if (a !== b) return a === null ? 1 : -1
      } else if (compared(a, b) !== 0) return sign * compared(a, b)
    }
    return one - other
  }
}

/** Whole rows and columns go as such; a part of them moves the cells after it, without what refers to them. */
function shift(
  draft: Spreadsheet,
  area: Area,
  { shiftDimension, where, isInsert }: { shiftDimension: Json | undefined; where: string; isInsert: boolean },
): void {
  if (shiftDimension !== 'ROWS' && shiftDimension !== 'COLUMNS')
    throw badRequest(`${where}: No shift dimension specified.`)
  const { sheet, top, left, bottom, right } = area
  const { rows, columns } = gridSize(sheet)
  const isRows = shiftDimension === 'ROWS'
  const [start, count] = isRows ? [top, bottom - top] : [left, right - left]
  if (isRows ? left === 0 && right === columns : top === 0 && bottom === rows) {
    const lines = { dimension: shiftDimension, start, count } as const
    if (isInsert) return insertLines(draft, sheet, lines)
    return deleteLines(draft, sheet, lines)
  }
  const after = { ...area, ...(isRows ? { bottom: rows } : { right: columns }) }
  const cells = rowsIn(after)
  const moved = cells.map((line, down) =>
    line.map((_, across) => {
      const place = (isRows ? down : across) + (isInsert ? -count : count)
      const isThere = place >= 0 && (!isInsert || (isRows ? down : across) >= count)
      return isThere ? (isRows ? cells[place]?.[across] : line[place]) : undefined
    }),
  )
  put(after, moved)
}
