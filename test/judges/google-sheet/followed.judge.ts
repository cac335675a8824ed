import assert from 'node:assert/strict'
import type { Judge } from '../jury.ts'
import { type Api, type Cells, change, invalid, openSheets, read, refusedAs, spreadsheetWith, write } from './client.ts'

const formulasIn = (api: Api, id: string, range: string) => read(api, id, range, { valueRenderOption: 'FORMULA' })
const lines = (dimension: string, startIndex: number, endIndex: number) => ({
  range: { sheetId: 0, dimension, startIndex, endIndex },
})

/** What refers to cells goes along with them. */
export const followed: Judge = {
  name: 'formulas that follow their cells',
  async judge(account) {
    const api = openSheets(account)
    const id = await spreadsheetWith(api, [['1', '=A1', '=$A$1', '=SUM(A1:A3)', '=Sheet1!A2'], ['2'], ['3']])
    const formulas = async (range: string) => await formulasIn(api, id, range)
    await change(api, id, { insertDimension: lines('ROWS', 0, 2) })
    assert.deepEqual(await formulas('B3:E3'), [['=A3', '=$A$3', '=SUM(A3:A5)', '=Sheet1!A4']])
    await change(api, id, { insertDimension: lines('ROWS', 3, 4) })
    assert.deepEqual(await formulas('B3:E3'), [['=A3', '=$A$3', '=SUM(A3:A6)', '=Sheet1!A5']])
    await change(api, id, { insertDimension: lines('COLUMNS', 0, 1) })
    assert.deepEqual(await formulas('C3:F3'), [['=B3', '=$B$3', '=SUM(B3:B6)', '=Sheet1!B5']])
    await change(api, id, { deleteDimension: lines('ROWS', 0, 2) })
    assert.deepEqual(await formulas('C1:F1'), [['=B1', '=$B$1', '=SUM(B1:B4)', '=Sheet1!B3']])
    assert.deepEqual(await read(api, id, 'B1:F1'), [['1', '1', '1', '6', '2']])
    await change(api, id, { deleteDimension: lines('ROWS', 2, 3) })
    assert.deepEqual(await formulas('C1:F1'), [['=B1', '=$B$1', '=SUM(B1:B3)', '=#REF!']])
    await change(api, id, { moveDimension: { source: lines('ROWS', 0, 1).range, destinationIndex: 3 } })
    assert.deepEqual(await read(api, id, 'B1:B3'), [[], ['3'], ['1']])
    assert.deepEqual((await formulas('C3:D3')) as Cells, [['=B3', '=$B$3']])
    await change(api, id, { moveDimension: { source: lines('COLUMNS', 1, 2).range, destinationIndex: 0 } })
    assert.deepEqual(await read(api, id, 'A1:B3'), [[], ['3'], ['1']])
    assert.deepEqual(await formulas('C3:D3'), [['=A3', '=$A$3']])
    for (const wrong of [lines('ROWS', 5, 5), lines('ROWS', -1, 2), lines('COLUMNS', 3, 2), lines('ROWS', 0, 5000)]) {
      await refusedAs(change(api, id, { deleteDimension: wrong }), ...invalid)
    }

    await change(api, id, {
      updateSheetProperties: { properties: { sheetId: 0, title: 'Two words' }, fields: 'title' },
    })
    await change(api, id, { addSheet: { properties: { title: 'Other', sheetId: 5 } } })
    await write(api, id, 'Other!A1', [["='Two words'!A3+1", '=A1', '=other!A1']])
    assert.deepEqual(await read(api, id, 'Other!A1:C1'), [['2', '2', '2']])
    await change(api, id, { updateSheetProperties: { properties: { sheetId: 0, title: 'Plain' }, fields: 'title' } })
    assert.deepEqual(await formulas('Other!A1:B1'), [['=Plain!A3+1', '=A1']])
    await change(api, id, { deleteSheet: { sheetId: 0 } })
    assert.deepEqual(await read(api, id, 'Other!A1:B1'), [['#REF!', '#REF!']])
    await refusedAs(change(api, id, { deleteSheet: { sheetId: 5 } }), ...invalid)
  },
}

