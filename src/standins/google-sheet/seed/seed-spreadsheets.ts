import { openRandom } from '../../seed/random.ts'
import { capitalized, words } from '../../seed/words.ts'
import { newSpreadsheet } from '../spreadsheets.ts'
import type { SheetsState, Spreadsheet } from '../state.ts'
import { seedExtras } from './extras.ts'
import { seedNotes } from './notes.ts'
import { seedTable } from './table.ts'

/** The k-th spreadsheet, sheet or row of two seeds has the same kinds of values and relations, and nothing else in common. */
export function seedSpreadsheets(seed: number): SheetsState {
  const spreadsheets = plans.map(({ role, locale, tables }, place) => {
    const random = openRandom(seed, `google-sheet/spreadsheet/${place}`)
    const title = capitalized(words(random, 2)) + (place === 1 ? ' — Übersicht 📊' : '')
    const properties = { title, locale, timeZone: random.pick(zones) }
    const spreadsheet: Spreadsheet = newSpreadsheet(`1${random.characters(idAlphabet, 43)}`, properties, role)
    for (const [nth, rows] of tables.entries()) seedTable(spreadsheet, rows, { seed, place, nth })
    seedNotes(spreadsheet, { seed, place })
    return spreadsheet
  })
  seedExtras(spreadsheets[0]!, seed)
  return { spreadsheets }
}

interface Plan {
  readonly role: Spreadsheet['role']
  readonly locale: string
  /** How many rows each table has, one sheet for each, the first one called `Sheet1`. */
  readonly tables: readonly number[]
}

// More rows than anyone reads in one piece; one spreadsheet from elsewhere, one that may only be read.
const plans: readonly Plan[] = [
  { role: 'owner', locale: 'en_US', tables: [230, 14, 6] },
  { role: 'owner', locale: 'de_DE', tables: [40, 8] },
  { role: 'reader', locale: 'en_GB', tables: [25] },
  { role: 'writer', locale: 'en_US', tables: [320, 12] },
]

const zones = ['Europe/Amsterdam', 'America/New_York', 'Asia/Kolkata', 'America/Sao_Paulo', 'Australia/Sydney']
const idAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-'
