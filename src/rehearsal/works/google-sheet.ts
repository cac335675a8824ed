import type { Work } from './work.ts'

const ownSheet = { source: 'google-sheet/make-one', finds: ['spreadsheetId'] }

export const googleSheet: readonly Work[] = [
  {
    interaction: 'google-sheet/get-values',
    question: 'read the values of a range values.get',
    source: 'google-sheet/get-values',
    look: ownSheet,
    input: ({ spreadsheetId = '' }) => ({ spreadsheetId, range: 'Stock!A1:B3' }),
    slip: { right: 'rows: read.values ?? []', wrong: 'rows: read.values' },
  },
  {
    interaction: 'google-sheet/append-values',
    question: 'append rows to a table values.append valueInputOption',
    source: 'google-sheet/append-values',
    look: ownSheet,
    input: ({ spreadsheetId = '' }, { seed }) => ({
      spreadsheetId,
      range: 'Stock!A1:B1',
      rows: [
        ['washer', seed % 500],
        ['rivet', 7],
      ],
    }),
  },
]
