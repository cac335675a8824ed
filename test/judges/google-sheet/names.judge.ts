import assert from 'node:assert/strict'
import type { Judge } from '../jury.ts'
import { change, invalid, openSheets, read, refusedAs, spreadsheetWith } from './client.ts'

/** In how many ways a sheet and the cells in it are named. */
export const names: Judge = {
  name: 'names in ranges',
  async judge(account) {
    const api = openSheets(account)
    const cells = [
      ['1', '2'],
      ['3', '4'],
    ]
    const id = await spreadsheetWith(api, cells)
    await change(api, id, {
      addSheet: { properties: { title: "It's A1", gridProperties: { rowCount: 3, columnCount: 2 } } },
    })
    await change(api, id, {
      addSheet: { properties: { title: 'Wide', gridProperties: { rowCount: 2, columnCount: 30 } } },
    })
    for (const range of [
      'Sheet1',
      'sheet1!A1:B2',
      'SHEET1!A:B',
      "'Sheet1'!1:2",
      "'Sheet1'",
      'A1:B2',
      'Sheet1!$A$1:$B$2',
      'R1C1:R2C2',
    ]) {
      assert.deepEqual(await read(api, id, range), cells, range)
    }
    assert.deepEqual(await read(api, id, 'Sheet1!B2:A1'), cells, 'from corner to corner')
    assert.deepEqual(await read(api, id, "'It''s A1'!A1:B3"), undefined)
    assert.deepEqual(await read(api, id, "it's a1"), undefined)
    for (const range of ['Nowhere!A1', 'Sheet1!A0', 'Sheet1!', "'Sheet1", 'Sheet1!A1:B2:C3']) {
      await refusedAs(read(api, id, range), ...invalid)
    }
    const values = [['=SUM(Wide!AD1:AD2)', '=wide!AD2', '=SUM(Wide!1:2)']]
    const valueInputOption = 'USER_ENTERED'
    const put = (range: string, some: string[][]) =>
      api.spreadsheets.values.update({ spreadsheetId: id, range, valueInputOption, requestBody: { values: some } })
    await put('Wide!AD1', [['5'], ['6']])
    await put('Sheet1!A1', values)
    assert.deepEqual((await read(api, id, 'Sheet1!A1:C1'))?.toString(), '11,6,11', 'to the last row and column')
  },
}

/** Of a sheet's properties only those change that are named. */
export const sheetProperties: Judge = {
  name: 'properties of a sheet',
  async judge(account) {
    const api = openSheets(account)
    const id = await spreadsheetWith(api, [['1']])
    const grid = { rowCount: 9, columnCount: 5, frozenRowCount: 1, hideGridlines: true }
    const properties = { sheetId: 0, title: 'Other', gridProperties: grid, tabColor: { red: 1 }, hidden: false }
    const get = async () => (await api.spreadsheets.get({ spreadsheetId: id })).data.sheets?.[0]?.properties
    const [first] = (await api.spreadsheets.get({ spreadsheetId: id })).data.sheets ?? []
    properties.sheetId = first?.properties?.sheetId ?? -1
    await change(api, id, { updateSheetProperties: { properties, fields: 'gridProperties' } })
    const changed = await get()
    assert.deepEqual([changed?.title, changed?.gridProperties, changed?.tabColor], ['Sheet1', grid, undefined])
    await change(api, id, { updateSheetProperties: { properties, fields: 'title,tabColor' } })
    const named = await get()
    assert.deepEqual([named?.title, named?.tabColor?.red, named?.gridProperties], ['Other', 1, grid])
    const fewer = { ...properties, gridProperties: { frozenColumnCount: 2 } }
    await change(api, id, { updateSheetProperties: { properties: fewer, fields: 'gridProperties.frozenColumnCount' } })
    assert.deepEqual((await get())?.gridProperties, { ...grid, frozenColumnCount: 2 })
  },
}
