import { openRandom } from '../../seed/random.ts'
import { sentence, word } from '../../seed/words.ts'
import type { MetadataLocation, Spreadsheet } from '../state.ts'

/** What programs have noted about the spreadsheet, its first sheet, a row and a column of it; and a name for some cells. */
export function seedNotes(spreadsheet: Spreadsheet, { seed, place }: { seed: number; place: number }): void {
  const line = (dimension: string, startIndex: number): MetadataLocation => ({
    locationType: dimension === 'ROWS' ? 'ROW' : 'COLUMN',
    dimensionRange: { sheetId: 0, dimension, startIndex, endIndex: startIndex + 1 },
  })
  const locations: readonly MetadataLocation[] = [
    { locationType: 'SPREADSHEET', spreadsheet: true },
    { locationType: 'SHEET', sheetId: 0 },
    line('ROWS', 4),
    line('ROWS', 11),
    line('COLUMNS', 2),
  ]
  for (const [nth, location] of locations.entries()) {
    const random = openRandom(seed, `google-sheet/metadata/${place}/${nth}`)
    spreadsheet.metadata.push({
      metadataId: 100_000 + random.below(2_000_000_000),
      metadataKey: `${word(random)}_${word(random)}`,
      metadataValue: nth === 2 ? sentence(random) : word(random),
      location,
      visibility: 'DOCUMENT',
    })
  }
  const random = openRandom(seed, `google-sheet/named/${place}`)
  spreadsheet.namedRanges.push({
    namedRangeId: random.characters('0123456789abcdefghijklmnopqrstuvwxyz', 12),
    name: `${word(random)}_${word(random)}`,
    range: { sheetId: 0, startRowIndex: 1, endRowIndex: 21, startColumnIndex: 0, endColumnIndex: 4 },
  })
}
