import { type Json, type JsonObject } from '../../lib/json.ts'
import type { AccountObject, StandIn } from '../stand-in.ts'
import { at, type Reply, send, type Sent, textAt } from './client.ts'
import { breaksOf } from './specification.ts'

/** `path` follows `/v4/spreadsheets`. Every answer is held against Google's own description of Sheets. */
export async function call(sheets: StandIn, path: string, sent: Sent = {}): Promise<Reply> {
  const reply = await send(sheets, `https://sheets.googleapis.com/v4/spreadsheets${path}`, sent)
  if (reply.status !== 200) return reply
  const operation = { method: sent.method ?? 'GET', path: `/v4/spreadsheets${path.replace(/\?.*$/s, '')}` }
  const found = breaksOf('google-sheet', operation, reply.body)
  if (found.length > 0) throw new Error(`${operation.method} ${path}: ${found.join(', ')}`)
  return reply
}

export function post(sheets: StandIn, path: string, json: JsonObject = {}): Promise<Reply> {
  return call(sheets, path, { method: 'POST', json })
}

/** A spreadsheet of one sheet, `Sheet1`, with these values in it; its id with a slash before it. */
export async function spreadsheetWith(sheets: StandIn, values: Json[][] = []): Promise<string> {
  const made = await post(sheets, '', { properties: { title: 'Made here' } })
  const path = `/${textAt(made.body, 'spreadsheetId')}`
  if (values.length > 0) await put(sheets, `${path}/values/Sheet1!A1`, values)
  return path
}

export function put(sheets: StandIn, path: string, values: Json[][], option = 'USER_ENTERED'): Promise<Reply> {
  return call(sheets, `${path}?valueInputOption=${option}`, { method: 'PUT', json: { values } })
}

/** The values of a range; `rendering` is a query such as `valueRenderOption=FORMULA`. */
export async function valuesIn(
  sheets: StandIn,
  path: string,
  range: string,
  rendering = '',
): Promise<Json | undefined> {
  const { body, status } = await call(sheets, `${path}/values/${encodeURIComponent(range)}?${rendering}`)
  return status === 200 ? body['values'] : body
}

/** What a batch of changes answers. */
export function batch(sheets: StandIn, path: string, ...requests: JsonObject[]): Promise<Reply> {
  return post(sheets, `${path}:batchUpdate`, { requests })
}

/** The seeded account's k-th spreadsheet: its id with a slash before it. */
export async function seeded(sheets: StandIn, place: number): Promise<string> {
  const state = await sheets.snapshot()
  const found: AccountObject[] = state.filter(({ collection }) => collection === 'spreadsheets')
  return `/${String(at(found[place]!.fields, 'spreadsheetId'))}`
}
