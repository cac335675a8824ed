import { afterEach, describe, expect, it } from 'vitest'
import type { Json } from '../../lib/json.ts'
import type { StandIn } from '../stand-in.ts'
import { at, difference, textAt } from '../testing/client.ts'
import { batch, call, post, put, seeded, spreadsheetWith, valuesIn } from '../testing/sheets-client.ts'
import { openGoogleSheet } from './open-google-sheet.ts'

const opened: StandIn[] = []
afterEach(async () => {
  for (const standIn of opened.splice(0)) await standIn[Symbol.asyncDispose]()
})

async function open(): Promise<StandIn> {
  const sheets = await openGoogleSheet({ seed: 1, credential: 'right' })
  opened.push(sheets)
  return sheets
}

describe('ranges', () => {
  const table = [
    ['a', 'b', 'c'],
    ['d', 'e', 'f'],
  ]

  it.each<[string, string, Json]>([
    [
      'Sheet1!A1:B2',
      'Sheet1!A1:B2',
      [
        ['a', 'b'],
        ['d', 'e'],
      ],
    ],
    ['B2', 'Sheet1!B2', [['e']]],
    ['$B$2:C2', 'Sheet1!B2:C2', [['e', 'f']]],
    ['C2:A1', 'Sheet1!A1:C2', table],
    ['B:B', 'Sheet1!B1:B1000', [['b'], ['e']]],
    ['2:2', 'Sheet1!A2:Z2', [['d', 'e', 'f']]],
    ['B2:C', 'Sheet1!B2:C1000', [['e', 'f']]],
    ['Sheet1', 'Sheet1!A1:Z1000', table],
    ["'sheet1'!A1", 'Sheet1!A1', [['a']]],
    [
      'R1C2:R2C3',
      'Sheet1!B1:C2',
      [
        ['b', 'c'],
        ['e', 'f'],
      ],
    ],
    ['A1:AZ9999', 'Sheet1!A1:Z1000', table],
  ])('understands %s as %s', async (written, range, values) => {
    const sheets = await open()
    const path = await spreadsheetWith(sheets, table)
    const found = await call(sheets, `${path}/values/${encodeURIComponent(written)}`)
    expect(found.body).toEqual({ range, majorDimension: 'ROWS', values })
  })

  it('finds sheets by titles that have to be quoted, and ranges by their names', async () => {
    const sheets = await open()
    const path = await spreadsheetWith(sheets)
    const title = "Ann's Übersicht 日本"
    await batch(
      sheets,
      path,
      { addSheet: { properties: { title, sheetId: 9 } } },
      { addSheet: { properties: { title: 'AB1' } } },
    )
    const quoted = `'Ann''s Übersicht 日本'!A1`
    expect((await put(sheets, `${path}/values/${encodeURIComponent(quoted)}`, [['x']])).body['updatedRange']).toBe(
      quoted,
    )
    // A title that looks like a cell is a cell, unless it is quoted.
    expect((await call(sheets, `${path}/values/AB1`)).status).toBe(400)
    expect((await call(sheets, `${path}/values/'AB1'`)).body['range']).toBe("'AB1'!A1:Z1000")
    const range = { sheetId: 9, startRowIndex: 0, endRowIndex: 1, startColumnIndex: 0, endColumnIndex: 2 }
    await batch(sheets, path, { addNamedRange: { namedRange: { name: 'top_row', range } } })
    expect((await call(sheets, `${path}/values/top_row`)).body).toMatchObject({
      range: quoted.replace('A1', 'A1:B1'),
      values: [['x']],
    })
  })

  it.each(['Nope!A1', 'A0', "'Sheet1", 'Sheet1!', 'Sheet1!1A', 'A1:B2:C3'])('refuses %s', async (written) => {
    const sheets = await open()
    const path = await spreadsheetWith(sheets)
    expect(await call(sheets, `${path}/values/${encodeURIComponent(written)}`)).toMatchObject({
      status: 400,
      body: { error: { message: `Unable to parse range: ${written}`, status: 'INVALID_ARGUMENT' } },
    })
  })

  it('refuses what begins beyond the grid', async () => {
    const sheets = await open()
    const path = await spreadsheetWith(sheets)
    expect(textAt((await call(sheets, `${path}/values/A1001:B1002`)).body, 'error.message')).toBe(
      'Range (Sheet1!A1001:B1002) exceeds grid limits. Max rows: 1000, max columns: 26',
    )
  })
})

