import { randomBytes } from 'node:crypto'
import type { Json, JsonObject } from '../../lib/json.ts'
import { refuseUnsound } from './alter.ts'
import { changedCell, cellRows } from './changes/cell-changes.ts'
import { setCell } from './cells/cell-grid.ts'
import { withColorStyles } from './cells/color-styles.ts'
import { dataFilters, filteredAreas } from './ranges/data-filter.ts'
import { parseRange, sheetTitled } from './ranges/parse-range.ts'
import { selectsGrid } from './requests/field-mask.ts'
import { badRequest, Lacking } from './requests/refusals.ts'
import type { SheetsCall, SheetsRoute } from './requests/route.ts'
import {
  findSpreadsheet,
  type GridRange,
  gridSize,
  type NamedRange,
  resize,
  type Sheet,
  type SheetsState,
  type Spreadsheet,
} from './state.ts'
import { freshId, newSheet } from './views/sheet-properties.ts'
import { type Look, spreadsheetView } from './views/spreadsheet-view.ts'

const collection = '/v4/spreadsheets'
const item = `${collection}/{spreadsheetId}`

/** A spreadsheet as a whole. */
export function spreadsheetRoutes(state: SheetsState): readonly SheetsRoute[] {
  return [
    { operation: `POST ${collection}`, name: 'CreateSpreadsheet', answer: (call) => createSpreadsheet(state, call) },
    { operation: `GET ${item}`, name: 'GetSpreadsheet', answer: (call) => getSpreadsheet(state, call) },
    {
      operation: `POST ${item}:getByDataFilter`,
      name: 'GetSpreadsheetByDataFilter',
      answer: (call) => getByDataFilter(state, call),
    },
  ]
}

function getSpreadsheet(state: SheetsState, { params, query, fields }: SheetsCall): JsonObject {
  const spreadsheet = findSpreadsheet(state, params['spreadsheetId'] ?? '')
  const ranges = query['ranges'] as readonly string[] | undefined
  const areas = ranges?.map((range) => parseRange(spreadsheet, range))
  return spreadsheetView(spreadsheet, { areas, withGrid: withGrid(fields, query['includeGridData']) })
}

function getByDataFilter(state: SheetsState, { params, body, fields }: SheetsCall): JsonObject {
  const spreadsheet = findSpreadsheet(state, params['spreadsheetId'] ?? '')
  const areas = dataFilters(body).flatMap((filter) => filteredAreas(spreadsheet, filter))
  return spreadsheetView(spreadsheet, { areas, withGrid: withGrid(fields, body['includeGridData']) })
}

/** Where a mask says what is wanted, `includeGridData` does not count. */
function withGrid(fields: string, included: Json | undefined): Look['withGrid'] {
  return fields === '' ? included === true : selectsGrid(fields)
}

function createSpreadsheet(state: SheetsState, { body }: SheetsCall): JsonObject {
  const { properties = {}, sheets = [], namedRanges = [], dataSources, developerMetadata } = body
  if (dataSources !== undefined) throw new Lacking('data sources')
  if (developerMetadata !== undefined) throw new Lacking('developer metadata of a new spreadsheet')
  const spreadsheet = newSpreadsheet(`1${randomBytes(33).toString('base64url').slice(0, 43)}`, properties as JsonObject)
  for (const given of sheets as readonly JsonObject[]) addGiven(spreadsheet, given)
  if (spreadsheet.sheets.length === 0) spreadsheet.sheets.push(newSheet(0, 'Sheet1'))
  spreadsheet.namedRanges = (namedRanges as readonly JsonObject[]).map(({ namedRangeId, name, range }): NamedRange => {
    const id = String(namedRangeId ?? randomBytes(6).toString('hex'))
    return { namedRangeId: id, name: String(name ?? ''), range: { sheetId: 0, ...(range as GridRange) } }
  })
  refuseUnsound(spreadsheet)
  state.spreadsheets.push(spreadsheet)
  return spreadsheetView(spreadsheet, { withGrid: false })
}

export function newSpreadsheet(id: string, properties: JsonObject, role: Spreadsheet['role'] = 'owner'): Spreadsheet {
  const title =
    properties['title'] === undefined || properties['title'] === '' ? 'Untitled spreadsheet' : properties['title']
  return {
    id,
    role,
    properties: { ...defaultProperties, ...properties, title },
    sheets: [],
    namedRanges: [],
    metadata: [],
  }
}

const white = { red: 1, green: 1, blue: 1 }
const defaultProperties: JsonObject = {
  title: '',
  locale: 'en_US',
  autoRecalc: 'ON_CHANGE',
  timeZone: 'Etc/GMT',
  defaultFormat: {
    backgroundColor: white,
    padding: { top: 2, right: 3, bottom: 2, left: 3 },
    verticalAlignment: 'BOTTOM',
    wrapStrategy: 'OVERFLOW_CELL',
    textFormat: {
      foregroundColor: {},
      fontFamily: 'arial,sans,sans-serif',
      fontSize: 10,
      bold: false,
      italic: false,
      strikethrough: false,
      underline: false,
      foregroundColorStyle: { rgbColor: {} },
    },
    backgroundColorStyle: { rgbColor: white },
  },
}

/** A sheet as a client may describe it, cells included. */
function addGiven(spreadsheet: Spreadsheet, { properties = {}, data = [], ...more }: JsonObject): void {
  const { sheetId, title, index: _index, sheetType = 'GRID', ...rest } = properties as JsonObject
  if (sheetType !== 'GRID') throw new Lacking(`a sheet of the type ${String(sheetType)}`)
  const lists = ['merges', 'conditionalFormats', 'protectedRanges', 'bandedRanges', 'basicFilter'] as const
  const [unknown] = Object.keys(more).filter((name) => !lists.some((list) => list === name))
  if (unknown !== undefined) throw new Lacking(`${unknown} of a new sheet`)
  const place = spreadsheet.sheets.length
  const name = String(title ?? `Sheet${place + 1}`)
  if (sheetTitled(spreadsheet, name))
    throw badRequest(
      `Invalid sheets[${place}]: A sheet with the name "${name}" already exists. Please enter another name.`,
    )
  const taken = spreadsheet.sheets.map(({ id }) => id)
  const id = sheetId === undefined ? (place === 0 ? 0 : freshId(taken)) : Number(sheetId)
  if (taken.includes(id)) throw badRequest(`Invalid sheets[${place}]: Sheet with id ${id} already exists.`)
  const sheet = Object.assign(newSheet(id, name, withColorStyles(rest)), withColorStyles(more))
  for (const grid of data as readonly JsonObject[]) fill(sheet, grid)
  spreadsheet.sheets.push(sheet)
}

function fill(sheet: Sheet, { startRow = 0, startColumn = 0, rowData = [] }: JsonObject): void {
  const rows = cellRows(rowData)
  const [top, left] = [Number(startRow), Number(startColumn)]
  const size = gridSize(sheet)
  resize(sheet, {
    rows: Math.max(size.rows, top + rows.length),
    columns: rows.reduce((most, row) => Math.max(most, left + row.length), size.columns),
  })
  for (const [down, row] of rows.entries()) {
    for (const [across, cell] of row.entries())
      setCell(sheet, top + down, left + across, changedCell(undefined, cell, { '*': {} }))
  }
}
