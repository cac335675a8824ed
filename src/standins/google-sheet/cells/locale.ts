/** How numbers and dates are written where the spreadsheet is at home. */
export interface Locale {
  readonly decimal: string
  readonly group: string
  readonly order: 'month-first' | 'day-first'
  /** Between the parts of a date, and the pattern of one. */
  readonly separator: string
  readonly datePattern: string
}

/** `name` such as `en_US` or `de`. */
export function localeOf(name: string): Locale {
  const [language = ''] = name.split('_')
  if (dotted.has(language))
    return { decimal: ',', group: '.', order: 'day-first', separator: '.', datePattern: 'dd.mm.yyyy' }
  if (commaed.has(language))
    return { decimal: ',', group: '.', order: 'day-first', separator: '/', datePattern: 'dd/mm/yyyy' }
  const american = name === 'en_US' || name === 'en'
  const dates = american
    ? { order: 'month-first', datePattern: 'm/d/yyyy' }
    : { order: 'day-first', datePattern: 'dd/mm/yyyy' }
  return { decimal: '.', group: ',', separator: '/', ...dates } as Locale
}

const dotted = new Set(['de', 'da', 'nb', 'no', 'fi', 'pl', 'ru', 'cs', 'tr', 'uk'])
const commaed = new Set(['fr', 'es', 'it', 'pt', 'nl', 'id', 'el', 'sv'])
