import assert from 'node:assert/strict'
import type { Judge } from '../jury.ts'
import { change, invalid, openSheets, read, refusedAs, spreadsheetWith, unknown } from './client.ts'

export const batches: Judge = {
  name: 'values of several ranges',
  async judge(account) {
    const api = openSheets(account)
    const { values } = api.spreadsheets
    const spreadsheetId = await spreadsheetWith(api, [])
    const data = [
      {
        range: 'Sheet1!A1:B2',
        values: [
          ['a', 1],
          ['b', 2],
        ],
      },
      { range: 'D1', majorDimension: 'COLUMNS', values: [['x', 'y']] },
    ]
    const { data: written } = await values.batchUpdate({
      spreadsheetId,
      requestBody: { valueInputOption: 'RAW', data, includeValuesInResponse: true },
    })
    const totals = { totalUpdatedRows: 4, totalUpdatedColumns: 3, totalUpdatedCells: 6, totalUpdatedSheets: 1 }
    assert.partialDeepStrictEqual(written, { spreadsheetId, ...totals })
    assert.deepEqual(
      written.responses?.map(({ updatedRange, updatedData }) => [updatedRange, updatedData?.values]),
      [
        [
          'Sheet1!A1:B2',
          [
            ['a', '1'],
            ['b', '2'],
          ],
        ],
        ['Sheet1!D1:D2', [['x', 'y']]],
      ],
    )
    const ranges = ['Sheet1!A1:B2', 'D1:D2', 'F1']
    const { data: got } = await values.batchGet({ spreadsheetId, ranges, valueRenderOption: 'UNFORMATTED_VALUE' })
    assert.deepEqual(got, {
      spreadsheetId,
      valueRanges: [
        {
          range: 'Sheet1!A1:B2',
          majorDimension: 'ROWS',
          values: [
            ['a', 1],
            ['b', 2],
          ],
        },
        { range: 'Sheet1!D1:D2', majorDimension: 'ROWS', values: [['x'], ['y']] },
        { range: 'Sheet1!F1', majorDimension: 'ROWS' },
      ],
    })
    const { data: cleared } = await values.batchClear({ spreadsheetId, requestBody: { ranges: ['A1:A2', 'D2'] } })
    assert.deepEqual(cleared, { spreadsheetId, clearedRanges: ['Sheet1!A1:A2', 'Sheet1!D2'] })
    assert.deepEqual(await read(api, spreadsheetId, 'Sheet1'), [
      ['', '1', '', 'x'],
      ['', '2'],
    ])
  },
}

export const spoiledBatches: Judge = {
  name: 'one wrong range among several',
  async judge(account) {
    const api = openSheets(account)
    const { values } = api.spreadsheets
    const spreadsheetId = await spreadsheetWith(api, [['a', 'b']])
    const data = [{ range: 'Sheet1!A1', values: [['x']] }]
    const spoiled = [...data, { range: 'Nowhere!A1', values: [['z']] }]
    const requestBody = { valueInputOption: 'RAW', data: spoiled }
    await refusedAs(values.batchUpdate({ spreadsheetId, requestBody }), ...invalid)
    await refusedAs(values.batchUpdate({ spreadsheetId, requestBody: { data } }), ...invalid)
    const clear = { ranges: ['B1', 'Nowhere!A1'] }
    await refusedAs(values.batchClear({ spreadsheetId, requestBody: clear }), ...invalid)
    await refusedAs(values.batchGet({ spreadsheetId, ranges: ['A1', 'Nowhere!A1'] }), ...invalid)
    assert.deepEqual(await read(api, spreadsheetId, 'Sheet1'), [['a', 'b']])
    await refusedAs(values.batchGet({ spreadsheetId: 'nothing', ranges: ['A1'] }), ...unknown)
    await refusedAs(values.batchClear({ spreadsheetId: 'nothing', requestBody: { ranges: ['A1'] } }), ...unknown)
  },
}

