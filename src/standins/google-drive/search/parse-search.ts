import { refuse } from '../../google/refusal.ts'
import { readTokens, takeSign, takeWord, type Token } from './read-tokens.ts'

/** A query as `q` asks it. */
export type Search =
  | { readonly kind: 'and' | 'or'; readonly left: Search; readonly right: Search }
  | { readonly kind: 'not'; readonly of: Search }
  | { readonly kind: 'term'; readonly field: string; readonly operator: string; readonly value: SearchValue }

export type SearchValue = string | boolean | number | { readonly key: string; readonly value: string }

/** What may be asked of a field: which operators, and what kind of value stands beside it. */
export interface Term {
  readonly operators: readonly string[]
  readonly value: 'text' | 'time' | 'flag' | 'number' | 'pair'
}

export type Terms = Readonly<Record<string, Term>>

/** Everything else than a query of these terms is a 400 that blames `q`. */
export function parseSearch(q: string, terms: Terms): Search {
  const tokens = readTokens(q)
  if (!tokens) throw invalidSearch()
  const search = readAll(tokens, terms)
  if (tokens.length > 0) throw invalidSearch()
  return search
}

/** Without an offset a time is read as UTC. */
export function timeOf(text: string): number {
  return Date.parse(/[T ].*(Z|[+-]\d\d:?\d\d)$/i.test(text) || !/[T ]/.test(text) ? text : `${text}Z`)
}

// `and` and `or` are of one rank, read from left to right.
function readAll(tokens: Token[], terms: Terms): Search {
  let left = readOne(tokens, terms)
  for (let word = takeWord(tokens, 'and', 'or'); word !== undefined; word = takeWord(tokens, 'and', 'or')) {
    left = { kind: word === 'and' ? 'and' : 'or', left, right: readOne(tokens, terms) }
  }
  return left
}

function readOne(tokens: Token[], terms: Terms): Search {
  if (takeWord(tokens, 'not') !== undefined) return { kind: 'not', of: readOne(tokens, terms) }
  if (!takeSign(tokens, '(')) return readTerm(tokens, terms)
  const inner = readAll(tokens, terms)
  if (!takeSign(tokens, ')')) throw invalidSearch()
  return inner
}

function readTerm(tokens: Token[], terms: Terms): Search {
  const first = tokens.shift()
  if (first?.kind === 'text') return readMember(tokens, terms, first.text)
  const term = first?.kind === 'word' && Object.hasOwn(terms, first.text) ? terms[first.text] : undefined
  if (!first || !term) throw invalidSearch()
  const field = first.text
  // A flag may stand alone.
  const [next] = tokens
  const alone = next === undefined || next.kind === 'word' || next.text === ')'
  if (term.value === 'flag' && alone) return { kind: 'term', field, operator: '=', value: true }
  const operator = tokens.shift()
  if (!operator || operator.kind === 'text' || operator.text === 'in' || !term.operators.includes(operator.text))
    throw invalidSearch()
  const value = term.value === 'pair' ? readPair(tokens) : readValue(tokens, term)
  return { kind: 'term', field, operator: operator.text, value }
}

/** `'ann@example.com' in owners` */
function readMember(tokens: Token[], terms: Terms, value: string): Search {
  const operator = takeWord(tokens, 'in')
  const field = tokens.shift()
  if (operator === undefined || field?.kind !== 'word' || !terms[field.text]?.operators.includes('in'))
    throw invalidSearch()
  return { kind: 'term', field: field.text, operator, value }
}

function readValue(tokens: Token[], { value }: Term): SearchValue {
  const token = tokens.shift()
  if (value === 'flag' && token?.kind === 'word' && /^(true|false)$/.test(token.text)) return token.text === 'true'
  if (value === 'number' && token?.kind === 'word' && /^\d+$/.test(token.text)) return Number(token.text)
  if (value === 'text' && token?.kind === 'text') return token.text
  if (value === 'time' && token?.kind === 'text' && isTime(token.text)) return token.text
  throw invalidSearch()
}

/** `{ key='a' and value='b' }` */
function readPair(tokens: Token[]): SearchValue {
  if (!takeSign(tokens, '{')) throw invalidSearch()
  const key = readNamed(tokens, 'key')
  if (takeWord(tokens, 'and') === undefined) throw invalidSearch()
  const value = readNamed(tokens, 'value')
  if (!takeSign(tokens, '}')) throw invalidSearch()
  return { key, value }
}

function readNamed(tokens: Token[], name: string): string {
  const isNamed = takeWord(tokens, name) !== undefined && takeSign(tokens, '=')
  const token = tokens.shift()
  if (!isNamed || token?.kind !== 'text') throw invalidSearch()
  return token.text
}

function isTime(text: string): boolean {
  const isWritten = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/i.test(text)
  return isWritten && !Number.isNaN(timeOf(text))
}

function invalidSearch() {
  return refuse(400, { reason: 'invalid', message: 'Invalid Value', parameter: 'q' })
}
