import assert from 'node:assert/strict'
import type { Judge } from '../jury.ts'
import {
  type Cells,
  invalid,
  openAsStranger,
  openSheets,
  read,
  refusedAs,
  spreadsheetWith,
  unknown,
  write,
} from './client.ts'

export const values: Judge = {
  name: 'values',
  async judge(account) {
    const api = openSheets(account)
    const spreadsheetId = await spreadsheetWith(api, [])
    const requestBody = {
      values: [
        ['Ä "1" 🎉', '12.5', true],
        ['=B1*2', '2031-05-01', null],
        ['', "'007"],
      ] as Cells,
    }
    const range = 'Sheet1!A1:C3'
    const { data: entered } = await api.spreadsheets.values.update({
      spreadsheetId,
      range,
      requestBody,
      valueInputOption: 'USER_ENTERED',
      includeValuesInResponse: true,
    })
    const counted = { spreadsheetId, updatedRange: range, updatedRows: 3, updatedColumns: 3 }
    assert.partialDeepStrictEqual(entered, counted)
    const formatted = [
      ['Ä "1" 🎉', '12.5', 'TRUE'],
      ['25', '2031-05-01'],
      ['', '007'],
    ]
    assert.deepEqual(entered.updatedData, { range, majorDimension: 'ROWS', values: formatted })
    assert.deepEqual((await api.spreadsheets.values.get({ spreadsheetId, range })).data, entered.updatedData)
    assert.deepEqual(await read(api, spreadsheetId, 'Sheet1'), formatted)

    const shown = (valueRenderOption: string, more: object = {}) =>
      read(api, spreadsheetId, range, { valueRenderOption, ...more })
    assert.deepEqual(await shown('UNFORMATTED_VALUE'), [
      ['Ä "1" 🎉', 12.5, true],
      [25, 47_969],
      ['', '007'],
    ])
    assert.deepEqual(await shown('UNFORMATTED_VALUE', { dateTimeRenderOption: 'FORMATTED_STRING' }), [
      ['Ä "1" 🎉', 12.5, true],
      [25, '2031-05-01'],
      ['', '007'],
    ])
    assert.deepEqual(await shown('FORMULA'), [
      ['Ä "1" 🎉', 12.5, true],
      ['=B1*2', 47_969],
      ['', '007'],
    ])
    assert.deepEqual(await shown('FORMATTED_VALUE', { majorDimension: 'COLUMNS' }), [
      ['Ä "1" 🎉', '25'],
      ['12.5', '2031-05-01', '007'],
      ['TRUE'],
    ])
  },
}

export const rawValues: Judge = {
  name: 'values as they are sent, by columns, and empty ones',
  async judge(account) {
    const api = openSheets(account)
    const spreadsheetId = await spreadsheetWith(api, [['a']])
    const raw = { spreadsheetId, range: 'Sheet1!E1', valueInputOption: 'RAW' }
    await api.spreadsheets.values.update({ ...raw, requestBody: { values: [['=1+1', '12.5', 3]] } })
    const unformatted = { valueRenderOption: 'UNFORMATTED_VALUE' }
    assert.deepEqual(await read(api, spreadsheetId, 'E1:G1', unformatted), [['=1+1', '12.5', 3]])
    const columns = { majorDimension: 'COLUMNS', values: [[1, 2], [3]] }
    await api.spreadsheets.values.update({ ...raw, range: 'E2:F3', requestBody: columns })
    assert.deepEqual(await read(api, spreadsheetId, 'E2:F3'), [['1', '3'], ['2']])
    // What is null stays as it was, what is empty goes.
    await write(api, spreadsheetId, 'E2', [[null, '']])
    assert.deepEqual(await read(api, spreadsheetId, 'E2:F3'), [['1'], ['2']])
    assert.equal(await read(api, spreadsheetId, 'Z9'), undefined)
  },
}

