import { afterEach, describe, expect, it } from 'vitest'
import type { Json } from '../../lib/json.ts'
import type { StandIn } from '../stand-in.ts'
import { put, spreadsheetWith, valuesIn } from '../testing/sheets-client.ts'
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

describe('formulas', () => {
  it.each<[string, Json]>([
    ['=1+2*3^2', 19],
    ['=-(2+3)%', -0.05],
    ['=SUM(A1:A3,10)', 16],
    ['=AVERAGE(A:A)', 2],
    ['="a"&A1&TRUE', 'a1TRUE'],
    ['=IF(A1>A2,"more","less")', 'less'],
    ['=IFERROR(A1/0,"none")', 'none'],
    ['=ROUND(2.345,2)', 2.35],
    ['=UPPER(B1)', 'TEXT'],
    ['=Sheet1!A2+$A$3', 5],
    ['=COUNTA(A1:B3)', 4],
    ['=A1+', '#ERROR!'],
    ['=B1+1', '#VALUE!'],
    ['=Nope!A1', '#REF!'],
    ['=nothing', '#NAME?'],
    ['=C1', '#REF!'],
  ])('computes %s', async (formula, value) => {
    const sheets = await open()
    const path = await spreadsheetWith(sheets, [['1', 'text', formula], ['2'], ['3']])
    expect(await valuesIn(sheets, path, 'C1', 'valueRenderOption=UNFORMATTED_VALUE')).toEqual([[value]])
  })

  it('computes anew after a change', async () => {
    const sheets = await open()
    const path = await spreadsheetWith(sheets, [['1', '=A1*10', '=B1+1']])
    await put(sheets, `${path}/values/A1`, [['5']])
    expect(await valuesIn(sheets, path, '1:1')).toEqual([['5', '50', '51']])
  })
})
