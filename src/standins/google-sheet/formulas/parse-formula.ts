import { Lacking } from '../requests/refusals.ts'
import type { Reference } from './references.ts'
import { type Token, tokensOf } from './tokens.ts'

export type Expression =
  | { readonly kind: 'value'; readonly value: number | string | boolean }
  | { readonly kind: 'fault'; readonly fault: string }
  | { readonly kind: 'reference'; readonly reference: Reference }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: 'nothing' }

/** Undefined when it is not written as a formula. Operators are calls, such as `+`. */
export function parseFormula(formula: string): Expression | undefined {
  const tokens = tokensOf(formula)?.filter(({ kind }) => kind !== 'space')
  if (!tokens) return undefined
  if (tokens.filter(({ text }) => text === '(' || text === '-').length > 200)
    throw new Lacking('a formula as deep as this')
  const state: Parsing = { tokens, isBroken: false }
  const expression = parseLevel(state, 0)
  return state.isBroken || state.tokens.length > 0 ? undefined : expression
}

interface Parsing {
  readonly tokens: Token[]
  isBroken: boolean
}

const levels: readonly (readonly string[])[] = [['=', '<>', '<', '>', '<=', '>='], ['&'], ['+', '-'], ['*', '/'], ['^']]

function parseLevel(state: Parsing, level: number): Expression {
  const operators = levels[level]
  if (!operators) return parseSigned(state)
  let left = parseLevel(state, level + 1)
  for (let operator = take(state, operators); operator !== undefined; operator = take(state, operators)) {
    left = { kind: 'call', name: operator, args: [left, parseLevel(state, level + 1)] }
  }
  return left
}

function parseSigned(state: Parsing): Expression {
  const sign = take(state, ['-', '+'])
  if (sign !== undefined) return { kind: 'call', name: `sign${sign}`, args: [parseSigned(state)] }
  let operand = parseOperand(state)
  while (take(state, ['%']) !== undefined) operand = { kind: 'call', name: '%', args: [operand] }
  return operand
}

function parseOperand(state: Parsing): Expression {
  const token = state.tokens.shift()
  if (token?.kind === 'number') return { kind: 'value', value: Number(token.text) }
  if (token?.kind === 'text') return { kind: 'value', value: token.text.slice(1, -1).replaceAll('""', '"') }
  if (token?.kind === 'fault') return { kind: 'fault', fault: token.text }
  if (token?.kind === 'reference') return { kind: 'reference', reference: token.reference }
  if (token?.kind === 'name') return parseName(state, token.text)
  if (token?.text === '{') throw new Lacking('an array in a formula')
  const inner = token?.text === '(' ? parseLevel(state, 0) : undefined
  if (inner && take(state, [')']) !== undefined) return inner
  return broken(state)
}

function parseName(state: Parsing, name: string): Expression {
  if (take(state, ['(']) !== undefined) return { kind: 'call', name: name.toUpperCase(), args: parseArguments(state) }
  if (/^(true|false)$/i.test(name)) return { kind: 'value', value: name.toLowerCase() === 'true' }
  return { kind: 'name', name }
}

function parseArguments(state: Parsing): Expression[] {
  if (take(state, [')']) !== undefined) return []
  const args: Expression[] = []
  do args.push(isNext(state, [',', ';', ')']) ? { kind: 'nothing' } : parseLevel(state, 0))
  while (take(state, [',', ';']) !== undefined)
  return take(state, [')']) === undefined ? [broken(state)] : args
}

function broken(state: Parsing): Expression {
  state.isBroken = true
  return { kind: 'nothing' }
}

function isNext({ tokens }: Parsing, operators: readonly string[]): boolean {
  const [token] = tokens
  return token?.kind === 'operator' && operators.includes(token.text)
}

function take(state: Parsing, operators: readonly string[]): string | undefined {
  return !state.isBroken && isNext(state, operators) ? state.tokens.shift()?.text : undefined
}
