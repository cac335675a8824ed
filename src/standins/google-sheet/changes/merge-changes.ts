import { cellAt, isFilled, setCell, withoutValue } from '../cells/cell-grid.ts'
import { type Area, areaOf, gridRangeOf, overlap } from '../ranges/area.ts'
import { badRequest } from '../requests/refusals.ts'
import type { GridRange, Spreadsheet } from '../state.ts'
import type { Change } from './change.ts'

/** Cells that are shown as one. */
export const mergeChanges: Readonly<Record<string, Change>> = {
  mergeCells(draft, { range = {}, mergeType = 'MERGE_ALL' }, where) {
    const area = areaOf(draft, range as GridRange, where)
    const inside = mergedAreas(draft, area, where)
    if (inside.some((other) => !contains(area, other)))
      throw badRequest(`${where}: You must select all cells in a merged range to merge or unmerge them.`)
    area.sheet.merges = area.sheet.merges.filter((merge) => !overlap(areaOf(draft, merge, where), area))
    for (const part of partsOf(area, String(mergeType))) {
      area.sheet.merges.push(gridRangeOf(part))
      keepFirst(part)
    }
    return {}
  },

  unmergeCells(draft, { range = {} }, where) {
    const area = areaOf(draft, range as GridRange, where)
    if (mergedAreas(draft, area, where).some((other) => !contains(area, other)))
      throw badRequest(`${where}: You must select all cells in a merged range to merge or unmerge them.`)
    area.sheet.merges = area.sheet.merges.filter((merge) => !overlap(areaOf(draft, merge, where), area))
    return {}
  },
}

function mergedAreas(draft: Spreadsheet, area: Area, where: string): Area[] {
  return area.sheet.merges.map((merge) => areaOf(draft, merge, where)).filter((other) => overlap(other, area))
}

function contains(outer: Area, inner: Area): boolean {
  return (
    inner.top >= outer.top && inner.left >= outer.left && inner.bottom <= outer.bottom && inner.right <= outer.right
  )
}

function partsOf(area: Area, mergeType: string): Area[] {
  const { top, left, bottom, right } = area
  if (mergeType === 'MERGE_ROWS')
    return Array.from({ length: bottom - top }, (_, nth) => ({ ...area, top: top + nth, bottom: top + nth + 1 }))
  if (mergeType === 'MERGE_COLUMNS')
    return Array.from({ length: right - left }, (_, nth) => ({ ...area, left: left + nth, right: left + nth + 1 }))
  return [area]
}

/** Only the first cell keeps what was typed into it. */
function keepFirst({ sheet, top, left, bottom, right }: Area): void {
  for (let row = top; row < Math.min(bottom, sheet.rows.length); row++) {
    for (let column = left; column < right; column++) {
      const cell = cellAt(sheet, row, column)
      if (cell && isFilled(cell) && (row !== top || column !== left)) setCell(sheet, row, column, withoutValue(cell))
    }
  }
}