export const ranges: Judge = {
  name: 'ranges that follow their cells',
  async judge(account) {
    const api = openSheets(account)
    const id = await spreadsheetWith(api, [['a']])
    const range = { sheetId: 0, startRowIndex: 2, endRowIndex: 5, startColumnIndex: 1, endColumnIndex: 3 }
    const booleanRule = { condition: { type: 'NOT_BLANK' }, format: { textFormat: { bold: true } } }
    const dimensionRange = { sheetId: 0, dimension: 'ROWS', startIndex: 3, endIndex: 4 }
    const developerMetadata = { metadataKey: 'row', visibility: 'DOCUMENT', location: { dimensionRange } }
    await change(
      api,
      id,
      { addNamedRange: { namedRange: { name: 'ours', range } } },
      { addConditionalFormatRule: { rule: { ranges: [range], booleanRule }, index: 0 } },
      { mergeCells: { range, mergeType: 'MERGE_ALL' } },
      { addProtectedRange: { protectedRange: { range, description: 'Ours' } } },
      { setBasicFilter: { filter: { range } } },
      { createDeveloperMetadata: { developerMetadata } },
    )
    const places = async () => {
      const { data } = await api.spreadsheets.get({ spreadsheetId: id })
      const [sheet] = data.sheets ?? []
      return [
        data.namedRanges?.[0]?.range,
        sheet?.conditionalFormats?.[0]?.ranges?.[0],
        sheet?.merges?.[0],
        sheet?.protectedRanges?.[0]?.range,
        sheet?.basicFilter?.range,
      ]
    }
    const marked = async () => {
      const dataFilters = [{ developerMetadataLookup: { metadataKey: 'row' } }]
      const asked = { spreadsheetId: id, requestBody: { dataFilters } }
      const { data } = await api.spreadsheets.developerMetadata.search(asked)
      const at = data.matchedDeveloperMetadata?.[0]?.developerMetadata?.location?.dimensionRange
      return at && [at.startIndex, at.endIndex]
    }
    const all = (now: object) => Array.from({ length: 5 }, () => now)
    assert.deepEqual([await places(), await marked()], [all(range), [3, 4]])
    await change(api, id, { insertDimension: lines('ROWS', 0, 1) }, { insertDimension: lines('COLUMNS', 0, 2) })
    const moved = { sheetId: 0, startRowIndex: 3, endRowIndex: 6, startColumnIndex: 3, endColumnIndex: 5 }
    assert.deepEqual([await places(), await marked()], [all(moved), [4, 5]])
    await change(api, id, { insertDimension: lines('ROWS', 4, 6) })
    assert.deepEqual([await places(), await marked()], [all({ ...moved, endRowIndex: 8 }), [6, 7]])
    await change(api, id, { deleteDimension: lines('ROWS', 2, 5) })
    const cut = { ...moved, startRowIndex: 2, endRowIndex: 5 }
    assert.deepEqual([await places(), await marked()], [all(cut), [3, 4]])
    await change(api, id, { deleteDimension: lines('COLUMNS', 4, 9) })
    assert.deepEqual(await places(), all({ ...cut, endColumnIndex: 4 }))
    await change(api, id, { deleteDimension: lines('ROWS', 1, 6) })
    const { data: left } = await api.spreadsheets.get({ spreadsheetId: id })
    const [sheet] = left.sheets ?? []
    assert.deepEqual(
      [left.namedRanges, sheet?.conditionalFormats, sheet?.merges, sheet?.protectedRanges, sheet?.basicFilter],
      [undefined, undefined, undefined, undefined, undefined],
    )
    assert.equal(await marked(), undefined)
    assert.deepEqual(sheet?.properties?.gridProperties, { rowCount: 995, columnCount: 23 })
  },
}

