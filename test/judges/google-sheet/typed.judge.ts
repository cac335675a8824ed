import assert from 'node:assert/strict'
import type { Judge } from '../jury.ts'
import { type Cells, change, invalid, openSheets, read, refusedAs, spreadsheetWith, write } from './client.ts'

type Typed = readonly (readonly [typed: string, value: string | number | boolean, shown?: string])[]

/** As if a person had typed it: what it comes to, and how the grid shows it where that is something else. */
const american: Typed = [
  ['12.50', 12.5, '12.5'],
  ['1,234,567', 1_234_567, '1,234,567'],
  ['-3', -3, '-3'],
  ['+4', 4, '4'],
  ['(5)', -5, '-5'],
  ['(5', '(5'],
  ['$1,234.50', 1234.5, '$1,234.50'],
  ['€5', 5, '€5'],
  ['12%', 0.12, '12%'],
  ['12.5%', 0.125, '12.50%'],
  ['1e3', 1000, '1.00E+03'],
  ['.5', 0.5, '0.5'],
  ['1.2.3', '1.2.3'],
  ['true', true, 'TRUE'],
  ['FALSE', false, 'FALSE'],
  ["'12", '12'],
  ['=', '='],
  ['2031-05-01', 47_969, '2031-05-01'],
  ['2031/05/01', 47_969, '2031-05-01'],
  ['5/1/2031', 47_969, '5/1/2031'],
  ['13/1/2031', '13/1/2031'],
  ['2031-02-30', '2031-02-30'],
  ['May 1, 2031', 47_969, 'May 1, 2031'],
  ['1 May 2031', 47_969, '1 May 2031'],
  ['1 december 2031', 48_183, '1 Dec 2031'],
  ['1 Foo 2031', '1 Foo 2031'],
  ['2031-05-01 18:00:00', 47_969.75, '2031-05-01 18:00:00'],
  ['2031-05-01T18:00:00Z', '2031-05-01T18:00:00Z'],
  ['6:00', 0.25, '6:00'],
  ['6:00:00', 0.25, '6:00:00'],
  ['6:00 pm', 0.75, '6:00 PM'],
  ['12:00 am', 0, '12:00 AM'],
  ['12:00 PM', 0.5, '12:00 PM'],
  ['plain', 'plain'],
]
const german: Typed = [
  ['1.234,5', 1234.5, '1.234,50'],
  ['1,5', 1.5, '1,5'],
  ['1.5.2031', 47_969, '01.05.2031'],
]
const british: Typed = [
  ['1/5/2031', 47_969, '01/05/2031'],
  ['13/1/2031', 47_861, '13/01/2031'],
]

export const typed: Judge = {
  name: 'values as people type them',
  async judge(account) {
    const api = openSheets(account)
    for (const [locale, cases] of [
      ['en_US', american],
      ['de_DE', german],
      ['en_GB', british],
    ] as const) {
      const { data } = await api.spreadsheets.create({ requestBody: { properties: { title: 'Typed', locale } } })
      const id = data.spreadsheetId ?? ''
      await write(
        api,
        id,
        'A1',
        cases.map(([text]) => [text]),
      )
      const range = `A1:A${cases.length}`
      const values = (await read(api, id, range, { valueRenderOption: 'UNFORMATTED_VALUE' })) as Cells
      const shown = (await read(api, id, range)) as Cells
      assert.deepEqual(
        cases.map(([text], nth) => [text, values[nth]?.[0], shown[nth]?.[0]]),
        cases.map(([text, value, formatted]) => [text, value, formatted ?? value]),
        locale,
      )
    }
    const id = await spreadsheetWith(api, [])
    const most = 'x'.repeat(50_000)
    await write(api, id, 'A1', [[most]])
    assert.deepEqual(await read(api, id, 'A1'), [[most]])
    await refusedAs(write(api, id, 'A1', [[`${most}x`]]), ...invalid)

    // What a cell has of a format of its own stays.
    const range = { sheetId: 0, startRowIndex: 1, endRowIndex: 3, startColumnIndex: 0, endColumnIndex: 1 }
    const cell = { userEnteredFormat: { numberFormat: { type: 'TEXT' } } }
    await change(api, id, { repeatCell: { range, cell, fields: 'userEnteredFormat' } })
    await write(api, id, 'A2', [['007'], ['=1+1']])
    assert.deepEqual(await read(api, id, 'A2:A3', { valueRenderOption: 'UNFORMATTED_VALUE' }), [['007'], ['=1+1']])
  },
}

