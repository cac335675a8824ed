import assert from 'node:assert/strict'
import type { Judge } from '../jury.ts'
import { change, invalid, openSheets, read, refusedAs, spreadsheetWith, unknown, write } from './client.ts'

export const changedSheets: Judge = {
  name: 'sheets of a spreadsheet',
  async judge(account) {
    const api = openSheets(account)
    const spreadsheetId = await spreadsheetWith(api, [['a']])
    const titles = async () =>
      (await api.spreadsheets.get({ spreadsheetId })).data.sheets?.map(({ properties }) => properties?.title)
    const properties = { title: 'Added', index: 0, gridProperties: { rowCount: 5, columnCount: 3 } }
    const [added] = await change(api, spreadsheetId, { addSheet: { properties } })
    assert.partialDeepStrictEqual(added?.addSheet?.properties, { ...properties, sheetType: 'GRID' })
    const sheetId = added?.addSheet?.properties?.sheetId ?? assert.fail('a sheet has an id')
    assert.deepEqual(await titles(), ['Added', 'Sheet1'])
    await refusedAs(change(api, spreadsheetId, { addSheet: { properties } }), ...invalid)

    const renamed = { properties: { sheetId, title: 'Renamed', hidden: true }, fields: 'title,hidden' }
    await change(api, spreadsheetId, { updateSheetProperties: renamed })
    const { data } = await api.spreadsheets.get({ spreadsheetId })
    assert.partialDeepStrictEqual(data.sheets?.[0]?.properties, { sheetId, title: 'Renamed', hidden: true, index: 0 })
    const retitled = { properties: { title: 'Ours too' }, fields: 'title' }
    await change(api, spreadsheetId, { updateSpreadsheetProperties: retitled })
    assert.equal((await api.spreadsheets.get({ spreadsheetId })).data.properties?.title, 'Ours too')

    const [doubled] = await change(api, spreadsheetId, { duplicateSheet: { sourceSheetId: 0, newSheetName: 'Twin' } })
    assert.equal(doubled?.duplicateSheet?.properties?.title, 'Twin')
    assert.deepEqual(await read(api, spreadsheetId, 'Twin'), [['a']])
    await change(api, spreadsheetId, { deleteSheet: { sheetId } })
    assert.deepEqual((await titles())?.toSorted(), ['Sheet1', 'Twin'])
    await refusedAs(change(api, spreadsheetId, { deleteSheet: { sheetId } }), ...invalid)

    const other = await spreadsheetWith(api, [['theirs']])
    const copyTo = (destinationSpreadsheetId: string, more: object = {}) =>
      api.spreadsheets.sheets.copyTo({
        spreadsheetId,
        sheetId: 0,
        ...more,
        requestBody: { destinationSpreadsheetId },
      })
    const { data: copied } = await copyTo(other)
    assert.partialDeepStrictEqual(copied, { title: 'Copy of Sheet1', index: 1, sheetType: 'GRID' })
    assert.deepEqual(await read(api, other, "'Copy of Sheet1'"), [['a']])
    assert.deepEqual(await read(api, other, 'Sheet1'), [['theirs']])
    await refusedAs(copyTo('nothing'), ...unknown)
    await refusedAs(copyTo(''), ...invalid)
    await refusedAs(copyTo(other, { sheetId: 4711 }), ...invalid)
    await refusedAs(copyTo(other, { spreadsheetId: 'nothing' }), ...unknown)
  },
}

export const changedCells: Judge = {
  name: 'rows, columns and cells',
  async judge(account) {
    const api = openSheets(account)
    const spreadsheetId = await spreadsheetWith(api, [
      ['n', 'double'],
      [3, '=A2*2'],
      [1, '=A3*2'],
      [2, '=A4*2'],
    ])
    const all = () => read(api, spreadsheetId, 'Sheet1')
    const line = (dimension: string, startIndex: number) => ({
      range: { sheetId: 0, dimension, startIndex, endIndex: startIndex + 1 },
    })
    await change(api, spreadsheetId, { insertDimension: { ...line('COLUMNS', 0), inheritFromBefore: false } })
    assert.deepEqual(await all(), [
      ['', 'n', 'double'],
      ['', '3', '6'],
      ['', '1', '2'],
      ['', '2', '4'],
    ])
    assert.deepEqual(await read(api, spreadsheetId, 'C2', { valueRenderOption: 'FORMULA' }), [['=B2*2']])
    await change(api, spreadsheetId, { deleteDimension: line('COLUMNS', 0) }, { deleteDimension: line('ROWS', 2) })
    assert.deepEqual(await all(), [
      ['n', 'double'],
      ['3', '6'],
      ['2', '4'],
    ])

    const cell = (userEnteredValue: object) => ({ userEnteredValue })
    const rows = [{ values: [cell({ numberValue: 9 }), cell({ formulaValue: '=SUM(A2:A4)' })] }]
    await change(api, spreadsheetId, { appendCells: { sheetId: 0, rows, fields: 'userEnteredValue' } })
    assert.deepEqual(await all(), [
      ['n', 'double'],
      ['3', '6'],
      ['2', '4'],
      ['9', '14'],
    ])
    const start = { sheetId: 0, rowIndex: 0, columnIndex: 1 }
    const head = [
      { values: [{ ...cell({ stringValue: 'Twice' }), userEnteredFormat: { textFormat: { bold: true } } }] },
    ]
    const fields = 'userEnteredValue,userEnteredFormat.textFormat.bold'
    await change(api, spreadsheetId, { updateCells: { start, rows: head, fields } })
    const { data } = await api.spreadsheets.get({ spreadsheetId, ranges: ['B1'], includeGridData: true })
    const [shown] = data.sheets?.[0]?.data?.[0]?.rowData?.[0]?.values ?? []
    assert.partialDeepStrictEqual(shown, { formattedValue: 'Twice', userEnteredFormat: { textFormat: { bold: true } } })

    const range = { sheetId: 0, startRowIndex: 1, endRowIndex: 4, startColumnIndex: 0, endColumnIndex: 1 }
    const sortSpecs = [{ dimensionIndex: 0, sortOrder: 'DESCENDING' }]
    await change(api, spreadsheetId, { sortRange: { range, sortSpecs } })
    assert.deepEqual(await read(api, spreadsheetId, 'A2:A4'), [['9'], ['3'], ['2']])
    const [replaced] = await change(api, spreadsheetId, {
      findReplace: { find: 'n', replacement: 'number', matchEntireCell: true, allSheets: true },
    })
    assert.partialDeepStrictEqual(replaced?.findReplace, { occurrencesChanged: 1, valuesChanged: 1 })
    assert.deepEqual(await read(api, spreadsheetId, 'A1'), [['number']])
  },
}