describe('reading', () => {
  it('leaves empty cells and rows at the end out, and `values` when there is nothing', async () => {
    const sheets = await open()
    const path = await spreadsheetWith(sheets, [['a', '', 'c', ''], [''], ['', 'b']])
    expect(await valuesIn(sheets, path, 'A1:F9')).toEqual([['a', '', 'c'], [], ['', 'b']])
    expect(await valuesIn(sheets, path, 'A1:F9', 'majorDimension=COLUMNS')).toEqual([['a'], ['', '', 'b'], ['c']])
    expect((await call(sheets, `${path}/values/D1:F9`)).body).toEqual({ range: 'Sheet1!D1:F9', majorDimension: 'ROWS' })
  })

  it('shows values as displayed, as they are, or as formulas', async () => {
    const sheets = await open()
    const path = await spreadsheetWith(sheets, [['$1,200.5', '2026-01-31', 'TRUE', '=A1*2', '0.1', '=A1/0']])
    expect(await valuesIn(sheets, path, '1:1')).toEqual([['$1,200.50', '2026-01-31', 'TRUE', '2401', '0.1', '#DIV/0!']])
    expect(await valuesIn(sheets, path, '1:1', 'valueRenderOption=UNFORMATTED_VALUE')).toEqual([
      [1200.5, 46053, true, 2401, 0.1, '#DIV/0!'],
    ])
    expect(await valuesIn(sheets, path, '1:1', 'valueRenderOption=FORMULA')).toEqual([
      [1200.5, 46053, true, '=A1*2', 0.1, '=A1/0'],
    ])
    const dates = 'valueRenderOption=UNFORMATTED_VALUE&dateTimeRenderOption=FORMATTED_STRING'
    expect(await valuesIn(sheets, path, 'A1:B1', dates)).toEqual([[1200.5, '2026-01-31']])
    expect((await call(sheets, `${path}/values/A1?valueRenderOption=PRETTY`)).status).toBe(400)
  })

  it('gives several ranges at once, by text, index and metadata', async () => {
    const sheets = await open()
    const path = await seeded(sheets, 0)
    const several = await call(sheets, `${path}/values:batchGet?ranges=A1:B1&ranges=Sheet1!A2`)
    expect(several.body['valueRanges']).toMatchObject([{ range: 'Sheet1!A1:B1' }, { range: 'Sheet1!A2' }])
    const dataFilters = [
      { a1Range: 'A5:Z5' },
      { gridRange: { sheetId: 0, startRowIndex: 0, endRowIndex: 1 } },
      { developerMetadataLookup: { locationType: 'ROW' } },
    ]
    const filtered = await post(sheets, `${path}/values:batchGetByDataFilter`, {
      dataFilters,
      valueRenderOption: 'UNFORMATTED_VALUE',
    })
    // The fifth row is found by two of them.
    expect(filtered.body['valueRanges']).toMatchObject([
      { valueRange: { range: 'Sheet1!A5:Z5' }, dataFilters: [dataFilters[0], dataFilters[2]] },
      { valueRange: { range: 'Sheet1!A1:Z1' } },
      { valueRange: { range: 'Sheet1!A12:Z12' } },
    ])
  })
})

