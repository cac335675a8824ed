import assert from 'node:assert/strict'
import type { Judge } from '../jury.ts'
import { invalid, openAsStranger, openSheets, read, refusedAs, spreadsheetWith, unknown } from './client.ts'

export const spreadsheets: Judge = {
  name: 'spreadsheets',
  async judge(account) {
    const api = openSheets(account)
    const properties = { title: 'Überblick 📊 <b>', locale: 'de_DE', timeZone: 'Europe/Berlin' }
    const grid = { rowCount: 50, columnCount: 5, frozenRowCount: 1 }
    const rowData = [
      { values: [{ userEnteredValue: { stringValue: 'Name' } }, { userEnteredValue: { numberValue: 1.5 } }] },
    ]
    const sheets = [
      { properties: { title: "It's data", gridProperties: grid }, data: [{ rowData }] },
      { properties: { title: 'Second', sheetId: 77 } },
    ]
    const { data: made, status } = await api.spreadsheets.create({ requestBody: { properties, sheets } })
    assert.equal(status, 200)
    assert.partialDeepStrictEqual(made.properties, { ...properties, autoRecalc: 'ON_CHANGE' })
    const spreadsheetId = made.spreadsheetId ?? ''
    assert.match(
      made.spreadsheetUrl ?? '',
      new RegExp(`^https://docs\\.google\\.com/spreadsheets/d/${spreadsheetId}/edit`),
    )
    assert.partialDeepStrictEqual(
      made.sheets?.map(({ properties }) => properties),
      [
        { title: "It's data", index: 0, sheetType: 'GRID', gridProperties: grid },
        { title: 'Second', index: 1, sheetId: 77, gridProperties: { rowCount: 1000, columnCount: 26 } },
      ],
    )
    assert.deepEqual((await api.spreadsheets.get({ spreadsheetId })).data, made)
    assert.equal(made.sheets?.[0]?.data, undefined)
    assert.deepEqual(await read(api, spreadsheetId, "'It''s data'!A1:B2"), [['Name', '1,5']])

    const { data: few } = await api.spreadsheets.get({
      spreadsheetId,
      fields: 'properties.title,sheets(properties(sheetId))',
    })
    assert.deepEqual(few, {
      properties: { title: properties.title },
      sheets: [{ properties: { sheetId: made.sheets?.[0]?.properties?.sheetId } }, { properties: { sheetId: 77 } }],
    })
    const look = { spreadsheetId, ranges: ["'It''s data'!A1:B1"], includeGridData: true }
    const { data: seen } = await api.spreadsheets.get(look)
    assert.deepEqual(
      seen.sheets?.map(({ properties }) => properties?.title),
      ["It's data"],
    )
    const cells = seen.sheets?.[0]?.data?.[0]?.rowData?.[0]?.values
    assert.deepEqual(
      cells?.map(({ formattedValue, effectiveValue }) => [formattedValue, effectiveValue]),
      [
        ['Name', { stringValue: 'Name' }],
        ['1,5', { numberValue: 1.5 }],
      ],
    )
  },
}

export const partsOfSpreadsheets: Judge = {
  name: 'parts of spreadsheets',
  async judge(account) {
    const api = openSheets(account)
    const sheets = [{ properties: { title: 'First' } }, { properties: { title: 'Second', sheetId: 77 } }]
    const { data: made } = await api.spreadsheets.create({ requestBody: { sheets } })
    const spreadsheetId = made.spreadsheetId ?? ''
    const dataFilters = [{ gridRange: { sheetId: 77, startRowIndex: 0, endRowIndex: 2 } }]
    const filtered = { spreadsheetId, requestBody: { dataFilters, includeGridData: true } }
    const { data: part } = await api.spreadsheets.getByDataFilter(filtered)
    assert.deepEqual([part.spreadsheetId, part.sheets?.length], [spreadsheetId, 1])
    assert.equal(part.sheets?.[0]?.properties?.title, 'Second')
    assert.equal(part.sheets?.[0]?.data?.length, 1)

    const { data: plain } = await api.spreadsheets.create({ requestBody: {} })
    assert.equal(plain.properties?.title, 'Untitled spreadsheet')
    assert.partialDeepStrictEqual(plain.sheets, [{ properties: { sheetId: 0, title: 'Sheet1', index: 0 } }])
  },
}

export const spreadsheetRefusals: Judge = {
  name: 'refusals of spreadsheets',
  async judge(account) {
    const api = openSheets(account)
    const spreadsheetId = await spreadsheetWith(api, [['x']])
    const twice = [{ properties: { title: 'Same' } }, { properties: { title: 'Same' } }]
    await refusedAs(api.spreadsheets.create({ requestBody: { sheets: twice } }), ...invalid)
    const unheard = { properties: { colour: 'red' } } as object
    await refusedAs(api.spreadsheets.create({ requestBody: unheard }), ...invalid)
    await refusedAs(api.spreadsheets.get({ spreadsheetId: 'nothing' }), ...unknown)
    await refusedAs(api.spreadsheets.get({ spreadsheetId, ranges: ['Nowhere!A1'] }), ...invalid)
    await refusedAs(api.spreadsheets.get({ spreadsheetId, fields: 'colour' }), ...invalid)
    const filter = (dataFilters: object[], id = spreadsheetId) =>
      api.spreadsheets.getByDataFilter({ spreadsheetId: id, requestBody: { dataFilters } })
    await refusedAs(filter([]), ...invalid)
    await refusedAs(filter([{ a1Range: 'Nowhere!A1' }]), ...invalid)
    await refusedAs(filter([{ gridRange: { sheetId: 4711 } }]), ...invalid)
    await refusedAs(filter([{ a1Range: 'A1' }], 'nothing'), ...unknown)
    const stranger = openAsStranger(account)
    await refusedAs(stranger.spreadsheets.get({ spreadsheetId }), 401, 'UNAUTHENTICATED')
    await refusedAs(stranger.spreadsheets.create({ requestBody: {} }), 401, 'UNAUTHENTICATED')
  },
}