export const changedRules: Judge = {
  name: 'conditional formats, named ranges and merged cells',
  async judge(account) {
    const api = openSheets(account)
    const spreadsheetId = await spreadsheetWith(api, [['a', 'b']])
    const range = { sheetId: 0, startRowIndex: 0, endRowIndex: 1, startColumnIndex: 0, endColumnIndex: 2 }
    const rule = (type: string, value: string) => ({
      ranges: [range],
      booleanRule: {
        condition: { type, values: [{ userEnteredValue: value }] },
        format: { backgroundColor: { red: 1 } },
      },
    })
    const rules = async () =>
      (await api.spreadsheets.get({ spreadsheetId })).data.sheets?.[0]?.conditionalFormats?.map(
        ({ booleanRule }) => booleanRule?.condition?.values?.[0]?.userEnteredValue,
      )
    const add = (value: string, index: number) => ({
      addConditionalFormatRule: { rule: rule('NUMBER_GREATER', value), index },
    })
    await change(api, spreadsheetId, add('1', 0), add('2', 0))
    assert.deepEqual(await rules(), ['2', '1'])
    const update = { index: 1, sheetId: 0, rule: rule('NUMBER_LESS', '5') }
    const [reply] = await change(api, spreadsheetId, { updateConditionalFormatRule: update })
    assert.deepEqual(reply?.updateConditionalFormatRule?.newIndex ?? 1, 1)
    const { newRule, oldRule } = reply?.updateConditionalFormatRule ?? {}
    assert.partialDeepStrictEqual(newRule, rule('NUMBER_LESS', '5'))
    assert.partialDeepStrictEqual(oldRule, rule('NUMBER_GREATER', '1'))
    assert.deepEqual(await rules(), ['2', '5'])
    await change(api, spreadsheetId, { deleteConditionalFormatRule: { index: 0, sheetId: 0 } })
    assert.deepEqual(await rules(), ['5'])
    const far = { ...update, index: 7 }
    await refusedAs(change(api, spreadsheetId, { updateConditionalFormatRule: far }), ...invalid)

    const [named] = await change(api, spreadsheetId, { addNamedRange: { namedRange: { name: 'ours', range } } })
    const namedRangeId = named?.addNamedRange?.namedRange?.namedRangeId ?? assert.fail('a named range has an id')
    assert.deepEqual(await read(api, spreadsheetId, 'ours'), [['a', 'b']])
    await change(api, spreadsheetId, { deleteNamedRange: { namedRangeId } })
    await refusedAs(read(api, spreadsheetId, 'ours'), ...invalid)

    await change(api, spreadsheetId, { mergeCells: { range, mergeType: 'MERGE_ALL' } })
    const { data } = await api.spreadsheets.get({ spreadsheetId })
    assert.deepEqual(data.sheets?.[0]?.merges, [range])
    await change(api, spreadsheetId, { unmergeCells: { range } })
    assert.equal((await api.spreadsheets.get({ spreadsheetId })).data.sheets?.[0]?.merges, undefined)
  },
}

export const wholeBatches: Judge = {
  name: 'batches of changes: all or none',
  async judge(account) {
    const api = openSheets(account)
    const spreadsheetId = await spreadsheetWith(api, [['kept']])
    const { data: before } = await api.spreadsheets.get({ spreadsheetId, includeGridData: true })
    const good = { addSheet: { properties: { title: 'Half done' } } }
    await refusedAs(change(api, spreadsheetId, good, { deleteSheet: { sheetId: 4711 } }), ...invalid)
    await refusedAs(change(api, spreadsheetId), ...invalid)
    await refusedAs(change(api, spreadsheetId, { deleteSheet: { sheetId: 0 } }), ...invalid)
    await refusedAs(change(api, spreadsheetId, { doMagic: {} } as object), ...invalid)
    await refusedAs(change(api, spreadsheetId, { ...good, deleteSheet: { sheetId: 0 } }), ...invalid)
    await refusedAs(change(api, 'nothing', good), ...unknown)
    assert.deepEqual((await api.spreadsheets.get({ spreadsheetId, includeGridData: true })).data, before)

    await write(api, spreadsheetId, 'A2', [['more']])
    const requestBody = {
      requests: [good],
      includeSpreadsheetInResponse: true,
      responseIncludeGridData: true,
      responseRanges: ['Sheet1!A1:A2'],
    }
    const { data } = await api.spreadsheets.batchUpdate({ spreadsheetId, requestBody })
    assert.equal(data.replies?.length, 1)
    const rowData = data.updatedSpreadsheet?.sheets?.[0]?.data?.[0]?.rowData
    assert.deepEqual(
      rowData?.map(({ values }) => values?.[0]?.formattedValue),
      ['kept', 'more'],
    )
  },
}
