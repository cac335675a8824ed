import type { JsonObject } from '../../../lib/json.ts'
import { alter } from '../alter.ts'
import { parseRange } from '../ranges/parse-range.ts'
import { badRequest, Lacking } from '../requests/refusals.ts'
import type { SheetsCall, SheetsRoute } from '../requests/route.ts'
import { type SheetsState, type Spreadsheet } from '../state.ts'
import { spreadsheetView } from '../views/spreadsheet-view.ts'
import { cellChanges } from './cell-changes.ts'
import type { Change } from './change.ts'
import { conditionalChanges } from './conditional-changes.ts'
import { lineChanges } from './line-changes.ts'
import { mergeChanges } from './merge-changes.ts'
import { metadataChanges } from './metadata-changes.ts'
import { pasteChanges } from './paste-changes.ts'
import { rangeChanges } from './range-changes.ts'
import { rowChanges } from './row-changes.ts'
import { sheetChanges } from './sheet-changes.ts'
import { textChanges } from './text-changes.ts'

const changes: Readonly<Record<string, Change>> = {
  ...sheetChanges,
  ...lineChanges,
  ...cellChanges,
  ...mergeChanges,
  ...pasteChanges,
  ...textChanges,
  ...rowChanges,
  ...rangeChanges,
  ...conditionalChanges,
  ...metadataChanges,
}

/** A list of changes: all of them or none. */
export function batchUpdateRoute(state: SheetsState): SheetsRoute {
  return {
    operation: 'POST /v4/spreadsheets/{spreadsheetId}:batchUpdate',
    name: 'BatchUpdateSpreadsheet',
    answer: (call) => batchUpdate(state, call),
  }
}

function batchUpdate(state: SheetsState, { params, body }: SheetsCall): JsonObject {
  const requests = (body['requests'] ?? []) as readonly JsonObject[]
  return alter(state, params['spreadsheetId'] ?? '', (draft) => {
    if (requests.length === 0) throw badRequest('Must specify at least one request.')
    const replies = requests.map((request, nth) => replyTo(draft, request, nth))
    return {
      spreadsheetId: draft.id,
      replies,
      ...(body['includeSpreadsheetInResponse'] === true ? { updatedSpreadsheet: viewOf(draft, body) } : {}),
    }
  })
}

function replyTo(draft: Spreadsheet, request: JsonObject, nth: number): JsonObject {
  const [kind, ...others] = Object.keys(request)
  if (kind === undefined) throw badRequest(`Invalid requests[${nth}]: No request set.`)
  if (others.length > 0) {
    const description = `Invalid value at 'requests[${nth}]' (oneof), oneof field 'kind' is already set. Cannot set '${others[0]}'`
    throw badRequest(description, [{ field: `requests[${nth}]`, description }])
  }
  const change = changes[kind]
  if (!change) throw new Lacking(`the request ${kind}`)
  const reply = change(draft, request[kind] as JsonObject, `Invalid requests[${nth}].${kind}`)
  return Object.keys(reply).length === 0 ? {} : { [kind]: reply }
}

function viewOf(draft: Spreadsheet, body: JsonObject): JsonObject {
  const ranges = body['responseRanges'] as readonly string[] | undefined
  const areas = ranges?.map((range) => parseRange(draft, range))
  return spreadsheetView(draft, { areas, withGrid: body['responseIncludeGridData'] === true })
}
