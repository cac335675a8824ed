import { isJsonObject, type Json, type JsonObject } from '../../../lib/json.ts'
import { invalid, unreadable } from '../refusal.ts'
import type { End, HubSpotState, LinkType } from '../state.ts'
import { linkTypeById } from './link-types.ts'
import { link } from './links.ts'

/** Associates a record that is being made with those that its request names. Nothing is done unless all can be. */
export function associateNew(state: HubSpotState, from: End, sent: Json | undefined): void {
  if (sent === undefined || sent === null) return
  if (!Array.isArray(sent)) throw unreadable('Cannot deserialize value of type `java.util.ArrayList` from Object value')
  const wanted = sent.flatMap((one) => wantedLinks(state, from, one as Json))
  for (const { to, type } of wanted) link(state, from, to, type)
}

/** The record at the other end; a 400 when there is none. */
export function existing(state: HubSpotState, end: End): End {
  const record = state.records[end.type]?.find(({ id, archivedAt }) => id === end.id && archivedAt === undefined)
  if (record) return end
  throw invalid(`The following object ids for ${end.type} do not exist: [${end.id}]`, [], { id: [end.id] })
}

function wantedLinks(state: HubSpotState, from: End, sent: Json): { to: End; type: LinkType }[] {
  const { to, types } = isJsonObject(sent) ? sent : ({} as JsonObject)
  const id = isJsonObject(to) ? to['id'] : undefined
  if (id === undefined || id === null) throw unreadable('Some required fields were not set: [to]')
  if (!Array.isArray(types) || types.length === 0) throw unreadable('Some required fields were not set: [types]')
  return types.map((spec: Json) => {
    const number = isJsonObject(spec) ? Number(spec['associationTypeId']) : Number.NaN
    const type = linkTypeById(state, from.type, number)
    if (!type) throw invalid(`Invalid association type id ${number} for objects of type ${from.type}.`)
    return { to: existing(state, { type: type.to, id: String(id) }), type }
  })
}