export const appendedValues: Judge = {
  name: 'rows added to a table, and cleared ones',
  async judge(account) {
    const api = openSheets(account)
    const table: Cells = [
      ['Name', 'Count'],
      ['a', 1],
      ['b', 2],
    ]
    const spreadsheetId = await spreadsheetWith(api, table)
    await write(api, spreadsheetId, 'A6', [['below']])
    const append = (values: Cells, insertDataOption: string, range = 'Sheet1!A1') =>
      api.spreadsheets.values.append({
        spreadsheetId,
        range,
        insertDataOption,
        valueInputOption: 'USER_ENTERED',
        requestBody: { values },
      })
    const { data: first } = await append([['c', '=B3+1']], 'OVERWRITE', 'Sheet1!A1:B3')
    assert.deepEqual(first, {
      spreadsheetId,
      tableRange: 'Sheet1!A1:B3',
      updates: { spreadsheetId, updatedRange: 'Sheet1!A4:B4', updatedRows: 1, updatedColumns: 2, updatedCells: 2 },
    })
    const { data: second } = await append([['d'], ['e']], 'INSERT_ROWS', 'Sheet1!A1:B4')
    assert.equal(second.updates?.updatedRange, 'Sheet1!A5:A6')
    const after = [['Name', 'Count'], ['a', '1'], ['b', '2'], ['c', '3'], ['d'], ['e'], [], ['below']]
    assert.deepEqual(await read(api, spreadsheetId, 'A:B'), after)
    const { data: apart } = await append([['x']], 'OVERWRITE', 'Sheet1!F10')
    assert.deepEqual([apart.tableRange, apart.updates?.updatedRange], [undefined, 'Sheet1!F10'])

    const { data: cleared } = await api.spreadsheets.values.clear({ spreadsheetId, range: 'A2:B3', requestBody: {} })
    assert.deepEqual(cleared, { spreadsheetId, clearedRange: 'Sheet1!A2:B3' })
    assert.deepEqual(await read(api, spreadsheetId, 'A1:B4'), [['Name', 'Count'], [], [], ['c', '1']])
  },
}

export const manyRows: Judge = {
  name: 'ten thousand rows',
  async judge(account) {
    const api = openSheets(account)
    const rows: Cells = Array.from({ length: 10_000 }, (_, nth) => [nth, `row ${nth} ✓`])
    const spreadsheetId = await spreadsheetWith(api, [['n', 'text']])
    const { data } = await api.spreadsheets.values.append({
      spreadsheetId,
      range: 'A1',
      valueInputOption: 'RAW',
      requestBody: { values: rows },
    })
    assert.deepEqual([data.updates?.updatedRange, data.updates?.updatedCells], ['Sheet1!A2:B10001', 20_000])
    const unformatted = { valueRenderOption: 'UNFORMATTED_VALUE' }
    assert.deepEqual(await read(api, spreadsheetId, 'A2:B', unformatted), rows)
    assert.deepEqual(await read(api, spreadsheetId, 'A10001:B10001'), [['9999', 'row 9999 ✓']])
  },
}

export const valueRefusals: Judge = {
  name: 'refusals of values',
  async judge(account) {
    const api = openSheets(account)
    const { values } = api.spreadsheets
    const spreadsheetId = await spreadsheetWith(api, [['kept']])
    const at = { spreadsheetId, range: 'Sheet1!A1' }
    const requestBody = { values: [['new']] }
    const valueInputOption = 'RAW'
    await refusedAs(values.update({ ...at, requestBody }), ...invalid)
    await refusedAs(values.append({ ...at, requestBody }), ...invalid)
    await refusedAs(values.update({ ...at, requestBody, valueInputOption: 'TYPED' }), ...invalid)
    await refusedAs(values.update({ ...at, range: 'Nowhere!A1', requestBody, valueInputOption }), ...invalid)
    await refusedAs(values.update({ ...at, range: 'A1:B2!', requestBody, valueInputOption }), ...invalid)
    await refusedAs(values.update({ ...at, range: 'A5000', requestBody, valueInputOption }), ...invalid)
    const nested = { values: [[{ a: 1 }]] }
    await refusedAs(values.update({ ...at, requestBody: nested, valueInputOption }), ...invalid)
    const wide = { values: [['1', '2']] }
    await refusedAs(values.update({ ...at, range: 'A1:A1', requestBody: wide, valueInputOption }), ...invalid)
    const elsewhere = { range: 'Sheet1!B7', values: [['x']] }
    await refusedAs(values.update({ ...at, requestBody: elsewhere, valueInputOption }), ...invalid)
    await refusedAs(values.get({ ...at, range: 'Nowhere!A1' }), ...invalid)
    await refusedAs(values.get({ ...at, valueRenderOption: 'PRETTY' }), ...invalid)
    await refusedAs(values.clear({ ...at, range: 'Nowhere!A1' }), ...invalid)
    const none = { ...at, spreadsheetId: 'nothing' }
    await refusedAs(values.get(none), ...unknown)
    await refusedAs(values.update({ ...none, requestBody, valueInputOption }), ...unknown)
    await refusedAs(values.append({ ...none, requestBody, valueInputOption }), ...unknown)
    await refusedAs(values.clear(none), ...unknown)
    const stranger = openAsStranger(account).spreadsheets.values
    await refusedAs(stranger.get(at), 401, 'UNAUTHENTICATED')
    await refusedAs(stranger.update({ ...at, requestBody, valueInputOption }), 401, 'UNAUTHENTICATED')
    assert.deepEqual(await read(api, spreadsheetId, 'Sheet1'), [['kept']])
  },
}
