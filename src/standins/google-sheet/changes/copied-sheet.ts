import { isJsonObject, type Json } from '../../../lib/json.ts'
import { sheetTitled } from '../ranges/parse-range.ts'
import { copyOfSheet, type Sheet, type Spreadsheet } from '../state.ts'

/** The sheet again, under another id and title. */
export function copiedSheet(source: Sheet, id: number, title: string): Sheet {
  const copy = copyOfSheet(source)
  const renumber = <value extends Json>(value: value) => renumbered(value, source.id, id) as value
  return {
    ...copy,
    id,
    properties: { ...copy.properties, title },
    merges: renumber(copy.merges),
    conditionalFormats: renumber(copy.conditionalFormats),
    basicFilter: copy.basicFilter && renumber(copy.basicFilter),
    protectedRanges: [],
    bandedRanges: renumber(copy.bandedRanges),
  }
}

/** The title, or the first of `title 2`, `title 3` … that no sheet has. */
export function freeTitle(spreadsheet: Spreadsheet, title: string): string {
  for (let nth = 1; ; nth++) {
    const candidate = nth === 1 ? title : `${title} ${nth}`
    if (!sheetTitled(spreadsheet, candidate)) return candidate
  }
}

function renumbered(value: Json, old: number, now: number): Json {
  if (Array.isArray(value)) return value.map((item: Json) => renumbered(item, old, now))
  if (!isJsonObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      name === 'sheetId' && inner === old ? now : renumbered(inner, old, now),
    ]),
  )
}
