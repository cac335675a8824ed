import type { Json, JsonObject } from '../../../lib/json.ts'
import { randomBytes } from 'node:crypto'
import { withColorStyles } from '../cells/color-styles.ts'
import { areaOf } from '../ranges/area.ts'
import { merged, updateMask } from '../requests/field-mask.ts'
import { schemaNamed } from '../requests/messages.ts'
import { badRequest } from '../requests/refusals.ts'
import type { GridRange, NamedRange, Sheet, Spreadsheet } from '../state.ts'
import { freshId } from '../views/sheet-properties.ts'
import { type Change, sheetFor } from './change.ts'

/** Ranges that have a name, a filter, a protection or bands. */
export const rangeChanges: Readonly<Record<string, Change>> = {
  addNamedRange(draft, { namedRange = {} }, where) {
    const { namedRangeId, name, range = {} } = namedRange as JsonObject
    areaOf(draft, range as GridRange, where)
    refuseName(draft, String(name ?? ''), where)
    const id = String(namedRangeId ?? randomBytes(6).toString('hex'))
    if (draft.namedRanges.some((other) => other.namedRangeId === id))
      throw badRequest(`${where}: A named range with the id "${id}" already exists.`)
    const made: NamedRange = { namedRangeId: id, name: String(name), range: withSheet(range as GridRange) }
    draft.namedRanges.push(made)
    return { namedRange: made }
  },

  updateNamedRange(draft, { namedRange = {}, fields }, where) {
    const given = namedRange as JsonObject
    const old = namedRangeOf(draft, given['namedRangeId'], where)
    const mask = updateMask(fields as string | undefined, schemaNamed('NamedRange'), where)
    const next = merged(old, given, mask) as NamedRange
    areaOf(draft, next.range, where)
    if (next.name !== old.name) refuseName(draft, next.name, where)
    draft.namedRanges = draft.namedRanges.map((other) =>
      other === old ? { ...next, namedRangeId: old.namedRangeId } : other,
    )
    return {}
  },

  deleteNamedRange(draft, { namedRangeId }, where) {
    const old = namedRangeOf(draft, namedRangeId, where)
    draft.namedRanges = draft.namedRanges.filter((other) => other !== old)
    return {}
  },

  setBasicFilter(draft, { filter = {} }, where) {
    const given = filter as JsonObject
    const { sheet } = areaOf(draft, (given['range'] ?? {}) as GridRange, where)
    sheet.basicFilter = { ...given, range: withSheet((given['range'] ?? {}) as GridRange) }
    return {}
  },

  clearBasicFilter(draft, { sheetId }, where) {
    sheetFor(draft, sheetId, where).basicFilter = undefined
    return {}
  },

  ...kept(
    { add: 'addProtectedRange', update: 'updateProtectedRange', remove: 'deleteProtectedRange' },
    {
      list: 'protectedRanges',
      name: 'protectedRange',
      id: 'protectedRangeId',
      message: 'ProtectedRange',
      made: (range) => ({ ...range, requestingUserCanEdit: true }),
    },
  ),
  ...kept(
    { add: 'addBanding', update: 'updateBanding', remove: 'deleteBanding' },
    {
      list: 'bandedRanges',
      name: 'bandedRange',
      id: 'bandedRangeId',
      message: 'BandedRange',
      made: withColorStyles,
    },
  ),
}

interface Kind {
  readonly list: 'protectedRanges' | 'bandedRanges'
  readonly name: string
  readonly id: string
  readonly message: string
  made(range: JsonObject): JsonObject
}

/** What a sheet keeps a list of, by ids. */
function kept(
  { add, update, remove }: { add: string; update: string; remove: string },
  kind: Kind,
): Record<string, Change> {
  const { list, name, id, message, made } = kind
  return {
    [add](draft, request, where) {
      const given = (request[name] ?? {}) as JsonObject
      const { sheet } = areaOf(draft, (given['range'] ?? {}) as GridRange, where)
      const taken = draft.sheets.flatMap((other) => other[list].map((item) => Number(item[id])))
      if (given[id] !== undefined && taken.includes(Number(given[id])))
        throw badRequest(`${where}: The ${id} ${Number(given[id])} already exists.`)
      const range = withSheet((given['range'] ?? {}) as GridRange)
      const item = made({ ...given, [id]: given[id] ?? freshId(taken), range })
      sheet[list].push(item)
      return { [name]: item }
    },
    [update](draft, request, where) {
      const given = (request[name] ?? {}) as JsonObject
      const { sheet, item } = itemOf(draft, given[id], { kind, where })
      const mask = updateMask(request['fields'] as string | undefined, schemaNamed(message), where)
      const next = made({ ...merged(item, given, mask), [id]: item[id] ?? 0 })
      sheet[list] = sheet[list].map((other) => (other === item ? next : other))
      return {}
    },
    [remove](draft, request, where) {
      const { sheet, item } = itemOf(draft, request[id], { kind, where })
      sheet[list] = sheet[list].filter((other) => other !== item)
      return {}
    },
  }
}

function itemOf(
  draft: Spreadsheet,
  given: Json | undefined,
  { kind, where }: { kind: Kind; where: string },
): { sheet: Sheet; item: JsonObject } {
  for (const sheet of draft.sheets) {
    const item = sheet[kind.list].find((other) => other[kind.id] === given)
    if (item) return { sheet, item }
  }
  throw badRequest(`${where}: No ${kind.name} with id: ${String(given)}`)
}

function namedRangeOf({ namedRanges }: Spreadsheet, id: Json | undefined, where: string): NamedRange {
  const found = namedRanges.find(({ namedRangeId }) => namedRangeId === id)
  if (!found) throw badRequest(`${where}: Cannot find a named range with id: ${String(id)}`)
  return found
}

function refuseName({ namedRanges }: Spreadsheet, name: string, where: string): void {
  if (!/^[\p{L}_][\p{L}\p{N}_]{0,249}$/u.test(name) || /^([A-Za-z]{1,3}\d+|R\d+C\d+|true|false)$/i.test(name))
    throw badRequest(`${where}: The name "${name}" is not valid for a named range.`)
  if (namedRanges.some((other) => other.name.toLowerCase() === name.toLowerCase()))
    throw badRequest(`${where}: A named range with the name "${name}" already exists.`)
}

function withSheet(range: GridRange): GridRange {
  return { sheetId: 0, ...range }
}