export const filtered: Judge = {
  name: 'values by data filters',
  async judge(account) {
    const api = openSheets(account)
    const { values } = api.spreadsheets
    const spreadsheetId = await spreadsheetWith(api, [
      ['a', 'b'],
      ['c', 'd'],
      ['e', 'f'],
    ])
    const dimensionRange = { sheetId: 0, dimension: 'ROWS', startIndex: 1, endIndex: 2 }
    const developerMetadata = { metadataKey: 'row', visibility: 'DOCUMENT', location: { dimensionRange } }
    await change(api, spreadsheetId, { createDeveloperMetadata: { developerMetadata } })
    const byKey = { developerMetadataLookup: { metadataKey: 'row' } }
    const byGrid = {
      gridRange: { sheetId: 0, startRowIndex: 0, endRowIndex: 1, startColumnIndex: 0, endColumnIndex: 2 },
    }
    const byText = { a1Range: 'Sheet1!B3' }

    const dataFilters = [byKey, byGrid, byText]
    const { data: got } = await values.batchGetByDataFilter({ spreadsheetId, requestBody: { dataFilters } })
    assert.equal(got.spreadsheetId, spreadsheetId)
    assert.deepEqual(
      got.valueRanges?.map(({ valueRange }) => valueRange?.values),
      [[['c', 'd']], [['a', 'b']], [['f']]],
    )
    assert.deepEqual(got.valueRanges?.[1]?.dataFilters, [byGrid])

    const data = [{ dataFilter: byKey, majorDimension: 'ROWS', values: [['C', 'D']] }]
    const written = { spreadsheetId, requestBody: { valueInputOption: 'RAW', data } }
    const { data: updated } = await values.batchUpdateByDataFilter(written)
    assert.deepEqual([updated.totalUpdatedCells, updated.responses?.[0]?.dataFilter], [2, byKey])
    assert.deepEqual(await read(api, spreadsheetId, 'Sheet1'), [
      ['a', 'b'],
      ['C', 'D'],
      ['e', 'f'],
    ])

    const clearing = { spreadsheetId, requestBody: { dataFilters: [byKey, byText] } }
    const { data: cleared } = await values.batchClearByDataFilter(clearing)
    assert.equal(cleared.clearedRanges?.length, 2)
    assert.deepEqual(await read(api, spreadsheetId, 'Sheet1'), [['a', 'b'], [], ['e']])

    const none = { spreadsheetId: 'nothing', requestBody: { dataFilters } }
    await refusedAs(values.batchGetByDataFilter(none), ...unknown)
    await refusedAs(values.batchClearByDataFilter(none), ...unknown)
    const empty = { spreadsheetId, requestBody: { dataFilters: [] } }
    await refusedAs(values.batchGetByDataFilter(empty), ...invalid)
    await refusedAs(values.batchClearByDataFilter(empty), ...invalid)
    const wrong = { spreadsheetId, requestBody: { dataFilters: [{}] } }
    await refusedAs(values.batchGetByDataFilter(wrong), ...invalid)
  },
}

export const metadata: Judge = {
  name: 'developer metadata',
  async judge(account) {
    const api = openSheets(account)
    const spreadsheetId = await spreadsheetWith(api, [['a']])
    const add = async (metadataKey: string, metadataValue: string, location: object) => {
      const developerMetadata = { metadataKey, metadataValue, location, visibility: 'DOCUMENT' }
      const [reply] = await change(api, spreadsheetId, { createDeveloperMetadata: { developerMetadata } })
      return reply?.createDeveloperMetadata?.developerMetadata ?? assert.fail('no metadata came back')
    }
    const dimensionRange = { sheetId: 0, dimension: 'COLUMNS', startIndex: 2, endIndex: 3 }
    const whole = await add('owner', 'ann', { spreadsheet: true })
    const sheet = await add('owner', 'bob', { sheetId: 0 })
    const column = await add('kind', 'number', { dimensionRange })
    assert.partialDeepStrictEqual(column, {
      metadataKey: 'kind',
      metadataValue: 'number',
      visibility: 'DOCUMENT',
      location: { locationType: 'COLUMN', dimensionRange },
    })
    const one = { spreadsheetId, metadataId: column.metadataId ?? 0 }
    assert.deepEqual((await api.spreadsheets.developerMetadata.get(one)).data, column)

    const search = async (...dataFilters: object[]) => {
      const asked = { spreadsheetId, requestBody: { dataFilters } }
      const { data } = await api.spreadsheets.developerMetadata.search(asked)
      return data.matchedDeveloperMetadata?.map(({ developerMetadata }) => developerMetadata) ?? []
    }
    const lookup = (developerMetadataLookup: object) => ({ developerMetadataLookup })
    assert.deepEqual(await search(lookup({ metadataKey: 'owner' })), [whole, sheet])
    assert.deepEqual(await search(lookup({ metadataKey: 'owner', metadataValue: 'bob' })), [sheet])
    assert.deepEqual(await search(lookup({ locationType: 'COLUMN' })), [column])
    assert.deepEqual(await search(lookup({ metadataId: whole.metadataId })), [whole])
    assert.deepEqual(await search(lookup({ metadataKey: 'nobody' })), [])

    const dataFilters = [lookup({ metadataKey: 'kind' })]
    const update = { dataFilters, fields: 'metadataValue', developerMetadata: { metadataValue: 'text' } }
    await change(api, spreadsheetId, { updateDeveloperMetadata: update })
    assert.deepEqual(await search(lookup({ metadataKey: 'kind' })), [{ ...column, metadataValue: 'text' }])
    await change(api, spreadsheetId, { deleteDeveloperMetadata: { dataFilter: dataFilters[0]! } })
    await refusedAs(api.spreadsheets.developerMetadata.get(one), ...unknown)
    assert.deepEqual(await search(lookup({ metadataKey: 'kind' })), [])

    const asked = { requestBody: { dataFilters } }
    await refusedAs(api.spreadsheets.developerMetadata.search({ ...asked, spreadsheetId: 'nothing' }), ...unknown)
    const nothing = { spreadsheetId, requestBody: { dataFilters: [] } }
    await refusedAs(api.spreadsheets.developerMetadata.search(nothing), ...invalid)
  },
}
