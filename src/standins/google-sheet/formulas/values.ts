/** What a cell or a formula has come to; null is an empty cell. */
export type Value = number | string | boolean | null | Fault

/** Such as `#DIV/0!`. */
export interface Fault {
  readonly fault: string
}

/** The values of a range, row by row. */
export type Matrix = readonly (readonly Value[])[]
export type Operand = Value | Matrix

export function isMatrix(operand: Operand): operand is Matrix {
  return Array.isArray(operand)
}

export function isFault(value: Operand): value is Fault {
  return typeof value === 'object' && value !== null && !isMatrix(value)
}

/** One value: of a range its only one. */
export function single(operand: Operand): Value {
  if (!isMatrix(operand)) return operand
  return operand.length === 1 && operand[0]?.length === 1 ? (operand[0][0] ?? null) : { fault: '#VALUE!' }
}

export function numberOf(operand: Operand): number | Fault {
  const value = single(operand)
  if (isFault(value)) return value
  if (typeof value === 'number') return value
  if (value === null) return 0
  if (typeof value === 'boolean') return value ? 1 : 0
  return value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : { fault: '#VALUE!' }
}

export function textOf(operand: Operand): string | Fault {
  const value = single(operand)
  if (isFault(value)) return value
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
  return value === null ? '' : typeof value === 'number' ? String(Number(value.toPrecision(15))) : value
}

export function truthOf(operand: Operand): boolean | Fault {
  const value = single(operand)
  if (isFault(value) || typeof value === 'boolean') return value
  if (typeof value === 'string') return /^(true|false)$/i.test(value) ? /^true$/i.test(value) : { fault: '#VALUE!' }
  return value !== null && value !== 0
}

/** Numbers go before texts, texts before truths; texts are compared without regard to case. */
export function compared(one: Value, other: Value): number {
  const [a, b] = [one ?? emptyLike(other), other ?? emptyLike(one)]
  const [rankOne, rankOther] = [rankOf(a), rankOf(b)]
  if (rankOne !== rankOther) return rankOne - rankOther
  if (typeof a === 'string' && typeof b === 'string') {
    const [x, y] = [a.toLowerCase(), b.toLowerCase()]
    return x < y ? -1 : x > y ? 1 : 0
  }
  return Number(a) - Number(b)
}

function emptyLike(value: Value): Value {
  return typeof value === 'string' ? '' : typeof value === 'boolean' ? false : 0
}

function rankOf(value: Value): number {
  return typeof value === 'number' ? 0 : typeof value === 'string' ? 1 : 2
}
