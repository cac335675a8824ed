import { columnLetters, columnNumber, quotedTitle } from '../ranges/addresses.ts'

/** One row or one column of a reference, from zero; `$` keeps it in place when the formula is copied. */
interface Pin {
  readonly index: number
  readonly isFixed: boolean
}

/** A corner; of `A:A` it has no row, of `1:1` no column. */
interface Corner {
  readonly column?: Pin | undefined
  readonly row?: Pin | undefined
}

export interface Reference {
  /** Of the sheet; absent for the formula's own. */
  readonly title?: string | undefined
  readonly start: Corner
  /** Absent for a single cell. */
  readonly end?: Corner | undefined
}

const corner = String.raw`\$?[A-Za-z]{1,3}\$?\d+`
const column = String.raw`\$?[A-Za-z]{1,3}`
const row = String.raw`\$?\d+`
/** A reference at the beginning of a text. */
export const referencePattern = String.raw`(?:(?:'(?:[^']|'')+'|[A-Za-z_][\w.]*)!)?(?:${corner}(?::(?:${corner}|${column}|${row}))?|${column}:${column}|${row}:${row})(?![\w.(!])`

export function parseReference(text: string): Reference {
  const mark = text.lastIndexOf('!')
  const title =
    mark < 0
      ? undefined
      : text
          .slice(0, mark)
          .replace(/^'(.*)'$/s, '$1')
          .replaceAll("''", "'")
  const [start = '', end] = text.slice(mark + 1).split(':')
  return { title, start: parseCorner(start), end: end === undefined ? undefined : parseCorner(end) }
}

function parseCorner(text: string): Corner {
  const [, columnFixed, letters, rowFixed, digits] = /^(\$)?([A-Za-z]+)?(\$)?(\d+)?$/.exec(text) ?? []
  return {
    ...(letters === undefined ? {} : { column: { index: columnNumber(letters), isFixed: columnFixed !== undefined } }),
    ...(digits === undefined
      ? {}
      : {
          row: { index: Number(digits) - 1, isFixed: (letters === undefined ? columnFixed : rowFixed) !== undefined },
        }),
  }
}

export function referenceText({ title, start, end }: Reference): string {
  const sheet = title === undefined ? '' : `${quotedTitle(title)}!`
  return `${sheet}${cornerText(start)}${end === undefined ? '' : `:${cornerText(end)}`}`
}

function cornerText({ column: across, row: down }: Corner): string {
  const letters = across === undefined ? '' : `${across.isFixed ? '$' : ''}${columnLetters(across.index)}`
  return `${letters}${down === undefined ? '' : `${down.isFixed ? '$' : ''}${down.index + 1}`}`
}

/** As copying moves it; undefined when it leaves the sheet. */
export function movedReference(
  reference: Reference,
  { rows, columns }: { rows: number; columns: number },
): Reference | undefined {
  const { start, end } = reference
  const moved = {
    ...reference,
    start: movedCorner(start, rows, columns),
    end: end && movedCorner(end, rows, columns),
  }
  const pins = [moved.start.row, moved.start.column, moved.end?.row, moved.end?.column]
  return pins.some((pin) => pin !== undefined && pin.index < 0) ? undefined : moved
}

function movedCorner(from: Corner, rows: number, columns: number): Corner {
  const move = (pin: Pin | undefined, by: number) => pin && (pin.isFixed ? pin : { ...pin, index: pin.index + by })
  return { column: move(from.column, columns), row: move(from.row, rows) }
}

/** The reference after its rows or columns went elsewhere: `respan` says where a span is now, undefined when it is gone. */
export function respannedReference(
  reference: Reference,
  dimension: 'ROWS' | 'COLUMNS',
  respan: (start: number, end: number) => readonly [number, number] | undefined,
): Reference | undefined {
  const side = dimension === 'ROWS' ? 'row' : 'column'
  const { start, end } = reference
  const [from, to] = [start[side], end === undefined ? start[side] : end[side]]
  if (from === undefined) return reference
  const span = respan(from.index, (to ?? from).index + 1)
  if (!span) return undefined
  const startNow = { ...start, [side]: { ...from, index: span[0] } }
  if (end === undefined) return { ...reference, start: startNow }
  return {
    ...reference,
    start: startNow,
    end: to === undefined ? end : { ...end, [side]: { ...to, index: span[1] - 1 } },
  }
}
