import { isJsonObject, type Json, type JsonObject } from '../../../lib/json.ts'
import { setCell } from '../cells/cell-grid.ts'
import { formulaCells } from '../cells/formula-cells.ts'
import { respannedReference } from '../formulas/references.ts'
import { withReferences } from '../formulas/tokens.ts'
import type { DimensionRange, GridRange, Metadata, Sheet, Spreadsheet } from '../state.ts'

export type Dimension = 'ROWS' | 'COLUMNS'

/** Where a span of rows or columns is after a change; undefined when it is gone. The end is not included. */
export type Respan = (start: number, end: number) => readonly [number, number] | undefined

/** Everything that refers to rows or columns of a sheet follows them: names, formats, filters, metadata and formulas. */
export function respanAll(spreadsheet: Spreadsheet, sheet: Sheet, dimension: Dimension, respan: Respan): void {
  const place = (range: GridRange) =>
    (range.sheetId ?? 0) === sheet.id ? respannedRange(range, dimension, respan) : range
  sheet.merges = kept(sheet.merges.map(place))
  sheet.conditionalFormats = kept(sheet.conditionalFormats.map((rule) => withRanges(rule, place)))
  sheet.protectedRanges = kept(sheet.protectedRanges.map((range) => withRange(range, place)))
  sheet.bandedRanges = kept(sheet.bandedRanges.map((range) => withRange(range, place)))
  sheet.basicFilter = sheet.basicFilter && withRange(sheet.basicFilter, place)
  spreadsheet.namedRanges = kept(spreadsheet.namedRanges.map((named) => withRange(named, place)))
  spreadsheet.metadata = kept(spreadsheet.metadata.map((metadata) => withLines(metadata, { sheet, dimension, respan })))
  rewriteFormulas(spreadsheet, (reference, owner) => {
    const title = reference.title ?? owner.properties.title
    if (title.toLowerCase() !== sheet.properties.title.toLowerCase()) return reference
    return respannedReference(reference, dimension, respan)
  })
}

function kept<item>(items: readonly (item | undefined)[]): item[] {
  return items.filter((item) => item !== undefined)
}

type Place = Parameters<typeof withReferences>[1]

/** All formulas with other references; `owner` is the sheet that a formula stands in. */
export function rewriteFormulas(
  spreadsheet: Spreadsheet,
  place: (reference: Parameters<Place>[0], owner: Sheet) => ReturnType<Place>,
): void {
  for (const { sheet, row, column, cell, formula } of formulaCells(spreadsheet)) {
    const formulaValue = withReferences(formula, (reference) => place(reference, sheet))
    if (formulaValue !== formula) setCell(sheet, row, column, { ...cell, userEnteredValue: { formulaValue } })
  }
}

function respannedRange(range: GridRange, dimension: Dimension, respan: Respan): GridRange | undefined {
  const [first, last] =
    dimension === 'ROWS'
      ? (['startRowIndex', 'endRowIndex'] as const)
      : (['startColumnIndex', 'endColumnIndex'] as const)
  // An open end stays open.
  const span = respan(range[first] ?? 0, range[last] ?? Number.MAX_SAFE_INTEGER)
  if (!span) return undefined
  return {
    ...range,
    ...(range[first] === undefined ? {} : { [first]: span[0] }),
    ...(range[last] === undefined ? {} : { [last]: span[1] }),
  }
}

function withRange<owner extends JsonObject>(
  owner: owner,
  place: (range: GridRange) => GridRange | undefined,
): owner | undefined {
  const { range } = owner
  if (range === undefined || !isJsonObject(range)) return owner
  const now = place(range)
  return now && { ...owner, range: now }
}

function withRanges(rule: JsonObject, place: (range: GridRange) => GridRange | undefined): JsonObject | undefined {
  const ranges = ((rule['ranges'] ?? []) as Json[]).flatMap((range) => place(range as GridRange) ?? [])
  return ranges.length === 0 ? undefined : { ...rule, ranges }
}

interface Change {
  readonly sheet: Sheet
  readonly dimension: Dimension
  readonly respan: Respan
}

function withLines(metadata: Metadata, { sheet, dimension, respan }: Change): Metadata | undefined {
  const lines: DimensionRange | undefined = metadata.location.dimensionRange
  if (!lines || (lines.sheetId ?? 0) !== sheet.id || lines.dimension !== dimension) return metadata
  const span = respan(lines.startIndex ?? 0, lines.endIndex ?? Number.MAX_SAFE_INTEGER)
  if (!span) return undefined
  const dimensionRange = { ...lines, startIndex: span[0], endIndex: span[1] }
  return { ...metadata, location: { ...metadata.location, dimensionRange } }
}
