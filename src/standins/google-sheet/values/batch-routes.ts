import type { Json, JsonObject } from '../../../lib/json.ts'
import { alter } from '../alter.ts'
import { show } from '../cells/shown-cell.ts'
import { type Area, areaText } from '../ranges/area.ts'
import { dataFilters, filteredAreas } from '../ranges/data-filter.ts'
import { parseRange } from '../ranges/parse-range.ts'
import type { SheetsCall, SheetsRoute } from '../requests/route.ts'
import { findSpreadsheet, type SheetsState, type Spreadsheet } from '../state.ts'
import { type Reading, valueRange } from './read-values.ts'
import { echo } from './value-routes.ts'
import { clearValues, inputOption, rowsOf, writeValues } from './write-values.ts'

const values = '/v4/spreadsheets/{spreadsheetId}/values'

/** The values of several ranges at once: all of them or none. */
export function batchRoutes(state: SheetsState): readonly SheetsRoute[] {
  const ranges = (draft: Spreadsheet, list: Json | undefined) =>
    ((list ?? []) as string[]).map((range) => parseRange(draft, range))
  return [
    { operation: `GET ${values}:batchGet`, name: 'BatchGetValues', answer: (call) => batchGet(state, call) },
    {
      operation: `POST ${values}:batchGetByDataFilter`,
      name: 'BatchGetValuesByDataFilter',
      answer: (call) => batchGetFiltered(state, call),
    },
    { operation: `POST ${values}:batchUpdate`, name: 'BatchUpdateValues', answer: (call) => batchUpdate(state, call) },
    {
      operation: `POST ${values}:batchUpdateByDataFilter`,
      name: 'BatchUpdateValuesByDataFilter',
      answer: (call) => batchUpdateFiltered(state, call),
    },
    {
      operation: `POST ${values}:batchClear`,
      name: 'BatchClearValues',
      answer: (call) => clearAll(state, call, (draft) => ranges(draft, call.body['ranges'])),
    },
    {
      operation: `POST ${values}:batchClearByDataFilter`,
      name: 'BatchClearValuesByDataFilter',
      answer: (call) =>
        clearAll(state, call, (draft) => dataFilters(call.body).flatMap((filter) => filteredAreas(draft, filter))),
    },
  ]
}

function batchGet(state: SheetsState, { params, query }: SheetsCall): JsonObject {
  const spreadsheet = findSpreadsheet(state, params['spreadsheetId'] ?? '')
  const shown = show(spreadsheet)
  const areas = ((query['ranges'] ?? []) as string[]).map((range) => parseRange(spreadsheet, range))
  const valueRanges = areas.map((area) => valueRange(shown, area, query as Reading))
  return { spreadsheetId: spreadsheet.id, ...(valueRanges.length === 0 ? {} : { valueRanges }) }
}

function batchGetFiltered(state: SheetsState, { params, body }: SheetsCall): JsonObject {
  const spreadsheet = findSpreadsheet(state, params['spreadsheetId'] ?? '')
  const shown = show(spreadsheet)
  const valueRanges = grouped(spreadsheet, dataFilters(body)).map(({ area, filters }) => ({
    valueRange: valueRange(shown, area, body as Reading),
    dataFilters: filters,
  }))
  return { spreadsheetId: spreadsheet.id, ...(valueRanges.length === 0 ? {} : { valueRanges }) }
}

/** Each area once, with the filters that select it. */
function grouped(spreadsheet: Spreadsheet, filters: readonly JsonObject[]): { area: Area; filters: JsonObject[] }[] {
  const found = new Map<string, { area: Area; filters: JsonObject[] }>()
  for (const filter of filters) {
    for (const area of filteredAreas(spreadsheet, filter)) {
      const known = found.get(areaText(area)) ?? { area, filters: [] }
      found.set(areaText(area), { area, filters: [...known.filters, filter] })
    }
  }
  return [...found.values()]
}

function batchUpdate(state: SheetsState, { params, body }: SheetsCall): JsonObject {
  return alter(state, params['spreadsheetId'] ?? '', (draft) => {
    const data = (body['data'] ?? []) as JsonObject[]
    return writeAll(
      draft,
      body,
      data.map((range) => ({ range, area: parseRange(draft, String(range['range'] ?? '')) })),
    )
  })
}

function batchUpdateFiltered(state: SheetsState, { params, body }: SheetsCall): JsonObject {
  return alter(state, params['spreadsheetId'] ?? '', (draft) => {
    const data = (body['data'] ?? []) as JsonObject[]
    const targets = data.flatMap((range) => {
      const filter = (range['dataFilter'] ?? {}) as JsonObject
      return filteredAreas(draft, filter).map((area) => ({ range, area, filter }))
    })
    return writeAll(draft, body, targets)
  })
}

interface Target {
  readonly range: JsonObject
  readonly area: Area
  readonly filter?: JsonObject
}

function writeAll(draft: Spreadsheet, body: JsonObject, targets: readonly Target[]): JsonObject {
  const option = inputOption(body['valueInputOption'])
  const { responseValueRenderOption: value, responseDateTimeRenderOption: date } = body
  const responses = targets.map(({ range, area, filter }) => {
    const wanted = body['includeValuesInResponse'] === true ? echo(value, date, range['majorDimension']) : undefined
    const written = writeValues(draft, area, rowsOf(range), { option, echo: wanted })
    if (!filter) return written
    const { spreadsheetId: _id, ...rest } = written
    return { ...rest, dataFilter: filter }
  })
  const sum = (name: string) =>
    responses.reduce((total, response) => total + Number((response as JsonObject)[name] ?? 0), 0)
  const totals = {
    totalUpdatedRows: sum('updatedRows'),
    totalUpdatedColumns: sum('updatedColumns'),
    totalUpdatedCells: sum('updatedCells'),
    totalUpdatedSheets: new Set(targets.map(({ area }) => area.sheet)).size,
  }
  const shown = Object.fromEntries(Object.entries(totals).filter(([, total]) => total > 0))
  return { spreadsheetId: draft.id, ...shown, ...(responses.length === 0 ? {} : { responses }) }
}

function clearAll(
  state: SheetsState,
  { params }: SheetsCall,
  areasIn: (draft: Spreadsheet) => readonly Area[],
): JsonObject {
  return alter(state, params['spreadsheetId'] ?? '', (draft) => {
    const areas = areasIn(draft)
    for (const area of areas) clearValues(area)
    const clearedRanges = [...new Set(areas.map(areaText))]
    return { spreadsheetId: draft.id, ...(clearedRanges.length === 0 ? {} : { clearedRanges }) }
  })
}
