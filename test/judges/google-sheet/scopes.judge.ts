import type { Judge } from '../jury.ts'
import { type Api, openSheets, refusedAs, unknown } from './client.ts'

const spreadsheetId = 'nothing'
const at = { spreadsheetId, range: 'A1' }
const dataFilters = [{ a1Range: 'A1' }]
const requestBody = { values: [['x']] }

const reads: readonly ((api: Api) => Promise<unknown>)[] = [
  ({ spreadsheets }) => spreadsheets.get({ spreadsheetId }),
  ({ spreadsheets }) => spreadsheets.values.get(at),
  ({ spreadsheets }) => spreadsheets.values.batchGet({ spreadsheetId, ranges: ['A1'] }),
]
/** Some of them only read, but take what changes a spreadsheet. */
const others: readonly ((api: Api) => Promise<unknown>)[] = [
  ({ spreadsheets }) => spreadsheets.getByDataFilter({ spreadsheetId, requestBody: { dataFilters } }),
  ({ spreadsheets }) => spreadsheets.batchUpdate({ spreadsheetId, requestBody: { requests: [] } }),
  ({ spreadsheets }) => spreadsheets.values.update({ ...at, requestBody }),
  ({ spreadsheets }) => spreadsheets.values.append({ ...at, requestBody }),
  ({ spreadsheets }) => spreadsheets.values.clear(at),
  ({ spreadsheets }) => spreadsheets.values.batchUpdate({ spreadsheetId, requestBody: { data: [] } }),
  ({ spreadsheets }) => spreadsheets.values.batchClear({ spreadsheetId, requestBody: { ranges: ['A1'] } }),
  ({ spreadsheets }) => spreadsheets.values.batchGetByDataFilter({ spreadsheetId, requestBody: { dataFilters } }),
  ({ spreadsheets }) => spreadsheets.values.batchClearByDataFilter({ spreadsheetId, requestBody: { dataFilters } }),
  ({ spreadsheets }) => spreadsheets.developerMetadata.search({ spreadsheetId, requestBody: { dataFilters } }),
  ({ spreadsheets }) =>
    spreadsheets.sheets.copyTo({ spreadsheetId, sheetId: 0, requestBody: { destinationSpreadsheetId: 'x' } }),
]

export const readOnly: Judge = {
  name: 'a credential that may only read',
  scopes: ['https://www.googleapis.com/auth/spreadsheets.readonly'],
  async judge(account) {
    const api = openSheets(account)
    for (const attempt of reads) await refusedAs(attempt(api), ...unknown)
    for (const attempt of others) await refusedAs(attempt(api), 403, 'PERMISSION_DENIED')
    await refusedAs(api.spreadsheets.create({ requestBody: {} }), 403, 'PERMISSION_DENIED')
  },
}