const shows: readonly (readonly [value: number, type: string, pattern: string, shown: string])[] = [
  [1234.567, 'NUMBER', '#,##0.00', '1,234.57'],
  [1234.5, 'NUMBER', '0', '1235'],
  [0.5, 'NUMBER', '#.##', '.5'],
  [5, 'NUMBER', '000', '005'],
  [5, 'NUMBER', '0.0#', '5.0'],
  [5.126, 'NUMBER', '0.0#', '5.13'],
  [-5, 'NUMBER', '0.0', '-5.0'],
  [-5, 'NUMBER', '0;"minus "0', 'minus 5'],
  [0, 'NUMBER', '0;-0;"nil"', 'nil'],
  [0.256, 'PERCENT', '0.0%', '25.6%'],
  [1234, 'SCIENTIFIC', '0.00E+00', '1.23E+03'],
  [0.000_12, 'SCIENTIFIC', '0.0E+0', '1.2E-4'],
  [7, 'NUMBER', '0" pieces"', '7 pieces'],
  [47_969, 'DATE', 'dddd, d mmmm yyyy', 'Thursday, 1 May 2031'],
  [47_969, 'DATE', 'ddd d mmm yy', 'Thu 1 May 31'],
  [47_969, 'DATE', 'dd/mm/yyyy', '01/05/2031'],
  [47_969.75, 'DATE_TIME', 'm/d/yyyy h:mm:ss', '5/1/2031 18:00:00'],
  [47_969.25, 'TIME', 'hh:mm am/pm', '06:00 AM'],
  [47_969.5, 'TIME', 'h:mm a/p', '12:00 P'],
  [0.000_694_5, 'TIME', 'mm:ss', '01:00'],
]

export const shown: Judge = {
  name: 'patterns of numbers and dates',
  async judge(account) {
    const api = openSheets(account)
    const id = await spreadsheetWith(api, [])
    const rows = shows.map(([numberValue, type, pattern]) => ({
      values: [{ userEnteredValue: { numberValue }, userEnteredFormat: { numberFormat: { type, pattern } } }],
    }))
    const start = { sheetId: 0, rowIndex: 0, columnIndex: 0 }
    await change(api, id, { updateCells: { start, rows, fields: '*' } })
    const got = (await read(api, id, `A1:A${shows.length}`)) as Cells
    assert.deepEqual(
      shows.map(([value, , pattern], nth) => [value, pattern, got[nth]?.[0]]),
      shows.map(([value, , pattern, text]) => [value, pattern, text]),
    )
    await write(api, id, 'C1', [[123_456_789.123_456, 1e15, 0.1, '=1/3', 1e-10]])
    assert.deepEqual(await read(api, id, 'C1:G1'), [['123456789.1', '1E+15', '0.1', '0.3333333333', '1E-10']])
  },
}