describe('writing', () => {
  it('reads what is entered as if it was typed, and RAW as it is', async () => {
    const sheets = await open()
    const typed = [
      '1200',
      '1,200',
      '1,5',
      '50%',
      '€3',
      'true',
      "'5",
      '=1+1',
      '1/31/2026',
      '9:30 PM',
      '1e3',
      '2026-01-05T10:00:00Z',
      'ü 🎉',
    ]
    const path = await spreadsheetWith(sheets, [typed])
    expect(await valuesIn(sheets, path, '1:1', 'valueRenderOption=UNFORMATTED_VALUE')).toEqual([
      [1200, 1200, '1,5', 0.5, 3, true, '5', 2, 46053, 0.8958333333333334, 1000, '2026-01-05T10:00:00Z', 'ü 🎉'],
    ])
    await put(sheets, `${path}/values/A2`, [typed], 'RAW')
    expect(await valuesIn(sheets, path, '2:2', 'valueRenderOption=UNFORMATTED_VALUE')).toEqual([typed])
  })

  it('reads numbers and dates as the spreadsheet’s own country writes them', async () => {
    const sheets = await open()
    const path = await seeded(sheets, 1)
    await put(sheets, `${path}/values/Sheet1!K1`, [['1,5', '1.200,5', '31.01.2026', '31/01/2026']])
    expect(await valuesIn(sheets, path, 'K1:N1', 'valueRenderOption=UNFORMATTED_VALUE')).toEqual([
      [1.5, 1200.5, 46053, 46053],
    ])
    expect(await valuesIn(sheets, path, 'K1:M1')).toEqual([['1,5', '1.200,50', '31.01.2026']])
  })

  it('says what has been written, leaves a cell at null and empties it at an empty text', async () => {
    const sheets = await open()
    const path = await spreadsheetWith(sheets, [['a', 'b', 'c']])
    const query = 'valueInputOption=USER_ENTERED&includeValuesInResponse=true'
    const written = await call(sheets, `${path}/values/A1?${query}`, {
      method: 'PUT',
      json: { values: [[null, '', '007']] },
    })
    expect(written.body).toEqual({
      spreadsheetId: path.slice(1),
      updatedRange: 'Sheet1!A1:C1',
      updatedRows: 1,
      updatedColumns: 3,
      updatedCells: 2,
      updatedData: { range: 'Sheet1!A1:C1', majorDimension: 'ROWS', values: [['a', '', '7']] },
    })
  })

  it.each<[string, string, string, Json[][]]>([
    ['no input option', 'A1', '', [['x']]],
    ['an unknown input option', 'A1', '?valueInputOption=TYPED', [['x']]],
    ['more rows than the range has', 'A1:B1', '?valueInputOption=RAW', [['x'], ['y']]],
    ['more columns than the range has', 'A1:B1', '?valueInputOption=RAW', [['x', 'y', 'z']]],
    ['what does not fit the grid', 'Z1000', '?valueInputOption=RAW', [['x', 'y']]],
    ['a list in a cell', 'A1', '?valueInputOption=RAW', [[['x']]]],
    ['a text that is too long', 'A1', '?valueInputOption=RAW', [['x'.repeat(50_001)]]],
  ])('refuses %s and writes nothing', async (...[, range, query, values]) => {
    const sheets = await open()
    const path = await spreadsheetWith(sheets)
    const before = await sheets.snapshot()
    const refused = await call(sheets, `${path}/values/${range}${query}`, { method: 'PUT', json: { values } })
    expect(refused).toMatchObject({ status: 400, body: { error: { status: 'INVALID_ARGUMENT' } } })
    expect(await sheets.snapshot()).toEqual(before)
  })

  it('writes several ranges or none', async () => {
    const sheets = await open()
    const path = await spreadsheetWith(sheets)
    const write = (...data: { range: string; values: Json[][] }[]) =>
      post(sheets, `${path}/values:batchUpdate`, { valueInputOption: 'RAW', data })
    const one = { range: 'A1', values: [['x', 'y']] }
    expect((await write(one, { range: 'B1:B2', values: [['a'], ['b'], ['c']] })).status).toBe(400)
    expect(await valuesIn(sheets, path, 'A1:B2')).toBeUndefined()
    expect((await write(one, { range: 'A3:B3', values: [['z']] })).body).toMatchObject({
      totalUpdatedRows: 2,
      totalUpdatedCells: 3,
      totalUpdatedSheets: 1,
      responses: [{ updatedRange: 'Sheet1!A1:B1' }, { updatedRange: 'Sheet1!A3' }],
    })
  })

  it('clears values and keeps formats', async () => {
    const sheets = await open()
    const path = await spreadsheetWith(sheets, [['5%', 'b'], ['c']])
    expect((await post(sheets, `${path}/values/A1:A2:clear`)).body).toEqual({
      spreadsheetId: path.slice(1),
      clearedRange: 'Sheet1!A1:A2',
    })
    expect(await valuesIn(sheets, path, 'A1:B2')).toEqual([['', 'b']])
    await put(sheets, `${path}/values/A1`, [['0.25']])
    expect(await valuesIn(sheets, path, 'A1')).toEqual([['25%']])
    const cleared = await post(sheets, `${path}/values:batchClear`, { ranges: ['A1', 'B:B'] })
    expect(cleared.body['clearedRanges']).toEqual(['Sheet1!A1', 'Sheet1!B1:B1000'])
    await put(sheets, `${path}/values/A1`, [['x']])
    await post(sheets, `${path}/values:batchClearByDataFilter`, { dataFilters: [{ gridRange: { sheetId: 0 } }] })
    expect(await valuesIn(sheets, path, 'Sheet1')).toBeUndefined()
  })

  it('shows in the account which row a write has changed', async () => {
    const sheets = await open()
    const path = await seeded(sheets, 0)
    const before = await sheets.snapshot()
    await put(sheets, `${path}/values/Sheet1!B7`, [['Someone else']])
    const { made, changed, removed } = difference(before, await sheets.snapshot())
    expect([made, changed.length, removed]).toEqual([[], 1, []])
    const row = (await sheets.snapshot()).find(({ collection, key }) => `${collection} ${key}` === changed[0])
    expect(row?.fields).toMatchObject({ row: 7, sheetId: 0, cells: { B: 'Someone else' } })
  })
})

