import type { JsonObject } from '../../../lib/json.ts'
import type { End, HubSpotState, Link, LinkType } from '../state.ts'
import { inverseOf, linkTypeNamed, linkTypes, plainLinkType } from './link-types.ts'

/** What a record is associated with, seen from its side. */
export interface Seen {
  readonly to: End
  readonly types: readonly LinkType[]
}

export function linksOf(state: HubSpotState, from: End, toType?: string): Seen[] {
  return state.links.flatMap((link) => {
    const isFrom = same(link.from, from)
    if (!isFrom && !same(link.to, from)) return []
    const to = isFrom ? link.to : link.from
    if (toType !== undefined && to.type !== toType) return []
    const types = link.types.map((id) => linkTypeNamed(state, link.from.type, link.to.type, id))
    return [{ to, types: isFrom ? types : types.map((type) => inverseOf(state, type)) }]
  })
}

/** As the third version of the API shows them: one entry for each kind. */
export function linksShown(state: HubSpotState, from: End, toType: string): JsonObject[] {
  return linksOf(state, from, toType).flatMap(({ to, types }) => types.map(({ name }) => ({ id: to.id, type: name })))
}

/** Associates two records. The plain kind is always among the kinds; the first company of a record is its primary one. */
export function link(state: HubSpotState, from: End, to: End, type?: LinkType): void {
  const plain = plainLinkType(state, from.type, to.type)
  const wanted = type && type.id !== plain.id ? [type, plain] : [...primaryFor(state, from, to), plain]
  const found = state.links.find((one) => joins(one, from, to))
  if (!found) {
    state.links.push({ from, to, types: wanted.map(({ id }) => id) })
    return
  }
  const turned = !same(found.from, from)
  const ids = wanted.map((one) => (turned ? one.inverse : one.id))
  found.types = [...new Set([...ids, ...found.types])]
}

/** Takes away kinds, or the whole association when none are named or none is left. */
export function unlink(state: HubSpotState, from: End, to: End, types: readonly LinkType[] = []): void {
  const found = state.links.find((one) => joins(one, from, to))
  if (!found) return
  const turned = !same(found.from, from)
  const gone = types.map((one) => (turned ? one.inverse : one.id))
  const left = found.types.filter((id) => !gone.includes(id))
  const plain = plainLinkType(state, from.type, to.type)
  const isWhole = types.length === 0 || left.length === 0 || types.some(({ id }) => id === plain.id)
  if (isWhole) state.links = state.links.filter((one) => one !== found)
  else found.types = left
}

export function detachAll(state: HubSpotState, end: End): void {
  state.links = state.links.filter((one) => !same(one.from, end) && !same(one.to, end))
}

function primaryFor(state: HubSpotState, from: End, to: End): LinkType[] {
  const primary = linkTypes(state, from.type, to.type).find(({ label }) => label === 'Primary')
  if (!primary) return []
  const owner = to.type === 'companies' ? from : to
  const has = linksOf(state, owner, 'companies').some(({ types }) => types.some(({ label }) => label === 'Primary'))
  return has ? [] : [primary]
}

function joins({ from: one, to: other }: Link, from: End, to: End): boolean {
  return (same(one, from) && same(other, to)) || (same(one, to) && same(other, from))
}

function same(one: End, other: End): boolean {
  return one.id === other.id && one.type === other.type
}