const computed: readonly (readonly [formula: string, value: string | number | boolean])[] = [
  ['=2^3^2', 64],
  ['=2+3*4-6/2', 11],
  ['=-2^2', 4],
  ['=50%*2', 1],
  ['=1=1.0', true],
  ['="a"="A"', true],
  ['="a"<>"b"', true],
  ['="b">"A"', true],
  ['=1<"a"', true],
  ['="z"<TRUE', true],
  ['=A9=0', true],
  ['=A9=""', true],
  ['=TRUE+1', 2],
  ['="3"*2', 6],
  ['="say ""hi"""', 'say "hi"'],
  ['=1&TRUE', '1TRUE'],
  ['=sum(1,2)', 3],
  ['=SUM(B1:B4,"5")', 8],
  ['=SUM("x")', '#VALUE!'],
  ['=AVERAGE(B9:B10)', '#DIV/0!'],
  ['=MIN(B9:B10)', 0],
  ['=MAX(B1:B4)', 2],
  ['=COUNT(B1:B6)', 2],
  ['=COUNTA(B1:B6)', 4],
  ['=ROUND(-2.5,0)', -3],
  ['=ROUND(1234,-2)', 1200],
  ['=INT(2.9)', 2],
  ['=MOD(7,-3)', -2],
  ['=MOD(7,0)', '#DIV/0!'],
  ['=SQRT(-1)', '#NUM!'],
  ['=POWER(10,400)', '#NUM!'],
  ['=LEFT("abc",2)', 'ab'],
  ['=LEFT("abc",0)', ''],
  ['=RIGHT("abc",0)', ''],
  ['=RIGHT("abc")', 'c'],
  ['=MID("abc",1,1)', 'a'],
  ['=LEN(A9)', 0],
  ['=AND(TRUE,FALSE)', false],
  ['=OR(TRUE,FALSE)', true],
  ['=NOT(0)', true],
  ['=IF(FALSE,1)', false],
  ['=IF(TRUE,1,1/0)', 1],
  ['=IF("x",1,2)', '#VALUE!'],
  ['=IF("TRUE",1,2)', 1],
  ['=IFERROR(5,1)', 5],
  ['=B1+1/0', '#DIV/0!'],
  ['=JOIN(",",B1:B2,"x")', '1,2,x'],
  ['=ISBLANK(B1)', false],
  ['=PI()>3.14', true],
  ['=DATE(2031,13,1)', 48_214],
  ['=DATE(2031,1,0)', 47_848],
  ['=nobody', '#NAME?'],
  ['=Ours', 3],
  ['=Nowhere!A1', '#REF!'],
  ['=ZZ1', '#REF!'],
  ['=A1001', '#REF!'],
  ['=B1:B2', '#VALUE!'],
  ['=1+', '#ERROR!'],
  ['=(1', '#ERROR!'],
  ['=SUM(1', '#ERROR!'],
  ['=1 2', '#ERROR!'],
  ['=#N/A', '#N/A'],
  ['=A9', 0],
]

export const moreFormulas: Judge = {
  name: 'bounds of formulas',
  async judge(account) {
    const api = openSheets(account)
    const id = await spreadsheetWith(api, [
      [null, 1],
      [null, 2],
      [null, 'text'],
      [null, true],
    ])
    const range = { sheetId: 0, startRowIndex: 4, endRowIndex: 5, startColumnIndex: 4, endColumnIndex: 5 }
    await change(api, id, { addNamedRange: { namedRange: { name: 'ours', range } } })
    await write(api, id, 'E5', [[3]])
    await write(
      api,
      id,
      'H1',
      computed.map(([formula]) => [formula]),
    )
    const got = (await read(api, id, `H1:H${computed.length}`, { valueRenderOption: 'UNFORMATTED_VALUE' })) as Cells
    assert.deepEqual(
      computed.map(([formula], nth) => [formula, got[nth]?.[0] ?? '']),
      computed,
    )
    await write(api, id, 'J1', [['=K1', '=J1'], ['=J2'], ['=SUM(J2:J3)']])
    assert.deepEqual(await read(api, id, 'J1:K2'), [['#REF!', '#REF!'], ['#REF!']])
    await write(api, id, 'L1', [['=B1'], ['=$B1+B$2'], ['=SUM($B$1:B1)']])
    const source = { sheetId: 0, startRowIndex: 0, endRowIndex: 3, startColumnIndex: 11, endColumnIndex: 12 }
    const destination = { ...source, startRowIndex: 4, endRowIndex: 7, startColumnIndex: 12, endColumnIndex: 13 }
    await change(api, id, { copyPaste: { source, destination } })
    const copied = await read(api, id, 'M5:M7', { valueRenderOption: 'FORMULA' })
    assert.deepEqual(copied, [['=C5'], ['=$B5+C$2'], ['=SUM($B$1:C5)']])
    const up = { ...source, startColumnIndex: 0, endColumnIndex: 1 }
    await change(api, id, { copyPaste: { source, destination: up } })
    const lost = await read(api, id, 'A1:A3', { valueRenderOption: 'FORMULA' })
    assert.deepEqual(lost, [['=#REF!'], ['=$B1+#REF!'], ['=SUM(#REF!)']])
  },
}
