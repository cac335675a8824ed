import assert from 'node:assert/strict'
import type { Judge } from '../jury.ts'
import { type Cells, change, openSheets, read, spreadsheetWith } from './client.ts'

// What stands in A1:A4 is 4, 2.5, -1 and the text "b c".
const expected: readonly (readonly [formula: string, value: string | number | boolean])[] = [
  ['=A1+A2*2-1', 8],
  ['=(A1+A2)/2^2', 1.625],
  ['=-A3%', 0.01],
  ['=A4&"!"&A1', 'b c!4'],
  ['=A1=4', true],
  ['=A1<>4', false],
  ['=A2<A1', true],
  ['=A2>=2.5', true],
  ['=A2<=2', false],
  ['="a"<"B"', true],
  ['=SUM(A1:A4,10)', 15.5],
  ['=PRODUCT(A1:A3)', -10],
  ['=AVERAGE(A1:A2)', 3.25],
  ['=MIN(A1:A4)', -1],
  ['=MAX(A1:A4)', 4],
  ['=COUNT(A1:A5)', 3],
  ['=COUNTA(A1:A5)', 4],
  ['=COUNTBLANK(A1:A5)', 1],
  ['=ABS(A3)', 1],
  ['=INT(-2.5)', -3],
  ['=SQRT(A1)', 2],
  ['=POWER(A1,2)', 16],
  ['=MOD(-7,3)', 2],
  ['=ROUND(2.345,2)', 2.35],
  ['=AND(A1>1,A2>1)', true],
  ['=OR(A1>9,A2>9)', false],
  ['=NOT(A1>9)', true],
  ['=CONCATENATE(A1,A4)', '4b c'],
  ['=JOIN("-",A1:A2)', '4-2.5'],
  ['=LEN(A4)', 3],
  ['=UPPER(A4)', 'B C'],
  ['=LOWER("ÄB")', 'äb'],
  ['=TRIM("  a   b ")', 'a b'],
  ['=LEFT(A4)', 'b'],
  ['=RIGHT(A4,2)', ' c'],
  ['=MID("abcdef",2,3)', 'bcd'],
  ['=DATE(2031,5,1)', 47_969],
  ['=YEAR(DATE(2031,5,1))', 2031],
  ['=MONTH(DATE(2031,5,1))', 5],
  ['=DAY(DATE(2031,5,31))', 31],
  ['=ISBLANK(A5)', true],
  ['=IF(A1>1,"yes","no")', 'yes'],
  ['=IFERROR(1/0,"none")', 'none'],
]

export const formulas: Judge = {
  name: 'formulas',
  async judge(account) {
    const api = openSheets(account)
    const inputs: Cells = [[4], [2.5], [-1], ['b c']]
    const spreadsheetId = await spreadsheetWith(api, inputs)
    const values: Cells = expected.map(([formula]) => [formula])
    const range = `C1:C${values.length}`
    const valueInputOption = 'USER_ENTERED'
    await api.spreadsheets.values.update({ spreadsheetId, range, valueInputOption, requestBody: { values } })
    const got = (await read(api, spreadsheetId, range, { valueRenderOption: 'UNFORMATTED_VALUE' })) as Cells
    assert.deepEqual(
      expected.map(([formula], nth) => [formula, got[nth]?.[0]]),
      expected.map(([formula, value]) => [formula, value]),
    )
    assert.deepEqual(await read(api, spreadsheetId, range, { valueRenderOption: 'FORMULA' }), values)
    const faults = [['=1/0'], ['=SQRT(-1)'], ['=A4+1']]
    await api.spreadsheets.values.update({
      spreadsheetId,
      range: 'D1:D3',
      valueInputOption,
      requestBody: { values: faults },
    })
    assert.deepEqual(await read(api, spreadsheetId, 'D1:D3'), [['#DIV/0!'], ['#NUM!'], ['#VALUE!']])
  },
}

export const formats: Judge = {
  name: 'formats of numbers, and cells that are pasted',
  async judge(account) {
    const api = openSheets(account)
    const spreadsheetId = await spreadsheetWith(api, [[1234.5], [-0.256], [0], [47_969]])
    const format = async (row: number, type: string, pattern?: string) => {
      const range = { sheetId: 0, startRowIndex: row, endRowIndex: row + 1, startColumnIndex: 0, endColumnIndex: 1 }
      const numberFormat = { type, ...(pattern !== undefined && { pattern }) }
      const cell = { userEnteredFormat: { numberFormat } }
      await change(api, spreadsheetId, { repeatCell: { range, cell, fields: 'userEnteredFormat.numberFormat' } })
      return (await read(api, spreadsheetId, `A${row + 1}`)) as Cells
    }
    assert.deepEqual(await format(0, 'NUMBER'), [['1,234.50']])
    assert.deepEqual(await format(0, 'CURRENCY', '"€"#,##0.0'), [['€1,234.5']])
    assert.deepEqual(await format(1, 'PERCENT'), [['-25.60%']])
    assert.deepEqual(await format(1, 'NUMBER', '0.0;(0.00)'), [['(0.26)']])
    assert.deepEqual(await format(2, 'NUMBER', '0;-0;"none"'), [['none']])
    assert.deepEqual(await format(3, 'DATE', 'yyyy-mm-dd'), [['2031-05-01']])

    const source = { sheetId: 0, startRowIndex: 0, endRowIndex: 2, startColumnIndex: 0, endColumnIndex: 1 }
    const destination = { ...source, startColumnIndex: 2, endColumnIndex: 3 }
    await change(api, spreadsheetId, { copyPaste: { source, destination, pasteType: 'PASTE_VALUES' } })
    assert.deepEqual(await read(api, spreadsheetId, 'C1:C2'), [['1234.5'], ['-0.256']])
    const to = { sheetId: 0, rowIndex: 0, columnIndex: 4 }
    await change(api, spreadsheetId, { cutPaste: { source, destination: to, pasteType: 'PASTE_NORMAL' } })
    assert.deepEqual(await read(api, spreadsheetId, 'E1:E2'), [['€1,234.5'], ['(0.26)']])
    assert.equal(await read(api, spreadsheetId, 'A1:A2'), undefined)
    await change(api, spreadsheetId, { appendDimension: { sheetId: 0, dimension: 'ROWS', length: 5 } })
    const { data } = await api.spreadsheets.get({ spreadsheetId })
    assert.equal(data.sheets?.[0]?.properties?.gridProperties?.rowCount, 1005)
  },
}