export const merges: Judge = {
  name: 'merged cells',
  async judge(account) {
    const api = openSheets(account)
    const id = await spreadsheetWith(api, [
      ['1', '2', '3'],
      ['4', '5', '6'],
    ])
    const box = (startRowIndex: number, startColumnIndex: number, endRowIndex: number, endColumnIndex: number) => ({
      sheetId: 0,
      startRowIndex,
      endRowIndex,
      startColumnIndex,
      endColumnIndex,
    })
    const merged = async () => (await api.spreadsheets.get({ spreadsheetId: id })).data.sheets?.[0]?.merges
    const merge = async (range: object, mergeType: string) =>
      await change(api, id, { mergeCells: { range, mergeType } })
    const unmerge = async (range: object) => await change(api, id, { unmergeCells: { range } })
    await merge(box(0, 0, 2, 2), 'MERGE_ROWS')
    assert.deepEqual(await merged(), [box(0, 0, 1, 2), box(1, 0, 2, 2)])
    assert.deepEqual(await read(api, id, 'A1:C2'), [
      ['1', '', '3'],
      ['4', '', '6'],
    ])
    // What has a part of merged cells alone cannot be merged or unmerged.
    for (const part of [box(0, 1, 1, 3), box(0, 0, 1, 1), box(0, 1, 2, 2), box(1, 0, 3, 1)]) {
      await refusedAs(merge(part, 'MERGE_ALL'), ...invalid)
      await refusedAs(unmerge(part), ...invalid)
    }
    await merge(box(3, 0, 4, 2), 'MERGE_ALL')
    await unmerge(box(0, 2, 2, 3))
    assert.deepEqual(await merged(), [box(0, 0, 1, 2), box(1, 0, 2, 2), box(3, 0, 4, 2)])
    await unmerge(box(0, 0, 1, 3))
    assert.deepEqual(await merged(), [box(1, 0, 2, 2), box(3, 0, 4, 2)])
    await merge(box(0, 0, 2, 3), 'MERGE_COLUMNS')
    assert.deepEqual(await merged(), [box(3, 0, 4, 2), box(0, 0, 2, 1), box(0, 1, 2, 2), box(0, 2, 2, 3)])
    assert.deepEqual(await read(api, id, 'A1:C2'), [['1', '', '3']])
    await merge(box(0, 0, 5, 5), 'MERGE_ALL')
    assert.deepEqual(await merged(), [box(0, 0, 5, 5)])
    assert.deepEqual(await read(api, id, 'A1:C2'), [['1']])
    for (const empty of [box(2, 0, 2, 1), box(3, 3, 2, 4), box(5000, 0, 5001, 1)]) {
      await refusedAs(merge(empty, 'MERGE_ALL'), ...invalid)
    }
    await refusedAs(merge({ ...box(6, 0, 7, 2), sheetId: 4711 }, 'MERGE_ALL'), ...invalid)
  },
}

export const copies: Judge = {
  name: 'copies that share nothing',
  async judge(account) {
    const api = openSheets(account)
    const id = await spreadsheetWith(api, [['1', '=A1', '=Sheet1!A1'], ['2']])
    const width = { properties: { pixelSize: 77 }, fields: 'pixelSize' }
    await change(api, id, { updateDimensionProperties: { ...lines('COLUMNS', 0, 1), ...width } })
    await change(api, id, {
      mergeCells: { range: { sheetId: 0, startRowIndex: 4, endRowIndex: 6, startColumnIndex: 0, endColumnIndex: 1 } },
    })
    const [reply] = await change(api, id, { duplicateSheet: { sourceSheetId: 0 } })
    const copy = reply?.duplicateSheet?.properties ?? {}
    assert.deepEqual([copy.title, copy.index], ['Copy of Sheet1', 1])
    const sheets = async () => {
      const { data } = await api.spreadsheets.get({ spreadsheetId: id, includeGridData: true })
      return (data.sheets ?? []).map((sheet) => [
        sheet.properties?.title,
        sheet.merges?.length,
        sheet.data?.[0]?.columnMetadata?.[0]?.pixelSize,
      ])
    }
    assert.deepEqual(await sheets(), [
      ['Sheet1', 1, 77],
      ['Copy of Sheet1', 1, 77],
    ])
    await write(api, id, 'Sheet1!A1', [['5']])
    await change(api, id, { deleteDimension: lines('COLUMNS', 0, 1) })
    assert.deepEqual(await formulasIn(api, id, "'Copy of Sheet1'"), [[1, '=A1', '=#REF!'], [2]])
    assert.deepEqual(
      (await sheets()).map(([, , size]) => size === 77),
      [false, true],
    )
    const twin = { sourceSheetId: copy.sheetId ?? 0, insertSheetIndex: 0, newSheetId: 9, newSheetName: 'Twin' }
    await change(api, id, { duplicateSheet: twin })
    assert.deepEqual(
      (await sheets()).map(([title]) => title),
      ['Twin', 'Sheet1', 'Copy of Sheet1'],
    )
    for (const wrong of [{ ...twin, newSheetId: 10 }, { ...twin, newSheetName: 'Else' }, { sourceSheetId: 4711 }]) {
      await refusedAs(change(api, id, { duplicateSheet: wrong }), ...invalid)
    }
    await change(api, id, { duplicateSheet: { sourceSheetId: copy.sheetId ?? 0 } })
    assert.equal((await sheets()).at(-1)?.[0], 'Copy of Copy of Sheet1')
  },
}
