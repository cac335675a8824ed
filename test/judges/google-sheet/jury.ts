import { googleClient, specificationBreaks } from '../google/client.ts'
import type { Jury } from '../jury.ts'
import { batches, filtered, metadata, spoiledBatches } from './batches.judge.ts'
import { changedCells, changedRules, changedSheets, wholeBatches } from './changes.judge.ts'
import { copies, followed, merges, ranges } from './followed.judge.ts'
import { formats, formulas } from './formulas.judge.ts'
import { names, sheetProperties } from './names.judge.ts'
import { readOnly } from './scopes.judge.ts'
import { partsOfSpreadsheets, spreadsheetRefusals, spreadsheets } from './spreadsheets.judge.ts'
import { moreFormulas, shown, typed } from './typed.judge.ts'
import { appendedValues, manyRows, rawValues, valueRefusals, values } from './values.judge.ts'

export const googleSheet: Jury = {
  api: 'google-sheet',
  client: googleClient,
  judges: [
    [spreadsheets, partsOfSpreadsheets, spreadsheetRefusals],
    [values, rawValues, appendedValues, manyRows, valueRefusals],
    [batches, spoiledBatches, filtered, metadata],
    [changedSheets, changedCells, changedRules, wholeBatches],
    [formulas, formats, readOnly],
    [names, sheetProperties],
    [followed, ranges, merges, copies],
    [typed, shown, moreFormulas],
  ].flat(),
  breaksOf: specificationBreaks('google-sheet'),
}
