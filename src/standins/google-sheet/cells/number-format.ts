import type { JsonObject } from '../../../lib/json.ts'
import { Lacking } from '../requests/refusals.ts'
import { dateText } from './date-format.ts'
import type { Locale } from './locale.ts'

/** A number as the grid shows it. */
export function numberText(value: number, numberFormat: JsonObject | undefined, locale: Locale): string {
  const type = String(numberFormat?.['type'] ?? 'NUMBER_FORMAT_TYPE_UNSPECIFIED')
  const pattern = String(numberFormat?.['pattern'] ?? defaultPattern(type, locale))
  if (type === 'TEXT' || pattern === '' || pattern === '@' || pattern === 'General') return generalText(value, locale)
  if (isDateType(type)) return dateText(value, pattern)
  const [positive = '', negative, zero] = pattern.split(';')
  if (value === 0 && zero !== undefined) return patternText(0, zero, locale)
  if (value < 0 && negative !== undefined) return patternText(-value, negative, locale)
  return patternText(value, positive, locale)
}

export function isDateType(type: string): boolean {
  return type === 'DATE' || type === 'TIME' || type === 'DATE_TIME'
}

function defaultPattern(type: string, locale: Locale): string {
  const patterns: Record<string, string> = {
    NUMBER: '#,##0.00',
    PERCENT: '0.00%',
    CURRENCY: '"$"#,##0.00',
    SCIENTIFIC: '0.00E+00',
    DATE: locale.datePattern,
    TIME: 'h:mm:ss am/pm',
    DATE_TIME: `${locale.datePattern} h:mm:ss`,
  }
  return patterns[type] ?? ''
}

/** Without a format: ten significant digits at most, whole numbers in full. */
function generalText(value: number, locale: Locale): string {
  const size = Math.abs(value)
  if (size >= 1e15 || (size !== 0 && size < 1e-9)) return scientific(value, 5).replace('.', locale.decimal)
  return String(Number.isInteger(value) ? value : Number(value.toPrecision(10))).replace('.', locale.decimal)
}

function scientific(value: number, places: number, exponentDigits = 2): string {
  const [mantissa = '', exponent = '0'] = value.toExponential(places).split('e')
  const short = exponentDigits === 2 && places === 5 ? String(Number(mantissa)) : mantissa
  const digits = String(Math.abs(Number(exponent))).padStart(exponentDigits, '0')
  return `${short}E${Number(exponent) < 0 ? '-' : '+'}${digits}`
}

function patternText(value: number, pattern: string, locale: Locale): string {
  const [, before = '', digits = '', after = ''] =
    /^((?:"[^"]*"|\\.|[^#0.,"\\])*)([#0,.]+(?:E\+0+)?)?(.*)$/s.exec(pattern) ?? []
  const [head, tail] = [literal(before), literal(after)]
  if (digits === '') return head + tail
  const size = Math.abs(value) * (/%/.test(pattern.replaceAll(/"[^"]*"/g, '')) ? 100 : 1)
  const sign = value < 0 && Number(size.toFixed(placesOf(digits))) !== 0 ? '-' : ''
  return `${sign}${head}${digitsText(size, digits, locale)}${tail}`
}

function digitsText(size: number, digits: string, locale: Locale): string {
  const [plain = '', exponent] = digits.split('E+')
  if (exponent !== undefined) return scientific(size, placesOf(plain), exponent.length).replace('.', locale.decimal)
  const [wholeForm = '', fractionForm = ''] = plain.split('.')
  const [whole = '', fraction = ''] = size.toFixed(fractionForm.length).split('.')
  const leading = wholeForm.replaceAll(/[^0]/g, '').length
  // A zero that says nothing is only shown where the pattern has one.
  const padded = whole === '0' && leading === 0 ? '' : whole.padStart(leading, '0')
  const grouped = wholeForm.includes(',') ? padded.replaceAll(/\B(?=(\d{3})+$)/g, locale.group) : padded
  const least = fractionForm.replace(/#+$/, '').length
  const kept = fraction.slice(0, least) + fraction.slice(least).replace(/0+$/, '')
  return kept === '' ? grouped : `${grouped}${locale.decimal}${kept}`
}

function placesOf(digits: string): number {
  return digits.split('E')[0]?.split('.')[1]?.length ?? 0
}

// Colours, conditions, fractions and fillers are beyond us, and it is better to say so than to show something else.
function literal(text: string): string {
  const plain = text.replaceAll(/"([^"]*)"|\\(.)/gs, '$1$2')
  if (/[[\]?*#_]/.test(text.replaceAll(/"[^"]*"|\\./gs, ''))) throw new Lacking(`the number format "${text}"`)
  return plain
}
