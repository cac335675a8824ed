import { z } from 'zod'
import type { JsonObject } from '../../../lib/json.ts'
import type { ObjectType } from '../object-types.ts'
import { pageSize, paging } from '../pages.ts'
import { definitionsOf } from '../properties/definitions.ts'
import { invalid, unreadable } from '../refusal.ts'
import type { CrmRecord, HubSpotState } from '../state.ts'
import { compare, matches } from './filter.ts'
import { recordView } from './record-view.ts'
import { recordsOf } from './records.ts'

const limits = { most: 200, usual: 10 }
/** Beyond this no search reaches. */
const reach = 10_000

/** Filters in one group must all hold, of several groups one; `query` looks into the texts that name a record. */
export function searchRecords(state: HubSpotState, type: ObjectType, body: JsonObject): JsonObject {
  const wish = readSearch(body)
  const known = new Set(definitionsOf(state, type.name).map(({ name }) => name))
  const sort = sortOf(wish.sorts[0])
  const used = [
    ...wish.filterGroups.flatMap(({ filters }) => filters.map(({ propertyName }) => propertyName)),
    ...(sort ? [sort.propertyName] : []),
  ]
  const strange = used.find((name) => !known.has(name) && !name.startsWith('associations.'))
  if (strange !== undefined) throw unknownProperty(strange)
  const start = placeOf(wish.after)
  const size = pageSize(wish.limit === undefined ? null : String(wish.limit), limits)
  if (start + size > reach) throw invalid(`The requested results exceed the limit of ${reach} results.`)
  const found = recordsOf(state, type).filter(
    (record) => record.archivedAt === undefined && isFound(state, type, { record, wish }),
  )
  const ordered = sort ? found.toSorted((one, other) => order(one, other, sort)) : found
  const end = start + size
  return {
    total: ordered.length,
    results: ordered
      .slice(start, end)
      .map((record) => recordView(state, type, record, { properties: wish.properties })),
    ...paging(end < ordered.length ? String(end) : undefined),
  }
}

interface Sort {
  readonly propertyName: string
  readonly descending: boolean
}

function isFound(
  state: HubSpotState,
  type: ObjectType,
  { record, wish }: { record: CrmRecord; wish: Search },
): boolean {
  const { query = '', filterGroups } = wish
  const inText =
    query === '' || Object.values(record.properties).some((text) => text.toLowerCase().includes(query.toLowerCase()))
  const groups = filterGroups.filter(({ filters }) => filters.length > 0)
  const definitions = definitionsOf(state, type.name)
  const holds = (filter: Search['filterGroups'][number]['filters'][number]) =>
    matches(state, { type: type.name, record, definitions }, filter)
  return inText && (groups.length === 0 || groups.some(({ filters }) => filters.every(holds)))
}

function order(one: CrmRecord, other: CrmRecord, { propertyName, descending }: Sort): number {
  const [left, right] = [one.properties[propertyName], other.properties[propertyName]]
  // What has no value comes last, whichever the direction.
  if (left === undefined || right === undefined) return Number(left === undefined) - Number(right === undefined)
  return descending ? compare(right, left) : compare(left, right)
}

function sortOf(sort: Search['sorts'][number] | undefined): Sort | undefined {
  if (sort === undefined) return undefined
  if (typeof sort === 'object') return { propertyName: sort.propertyName, descending: sort.direction === 'DESCENDING' }
  return { propertyName: sort.replace(/^-/, ''), descending: sort.startsWith('-') }
}

function placeOf(after: string | number | undefined): number {
  if (after === undefined || after === '') return 0
  const place = Number(after)
  if (Number.isInteger(place) && place >= 0) return place
  throw invalid(`Unable to parse value for after: ${after}`)
}

function unknownProperty(name: string) {
  return invalid('There was a problem with the request.', [
    { message: `Property '${name}' does not exist`, code: 'PROPERTY_DOESNT_EXIST', context: { propertyName: [name] } },
  ])
}

function readSearch(body: JsonObject): Search {
  const read = searchInput.safeParse(body)
  if (!read.success) {
    const [issue] = read.error.issues
    throw unreadable(`${issue?.message ?? 'Cannot deserialize value'} (at ${issue?.path.join('.') ?? ''})`)
  }
  const { filterGroups, query = '' } = read.data
  if (filterGroups.length > 5) throw invalid('Too many filterGroups: at most 5 are allowed')
  if (filterGroups.some(({ filters }) => filters.length > 6)) throw invalid('Too many filters: at most 6 in a group')
  if (query.length > 3000) throw invalid('The query is longer than 3000 characters')
  return read.data
}

const text = z.union([z.string(), z.number(), z.boolean()]).transform(String)
const filterInput = z.object({
  propertyName: z.string(),
  operator: z.enum([
    'EQ',
    'NEQ',
    'LT',
    'LTE',
    'GT',
    'GTE',
    'BETWEEN',
    'IN',
    'NOT_IN',
    'HAS_PROPERTY',
    'NOT_HAS_PROPERTY',
    'CONTAINS_TOKEN',
    'NOT_CONTAINS_TOKEN',
  ]),
  value: text.optional(),
  highValue: text.optional(),
  values: z.array(text).optional(),
})
const searchInput = z.object({
  query: z.string().optional(),
  limit: z.number().optional(),
  after: z.union([z.string(), z.number()]).optional(),
  sorts: z
    .array(
      z.union([
        z.string(),
        z.object({ propertyName: z.string(), direction: z.enum(['ASCENDING', 'DESCENDING']).optional() }),
      ]),
    )
    .max(1, 'Only one sort is allowed')
    .default([]),
  properties: z.array(z.string()).default([]),
  filterGroups: z.array(z.object({ filters: z.array(filterInput) })).default([]),
})
type Search = z.infer<typeof searchInput>
