import assert from 'node:assert/strict'
import { sheets, type sheets_v4 } from '@googleapis/sheets'
import { clientOptions } from '../google/client.ts'
import type { ServedAccount } from '../jury.ts'

export type Api = sheets_v4.Sheets
export type Cells = (string | number | boolean | null)[][]

export function openSheets(account: ServedAccount): Api {
  return sheets({ version: 'v4', ...clientOptions(account) })
}

/** With a credential that nobody gave out. */
export function openAsStranger(account: ServedAccount): Api {
  return openSheets({ ...account, credential: 'of somebody else' })
}

/** A new spreadsheet of one sheet, `Sheet1`, with these values from A1 on. */
export async function spreadsheetWith(api: Api, values: Cells): Promise<string> {
  const { data } = await api.spreadsheets.create({ requestBody: { properties: { title: 'Ours' } } })
  const spreadsheetId = data.spreadsheetId ?? assert.fail('a spreadsheet has an id')
  await write(api, spreadsheetId, 'Sheet1!A1', values)
  return spreadsheetId
}

export async function write(api: Api, spreadsheetId: string, range: string, values: Cells): Promise<void> {
  const valueInputOption = 'USER_ENTERED'
  await api.spreadsheets.values.update({ spreadsheetId, range, valueInputOption, requestBody: { values } })
}

export async function read(api: Api, spreadsheetId: string, range: string, more: object = {}): Promise<unknown> {
  return (await api.spreadsheets.values.get({ spreadsheetId, range, ...more })).data.values
}

/** All of these changes, or none. */
export async function change(
  api: Api,
  spreadsheetId: string,
  ...requests: sheets_v4.Schema$Request[]
): Promise<sheets_v4.Schema$Response[]> {
  const { data } = await api.spreadsheets.batchUpdate({ spreadsheetId, requestBody: { requests } })
  assert.equal(data.spreadsheetId, spreadsheetId)
  return data.replies ?? assert.fail('every request has its reply')
}

/** Refused as the newer of Google's APIs do it: with a status in words. */
export async function refusedAs(request: Promise<unknown>, code: number, status: string): Promise<void> {
  const error = await request.then(
    () => assert.fail(`answered, where ${status} was to come`),
    (error: unknown) => error as { status?: number; response?: { data?: { error?: Told } } },
  )
  const told = error.response?.data?.error
  assert.deepEqual([error.status, told?.code, told?.status], [code, code, status])
  assert.ok((told?.message ?? '').length > 0)
}

interface Told {
  readonly code?: number
  readonly status?: string
  readonly message?: string
}

export const invalid = [400, 'INVALID_ARGUMENT'] as const
export const unknown = [404, 'NOT_FOUND'] as const
