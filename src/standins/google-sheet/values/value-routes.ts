import type { Json, JsonObject } from '../../../lib/json.ts'
import { alter } from '../alter.ts'
import { show } from '../cells/shown-cell.ts'
import { type Area, areaText } from '../ranges/area.ts'
import { parseRange } from '../ranges/parse-range.ts'
import { badRequest } from '../requests/refusals.ts'
import type { SheetsCall, SheetsRoute } from '../requests/route.ts'
import { findSpreadsheet, type SheetsState } from '../state.ts'
import { appendValues } from './append-values.ts'
import { type Reading, valueRange } from './read-values.ts'
import { clearValues, inputOption, rowsOf, type Writing, writeValues } from './write-values.ts'

const one = '/v4/spreadsheets/{spreadsheetId}/values/{range}'

/** The values of one range. */
export function valueRoutes(state: SheetsState): readonly SheetsRoute[] {
  return [
    { operation: `GET ${one}`, name: 'GetValues', answer: (call) => getValues(state, call) },
    { operation: `PUT ${one}`, name: 'UpdateValues', answer: (call) => updateValues(state, call) },
    { operation: `POST ${one}:append`, name: 'AppendValues', answer: (call) => append(state, call) },
    { operation: `POST ${one}:clear`, name: 'ClearValues', answer: (call) => clear(state, call) },
  ]
}

function getValues(state: SheetsState, { params, query }: SheetsCall): JsonObject {
  const spreadsheet = findSpreadsheet(state, params['spreadsheetId'] ?? '')
  return valueRange(show(spreadsheet), parseRange(spreadsheet, params['range'] ?? ''), query as Reading)
}

function updateValues(state: SheetsState, { params, query, body }: SheetsCall): JsonObject {
  return alter(state, params['spreadsheetId'] ?? '', (draft) => {
    const writing = { option: inputOption(query['valueInputOption']), echo: echoOf(query, body) }
    const area = parseRange(draft, params['range'] ?? '')
    refuseOther(area, body, (text) => parseRange(draft, text))
    return writeValues(draft, area, rowsOf(body), writing)
  })
}

function append(state: SheetsState, { params, query, body }: SheetsCall): JsonObject {
  return alter(state, params['spreadsheetId'] ?? '', (draft) => {
    const option = inputOption(query['valueInputOption'])
    const area = parseRange(draft, params['range'] ?? '')
    refuseOther(area, body, (text) => parseRange(draft, text))
    const inserts = query['insertDataOption'] === 'INSERT_ROWS'
    return appendValues(draft, area, rowsOf(body), { option, inserts, echo: echoOf(query, body) })
  })
}

function clear(state: SheetsState, { params }: SheetsCall): JsonObject {
  return alter(state, params['spreadsheetId'] ?? '', (draft) => {
    const area = parseRange(draft, params['range'] ?? '')
    clearValues(area)
    return { spreadsheetId: draft.id, clearedRange: areaText(area) }
  })
}

function echoOf(query: JsonObject, body: JsonObject): Writing['echo'] {
  if (query['includeValuesInResponse'] !== true) return undefined
  return echo(query['responseValueRenderOption'], query['responseDateTimeRenderOption'], body['majorDimension'])
}

export function echo(value: Json | undefined, date: Json | undefined, dimension: Json | undefined): Reading {
  return {
    valueRenderOption: String(value ?? 'FORMATTED_VALUE'),
    dateTimeRenderOption: String(date ?? 'SERIAL_NUMBER'),
    majorDimension: String(dimension ?? 'ROWS'),
  }
}

/** A body that names a range has to name the same one. */
function refuseOther(area: Area, { range }: JsonObject, parse: (text: string) => Area): void {
  if (typeof range !== 'string' || range === '') return
  const named = areaText(parse(range))
  if (named !== areaText(area))
    throw badRequest(`Requested writing within range [${areaText(area)}], but the values are for range [${named}]`)
}