describe('appending', () => {
  const append = (sheets: StandIn, target: string, values: Json[][], more = '') =>
    post(sheets, `${target}:append?valueInputOption=RAW${more}`, { values })

  it.each([
    ['Sheet1', 'Sheet1!B4:D6', 'Sheet1!B7'],
    ['B4', 'Sheet1!B4:D6', 'Sheet1!B7'],
    ['C5:D5', 'Sheet1!B4:D6', 'Sheet1!B7'],
    ['A3:G10', 'Sheet1!B4:D6', 'Sheet1!B7'],
    ['A1', 'Sheet1!A1:C2', 'Sheet1!A3'],
    ['F4', undefined, 'Sheet1!F4'],
  ])('below the table that %s finds, which is %s', async (range, tableRange, updatedRange) => {
    const sheets = await open()
    const path = await spreadsheetWith(sheets, [
      ['x', 'y', 'z'],
      ['x', 'y', 'z'],
    ])
    await put(sheets, `${path}/values/B4`, [
      ['x', '', 'z'],
      ['x', 'y'],
      ['', '', 'z'],
    ])
    const appended = await append(sheets, `${path}/values/${range}`, [['new']])
    expect(at(appended.body, 'tableRange')).toBe(tableRange)
    expect(appended.body['updates']).toMatchObject({ updatedRange, updatedRows: 1, updatedCells: 1 })
  })

  it('lets the grid grow, and inserts rows where it is told to', async () => {
    const sheets = await open()
    const path = await spreadsheetWith(sheets, [['a'], ['b'], [''], ['end']])
    await append(sheets, `${path}/values/A1`, [['c'], ['d']], '&insertDataOption=INSERT_ROWS')
    expect(await valuesIn(sheets, path, 'A:A')).toEqual([['a'], ['b'], ['c'], ['d'], [], ['end']])
    await put(sheets, `${path}/values/A1002`, [['last']])
    expect(textAt((await append(sheets, `${path}/values/A1002`, [['more']])).body, 'updates.updatedRange')).toBe(
      'Sheet1!A1003',
    )
    expect(at((await call(sheets, path)).body, 'sheets.0.properties.gridProperties.rowCount')).toBe(1003)
  })
})
