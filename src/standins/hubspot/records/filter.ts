import { linksOf } from '../associations/links.ts'
import { typeNamed } from '../object-types.ts'
import { invalid } from '../refusal.ts'
import type { CrmRecord, Definition, HubSpotState } from '../state.ts'

/** One condition of a search. */
interface Filter {
  readonly propertyName: string
  readonly operator: string
  readonly value?: string | undefined
  readonly highValue?: string | undefined
  readonly values?: readonly string[] | undefined
}

interface Subject {
  /** The name of the record's type. */
  readonly type: string
  readonly record: CrmRecord
  readonly definitions: readonly Definition[]
}

export function matches(state: HubSpotState, { type, record, definitions }: Subject, filter: Filter): boolean {
  const { propertyName, operator } = filter
  const test = tests[operator]
  if (!test) throw invalid(`Invalid operator ${operator}`)
  const wanted = operandsOf(filter)
  if (propertyName.startsWith('associations.')) {
    const to = typeNamed(state, propertyName.slice('associations.'.length)).name
    const ids = linksOf(state, { type, id: record.id }, to).map((seen) => seen.to.id)
    return ids.some((id) => test(id, wanted))
  }
  const isText = definitions.find(({ name }) => name === propertyName)?.type === 'string'
  const value = record.properties[propertyName]
  // Texts are looked up in lower case, and lists of values are taken as they are sent.
  return test(isText ? value?.toLowerCase() : value, isText && !wanted.isList ? lowered(wanted) : wanted)
}

/** Numbers and times by their size, all else by its letters. */
export function compare(one: string, other: string): number {
  const [left, right] = [magnitude(one), magnitude(other)]
  if (left !== undefined && right !== undefined) return left - right
  return one.localeCompare(other)
}

interface Operands {
  readonly low: string
  readonly high: string
  readonly list: readonly string[]
  readonly isList: boolean
}

type Test = (value: string | undefined, wanted: Operands) => boolean

const tests: Readonly<Record<string, Test>> = {
  EQ: (value, { low }) => value !== undefined && equal(value, low),
  NEQ: (value, { low }) => value === undefined || !equal(value, low),
  LT: (value, { low }) => value !== undefined && compare(value, low) < 0,
  LTE: (value, { low }) => value !== undefined && compare(value, low) <= 0,
  GT: (value, { low }) => value !== undefined && compare(value, low) > 0,
  GTE: (value, { low }) => value !== undefined && compare(value, low) >= 0,
  BETWEEN: (value, { low, high }) => value !== undefined && compare(value, low) >= 0 && compare(value, high) <= 0,
  IN: (value, { list }) => value !== undefined && list.includes(value),
  NOT_IN: (value, { list }) => value !== undefined && !list.includes(value),
  HAS_PROPERTY: (value) => value !== undefined,
  NOT_HAS_PROPERTY: (value) => value === undefined,
  CONTAINS_TOKEN: (value, { low }) => value !== undefined && hasToken(value, low),
  NOT_CONTAINS_TOKEN: (value, { low }) => value === undefined || !hasToken(value, low),
}

const needsValue = new Set(['EQ', 'NEQ', 'LT', 'LTE', 'GT', 'GTE', 'BETWEEN', 'CONTAINS_TOKEN', 'NOT_CONTAINS_TOKEN'])

function operandsOf({ propertyName, operator, value, highValue, values }: Filter): Operands {
  const isList = operator === 'IN' || operator === 'NOT_IN'
  const lacks = isList ? (values ?? []).length === 0 : needsValue.has(operator) && value === undefined
  if (lacks || (operator === 'BETWEEN' && highValue === undefined)) {
    throw invalid(`Filter on ${propertyName} with operator ${operator} lacks its ${isList ? 'values' : 'value'}`)
  }
  return { low: value ?? '', high: highValue ?? '', list: values ?? [], isList }
}

function lowered({ low, high, ...rest }: Operands): Operands {
  return { ...rest, low: low.toLowerCase(), high: high.toLowerCase() }
}

function equal(one: string, other: string): boolean {
  return one === other || (magnitude(one) !== undefined && magnitude(one) === magnitude(other))
}

/** Whether one of the words is the one sought; `*` stands for any letters. */
function hasToken(value: string, token: string): boolean {
  const pattern = token.toLowerCase().replace(/[.+?^${}()|[\]\\]/g, String.raw`\$&`)
  return new RegExp(`(^|[^\\p{L}\\p{N}])${pattern.replaceAll('*', '.*')}($|[^\\p{L}\\p{N}])`, 'u').test(
    value.toLowerCase(),
  )
}

function magnitude(text: string): number | undefined {
  if (/^[+-]?\d+(\.\d+)?$/.test(text)) return Number(text)
  const time = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(time) ? undefined : time
}
