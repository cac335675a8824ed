import { type Json, type JsonObject, isJsonObject } from '../../../src/lib/json.ts'
import { Refused, type Trouble } from './trouble.ts'

/** Reads a body field by field and refuses it at the end with everything that is wrong with it. */
export function readingOf(body: JsonObject) {
  const troubles: Trouble[] = []
  const wrong = (about: string, words: string) => void troubles.push({ sort: 'does-not-fit', about, words })
  const valueAt = (field: string): Json | undefined =>
    field.split('.').reduce<Json | undefined>((value, key) => (isJsonObject(value) ? value[key] : undefined), body)
  return {
    valueAt,
    wrong,
    words(field: string): string {
      const value = valueAt(field)
      if (typeof value === 'string' && value.trim() !== '') return value
      wrong(field, `${field} must be a text that is not empty.`)
      return ''
    },
    wordsOrNull(field: string): string | null {
      const value = valueAt(field) ?? null
      if (value !== null && typeof value !== 'string') wrong(field, `${field} must be a text or null.`)
      return value === null ? null : String(value)
    },
    oneOf<choice extends string>(field: string, choices: readonly choice[]): choice {
      const value = choices.find((choice) => choice === valueAt(field))
      if (value === undefined) wrong(field, `${field} must be one of ${choices.join(', ')}.`)
      return value ?? choices[0]!
    },
    day(field: string): string {
      const value = valueAt(field)
      const isDay = typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value))
      if (!isDay) wrong(field, `${field} must be a day such as 2027-05-31.`)
      return isDay ? value : '2000-01-01'
    },
    number(field: string): number {
      const value = valueAt(field)
      if (typeof value === 'number' && Number.isInteger(value)) return value
      wrong(field, `${field} must be a whole number.`)
      return 0
    },
    yesNo(field: string): boolean {
      const value = valueAt(field)
      if (typeof value !== 'boolean') wrong(field, `${field} must be true or false.`)
      return value === true
    },
    settle(): void {
      if (troubles.length > 0) throw new Refused(422, troubles)
    },
  }
}
