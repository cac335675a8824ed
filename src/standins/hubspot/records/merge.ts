import type { JsonObject } from '../../../lib/json.ts'
import { link, linksOf } from '../associations/links.ts'
import type { ObjectType } from '../object-types.ts'
import { invalid, unreadable } from '../refusal.ts'
import type { HubSpotAnswer } from '../route.ts'
import { type HubSpotState, now } from '../state.ts'
import { wholeRecordView } from './record-view.ts'
import { archiveRecord, findRecord, setValues } from './records.ts'

/** The primary record keeps its values, gets those that it lacks and all associations; the other one is archived. */
export function mergeRecords(state: HubSpotState, type: ObjectType, input: JsonObject): HubSpotAnswer {
  const { primaryObjectId, objectIdToMerge } = input
  if (typeof primaryObjectId !== 'string' || typeof objectIdToMerge !== 'string') {
    throw unreadable('Some required fields were not set: [primaryObjectId, objectIdToMerge]')
  }
  if (primaryObjectId === objectIdToMerge) throw invalid('Cannot merge an object with itself')
  const primary = findRecord(state, type, { id: primaryObjectId })
  const other = findRecord(state, type, { id: objectIdToMerge })
  const at = now()
  for (const { to, types } of linksOf(state, { type: type.name, id: other.id })) {
    for (const kind of types) link(state, { type: type.name, id: primary.id }, to, kind)
  }
  archiveRecord(state, type, other.id)
  const merged = [...(primary.properties['hs_merged_object_ids']?.split(';') ?? []), other.id].join(';')
  const values = {
    ...other.properties,
    ...primary.properties,
    hs_merged_object_ids: merged,
    [type.modified]: at,
  }
  setValues(primary, values, at)
  primary.updatedAt = at
  return [200, wholeRecordView(state, type, primary)]
}
