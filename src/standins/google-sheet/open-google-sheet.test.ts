import { afterEach, describe, expect, it } from 'vitest'
import type { Json, JsonObject } from '../../lib/json.ts'
import type { StandIn } from '../stand-in.ts'
import { at, difference, send, type Sent, textAt } from '../testing/client.ts'
import { batch, call, post, put, seeded, spreadsheetWith, valuesIn } from '../testing/sheets-client.ts'
import { openGoogleSheet } from './open-google-sheet.ts'

const opened: StandIn[] = []
afterEach(async () => {
  for (const standIn of opened.splice(0)) await standIn[Symbol.asyncDispose]()
})

async function open(scopes?: readonly string[]): Promise<StandIn> {
  const sheets = await openGoogleSheet({ seed: 1, credential: 'right', ...(scopes ? { scopes } : {}) })
  opened.push(sheets)
  return sheets
}

const readonly = 'https://www.googleapis.com/auth/spreadsheets.readonly'

const twice = { sheets: [{ properties: { title: 'One' } }, { properties: { title: 'one' } }] }
const huge = { sheets: [{ properties: { gridProperties: { rowCount: 1_000_000, columnCount: 11 } } }] }

describe('who comes in', () => {
  it('answers 401 in the newer envelope to no credential and to a wrong one', async () => {
    const sheets = await open()
    const path = await seeded(sheets, 0)
    for (const [credential, reason] of [
      [null, 'CREDENTIALS_MISSING'],
      ['wrong', 'ACCESS_TOKEN_TYPE_UNSUPPORTED'],
    ] as const) {
      const refused = await call(sheets, path, { credential })
      expect(refused).toMatchObject({
        status: 401,
        body: { error: { code: 401, status: 'UNAUTHENTICATED', details: [{ reason }] } },
      })
      expect(refused.body['error']).not.toHaveProperty('errors')
      expect(refused.headers.get('x-stand-in')).toBe(sheets.label)
    }
  })

  it('answers 403 to an operation that none of the scopes allows, and to no other', async () => {
    const sheets = await open([readonly])
    const path = await seeded(sheets, 0)
    const before = await sheets.snapshot()
    expect((await call(sheets, path)).status).toBe(200)
    expect((await call(sheets, `${path}/values/Sheet1`)).status).toBe(200)
    const refused = await put(sheets, `${path}/values/A1`, [['x']])
    expect(refused).toMatchObject({
      status: 403,
      body: { error: { status: 'PERMISSION_DENIED', details: [{ reason: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT' }] } },
    })
    expect(textAt(refused.body, 'error.details.0.metadata.method')).toMatch(/SpreadsheetsService\.UpdateValues$/)
    // Reading by data filters is a POST, and wants more than the right to read.
    expect((await post(sheets, `${path}:getByDataFilter`, { dataFilters: [{ a1Range: 'A1' }] })).status).toBe(403)
    expect(await sheets.snapshot()).toEqual(before)
  })

  it('lets nobody write to a spreadsheet that is only shared for reading', async () => {
    const sheets = await open()
    const path = await seeded(sheets, 2)
    expect((await call(sheets, `${path}/values/Sheet1!A1:B2`)).status).toBe(200)
    expect(await put(sheets, `${path}/values/A1`, [['x']])).toMatchObject({
      status: 403,
      body: { error: { message: 'The caller does not have permission', status: 'PERMISSION_DENIED' } },
    })
  })

  it('says that it lacks something rather than that Google does', async () => {
    const sheets = await open()
    const path = await spreadsheetWith(sheets)
    const lacking = await batch(sheets, path, { addChart: { chart: {} } })
    expect(lacking).toMatchObject({ status: 501, body: { standin: 'not implemented', method: 'POST' } })
    expect(textAt(lacking.body, 'path')).toContain('addChart')
    expect(await put(sheets, `${path}/values/A1`, [['=XLOOKUP(1,A1:A2,B1:B2)']])).toMatchObject({ status: 501 })
    expect(await valuesIn(sheets, path, 'A1')).toBeUndefined()
    expect((await send(sheets, 'https://sheets.googleapis.com/$discovery/rest')).status).toBe(501)
    const mistaken = await sheets.fetch(new Request('https://sheets.googleapis.com/v4/spreadsheet/x'))
    expect([mistaken.status, mistaken.headers.get('x-stand-in')]).toEqual([404, 'google-sheet/1'])
    expect(await mistaken.text()).toContain('404')
  })

  it('shares nothing between two accounts', async () => {
    const [one, other] = [await open(), await open()]
    const before = await other.snapshot()
    const path = await spreadsheetWith(one, [['x']])
    await put(one, `${await seeded(one, 0)}/values/A1`, [['changed']])
    expect(await other.snapshot()).toEqual(before)
    expect((await call(other, path)).status).toBe(404)
  })
})

describe('spreadsheets', () => {
  it('makes one, with defaults for what was not said', async () => {
    const sheets = await open()
    const before = await sheets.snapshot()
    const made = await post(sheets, '', { properties: { title: 'Plan' } })
    expect(made).toMatchObject({
      status: 200,
      body: {
        properties: { title: 'Plan', locale: 'en_US', timeZone: 'Etc/GMT', autoRecalc: 'ON_CHANGE' },
        sheets: [
          {
            properties: {
              sheetId: 0,
              title: 'Sheet1',
              index: 0,
              sheetType: 'GRID',
              gridProperties: { rowCount: 1000, columnCount: 26 },
            },
          },
        ],
      },
    })
    const id = textAt(made.body, 'spreadsheetId')
    expect(id).toMatch(/^1[\w-]{43}$/)
    expect((await call(sheets, `/${id}`)).body).toEqual(made.body)
    expect(difference(before, await sheets.snapshot())).toEqual({
      made: [`spreadsheets ${id}`, `sheets ${id}/0`],
      changed: [],
      removed: [],
    })
    expect((await post(sheets, '')).body).toMatchObject({ properties: { title: 'Untitled spreadsheet' } })
  })

  it('makes one with sheets and cells', async () => {
    const sheets = await open()
    const cell = (userEnteredValue: JsonObject) => ({ userEnteredValue })
    const rowData = [
      { values: [cell({ stringValue: 'Ämne' }), cell({ numberValue: 2 })] },
      { values: [{}, cell({ formulaValue: '=B1*2' })] },
    ]
    const made = await post(sheets, '', {
      sheets: [
        { properties: { title: 'First' } },
        { properties: { title: 'Données', sheetId: 77 }, data: [{ rowData }] },
      ],
    })
    expect(at(made.body, 'sheets.1.properties')).toMatchObject({ sheetId: 77, title: 'Données', index: 1 })
    expect(made.body).not.toHaveProperty('sheets.1.data')
    expect(await valuesIn(sheets, `/${textAt(made.body, 'spreadsheetId')}`, 'Données')).toEqual([
      ['Ämne', '2'],
      ['', '4'],
    ])
  })

  it('shows cells only where they are asked for', async () => {
    const sheets = await open()
    const path = await spreadsheetWith(sheets, [['a', '50%'], ['=1/0']])
    expect((await call(sheets, path)).body).not.toHaveProperty('sheets.0.data')
    const grid = await call(sheets, `${path}?includeGridData=true&ranges=Sheet1!A1:B3`)
    expect(at(grid.body, 'sheets.0.data.0')).toMatchObject({
      rowData: [
        {
          values: [
            { userEnteredValue: { stringValue: 'a' }, formattedValue: 'a' },
            {
              userEnteredValue: { numberValue: 0.5 },
              formattedValue: '50%',
              userEnteredFormat: { numberFormat: { type: 'PERCENT' } },
              effectiveFormat: { numberFormat: { type: 'PERCENT' }, verticalAlignment: 'BOTTOM' },
            },
          ],
        },
        { values: [{ effectiveValue: { errorValue: { type: 'DIVIDE_BY_ZERO' } } }] },
      ],
    })
    expect(at(grid.body, 'sheets.0.data.0.rowMetadata')).toHaveLength(3)
    // A mask says by itself whether cells are wanted.
    const masked = await call(sheets, `${path}?includeGridData=true&fields=sheets.properties(sheetId,title)`)
    expect(masked.body).toEqual({ sheets: [{ properties: { sheetId: 0, title: 'Sheet1' } }] })
    const only = await call(sheets, `${path}?fields=sheets/data/rowData/values/formattedValue`)
    expect(at(only.body, 'sheets.0.data.0.rowData.0.values.1')).toEqual({ formattedValue: '50%' })
    expect(await call(sheets, `${path}?fields=sheets.nothing`)).toMatchObject({
      status: 400,
      body: { error: { status: 'INVALID_ARGUMENT', details: [{ fieldViolations: [{ field: 'fields' }] }] } },
    })
  })

  it('gives by data filter what the filters touch', async () => {
    const sheets = await open()
    const path = await seeded(sheets, 0)
    const all = (await call(sheets, path)).body['sheets'] as Json[]
    expect(all).toHaveLength(3)
    const title = textAt(all[1] ?? null, 'properties.title')
    const one = await post(sheets, `${path}:getByDataFilter`, { dataFilters: [{ a1Range: `${title}!A1:B2` }] })
    expect(one.body['sheets']).toHaveLength(1)
    expect(at(one.body, 'sheets.0.properties.title')).toBe(title)
    const byMetadata = await post(sheets, `${path}:getByDataFilter`, {
      dataFilters: [{ developerMetadataLookup: { locationType: 'COLUMN' } }],
      includeGridData: true,
    })
    expect(at(byMetadata.body, 'sheets.0.data.0.startColumn')).toBe(2)
    expect((await post(sheets, `${path}:getByDataFilter`)).status).toBe(400)
  })

  it('does not know an id that is not there', async () => {
    expect(await call(await open(), '/nothere')).toMatchObject({
      status: 404,
      body: { error: { code: 404, message: 'Requested entity was not found.', status: 'NOT_FOUND' } },
    })
  })

  it.each<[string, Sent & { path?: string }]>([
    ['an unknown parameter', { method: 'GET', path: '/x?include=yes' }],
    ['a field that there is not', { json: { title: 'Plan' } }],
    ['a value of another kind', { json: { properties: { title: 5 } } }],
    ['a word that is no choice', { json: { properties: { autoRecalc: 'NEVER' } } }],
    ['a list where there is none', { json: { properties: [] } }],
    ['two sheets of one title', { json: twice }],
    ['more cells than there may be', { json: huge }],
  ])('refuses %s', async (_what, { path = '', ...sent }) => {
    expect(await call(await open(), path, { method: 'POST', ...sent })).toMatchObject({
      status: 400,
      body: { error: { code: 400, status: 'INVALID_ARGUMENT' } },
    })
  })

  it('names every field that is wrong, as Google writes it', async () => {
    const refused = await post(await open(), '/x:batchUpdate', {
      requests: [{ addSheet: { properties: { name: 'a', sheetId: 'b' } } }],
    })
    expect(at(refused.body, 'error.details.0.fieldViolations')).toEqual([
      {
        field: 'requests[0].add_sheet.properties',
        description:
          'Invalid JSON payload received. Unknown name "name" at \'requests[0].add_sheet.properties\': Cannot find field.',
      },
      {
        field: 'requests[0].add_sheet.properties.sheet_id',
        description: 'Invalid value at \'requests[0].add_sheet.properties.sheet_id\' (TYPE_INT32), "b"',
      },
    ])
  })
})

describe('copies and metadata', () => {
  it('copies a sheet into another spreadsheet', async () => {
    const sheets = await open()
    const [from, to] = [await seeded(sheets, 0), await seeded(sheets, 1)]
    const before = ((await call(sheets, to)).body['sheets'] as Json[]).length
    const copied = await post(sheets, `${from}/sheets/0:copyTo`, { destinationSpreadsheetId: to.slice(1) })
    expect(copied).toMatchObject({ status: 200, body: { title: 'Copy of Sheet1', index: before } })
    expect(copied.body['sheetId']).not.toBe(0)
    expect(await valuesIn(sheets, to, 'Copy of Sheet1', 'valueRenderOption=UNFORMATTED_VALUE')).toEqual(
      await valuesIn(sheets, from, 'Sheet1', 'valueRenderOption=UNFORMATTED_VALUE'),
    )
    const again = await post(sheets, `${from}/sheets/0:copyTo`, { destinationSpreadsheetId: to.slice(1) })
    expect(textAt(again.body, 'title')).toBe('Copy of Sheet1 2')
    expect(await post(sheets, `${from}/sheets/5:copyTo`, { destinationSpreadsheetId: to.slice(1) })).toMatchObject({
      status: 400,
    })
    expect((await post(sheets, `${from}/sheets/0:copyTo`, { destinationSpreadsheetId: 'no' })).status).toBe(404)
  })

  it('finds metadata by key, by place and by range, each once', async () => {
    const sheets = await open()
    const path = await seeded(sheets, 0)
    const search = (...dataFilters: JsonObject[]) => post(sheets, `${path}/developerMetadata:search`, { dataFilters })
    const all = await search({ developerMetadataLookup: {} })
    expect(all.body['matchedDeveloperMetadata']).toHaveLength(5)
    const key = textAt(all.body, 'matchedDeveloperMetadata.2.developerMetadata.metadataKey')
    const lookup = { developerMetadataLookup: { metadataKey: key } }
    const found = await search(lookup, { a1Range: 'Sheet1!A5:C5' })
    expect(at(found.body, 'matchedDeveloperMetadata.0')).toMatchObject({
      developerMetadata: { metadataKey: key, location: { locationType: 'ROW', dimensionRange: { startIndex: 4 } } },
      dataFilters: [lookup, { a1Range: 'Sheet1!A5:C5' }],
    })
    const id = textAt(found.body, 'matchedDeveloperMetadata.0.developerMetadata.metadataId')
    expect((await call(sheets, `${path}/developerMetadata/${id}`)).body).toMatchObject({ metadataKey: key })
    expect((await call(sheets, `${path}/developerMetadata/1`)).status).toBe(404)
    expect((await search({ developerMetadataLookup: { metadataKey: 'nothing' } })).body).toEqual({})
  })
})
