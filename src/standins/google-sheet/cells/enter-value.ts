import type { Json, JsonObject } from '../../../lib/json.ts'
import { badRequest } from '../requests/refusals.ts'
import type { Cell } from '../state.ts'
import { readDate, type Understood } from './enter-date.ts'
import type { Locale } from './locale.ts'

export type InputOption = 'RAW' | 'USER_ENTERED'

/** The cell after `input` has been put into it; an empty text empties it. Formats stay. */
export function enteredCell(
  cell: Cell | undefined,
  input: string | number | boolean,
  { option, locale }: { option: InputOption; locale: Locale },
): Cell {
  if (typeof input === 'string' && input.length > mostCharacters)
    throw badRequest(`Your input contains more than the maximum of ${mostCharacters} characters in a single cell.`)
  const { userEnteredValue: _old, textFormatRuns: _runs, ...rest } = cell ?? {}
  if (input === '') return rest
  const { value, numberFormat } = understand(input, { option, locale, isText: isTextFormat(rest) })
  const format = rest.userEnteredFormat ?? {}
  if (!numberFormat || format['numberFormat']) return { ...rest, userEnteredValue: value }
  return { ...rest, userEnteredValue: value, userEnteredFormat: { ...format, numberFormat } }
}

const mostCharacters = 50_000

function isTextFormat({ userEnteredFormat }: Cell): boolean {
  const format = userEnteredFormat?.['numberFormat'] as { type?: Json } | undefined
  return format?.type === 'TEXT'
}

function understand(
  input: string | number | boolean,
  { option, locale, isText }: { option: InputOption; locale: Locale; isText: boolean },
): Understood {
  if (typeof input === 'number') return { value: { numberValue: input } }
  if (typeof input === 'boolean') return { value: { boolValue: input } }
  return option === 'RAW' || isText ? { value: { stringValue: input } } : understandText(input, locale)
}

/** As if a person had typed it. */
function understandText(input: string, locale: Locale): Understood {
  if (input.startsWith("'")) return { value: { stringValue: input.slice(1) } }
  if (/^=./s.test(input)) return { value: { formulaValue: input } }
  const text = input.trim()
  if (/^(true|false)$/i.test(text)) return { value: { boolValue: text.toLowerCase() === 'true' } }
  return readNumber(text, locale) ?? readDate(text, locale) ?? { value: { stringValue: input } }
}

function readNumber(text: string, locale: Locale): Understood | undefined {
  const [decimal, group] = [`\\${locale.decimal}`, `\\${locale.group}`]
  const digits = `(\\d+|\\d{1,3}(?:${group}\\d{3})+)?(?:${decimal}(\\d*))?`
  const form = new RegExp(`^(\\()?([+-])?([$€£¥])?\\s?([+-])?${digits}(?:[eE]([+-]?\\d+))?\\s?([$€£¥])?(%)?(\\))?$`)
  const [match, opened, sign, before, innerSign, whole, fraction, exponent, after, percent, closed] =
    form.exec(text) ?? []
  if (match === undefined || (whole === undefined && !fraction) || (opened === undefined) !== (closed === undefined))
    return undefined
  if ((sign && innerSign) || (before && after) || (exponent !== undefined && (before ?? after ?? percent)))
    return undefined
  const plain = `${whole?.replaceAll(locale.group, '') ?? ''}.${fraction ?? ''}e${exponent ?? '0'}`
  const size = Number(plain) / (percent ? 100 : 1)
  if (!Number.isFinite(size)) return undefined
  const numberValue = (sign ?? innerSign) === '-' || opened ? -size : size
  const numberFormat = formatOf({
    currency: before ?? after,
    percent,
    exponent,
    fraction,
    isGrouped: whole?.includes(locale.group) ?? false,
  })
  return { value: { numberValue }, ...(numberFormat ? { numberFormat } : {}) }
}

interface Written {
  readonly currency: string | undefined
  readonly percent: string | undefined
  readonly exponent: string | undefined
  readonly fraction: string | undefined
  readonly isGrouped: boolean
}

function formatOf({ currency, percent, exponent, fraction, isGrouped }: Written): JsonObject | undefined {
  const places = fraction ? '.00' : ''
  if (currency !== undefined) return { type: 'CURRENCY', pattern: `"${currency}"#,##0${places}` }
  if (percent !== undefined) return { type: 'PERCENT', pattern: `0${places}%` }
  if (exponent !== undefined) return { type: 'SCIENTIFIC', pattern: '0.00E+00' }
  return isGrouped ? { type: 'NUMBER', pattern: `#,##0${places}` } : undefined
}
