import { dateOf, serialOf } from '../cells/serial-date.ts'
import {
  compared,
  type Fault,
  isFault,
  isMatrix,
  numberOf,
  type Operand,
  single,
  textOf,
  truthOf,
  type Value,
} from './values.ts'

type Function = (args: readonly Operand[]) => Value

/** By their names; operators too. `IF` and its like, which do not look at all of their arguments, are not among them. */
export const functions: Readonly<Record<string, Function>> = {
  '+': numeric((a, b) => a + b),
  '-': numeric((a, b) => a - b),
  '*': numeric((a, b) => a * b),
  '/': numeric((a, b) => (b === 0 ? { fault: '#DIV/0!' } : a / b)),
  '^': numeric((a, b) => a ** b),
  '%': numeric((a) => a / 100),
  'sign-': numeric((a) => -a),
  'sign+': ([operand = null]) => single(operand),
  '&': (args) => joined(args, ''),
  '=': comparing((order) => order === 0),
  '<>': comparing((order) => order !== 0),
  '<': comparing((order) => order < 0),
  '>': comparing((order) => order > 0),
  '<=': comparing((order) => order <= 0),
  '>=': comparing((order) => order >= 0),
  SUM: overNumbers((numbers) => numbers.reduce((sum, number) => sum + number, 0)),
  PRODUCT: overNumbers((numbers) => numbers.reduce((product, number) => product * number, 1)),
  AVERAGE: overNumbers((numbers) =>
    numbers.length === 0 ? { fault: '#DIV/0!' } : numbers.reduce((sum, number) => sum + number, 0) / numbers.length,
  ),
  MIN: overNumbers((numbers) => numbers.reduce((least, number) => Math.min(least, number), numbers[0] ?? 0)),
  MAX: overNumbers((numbers) => numbers.reduce((most, number) => Math.max(most, number), numbers[0] ?? 0)),
  COUNT: (args) => flat(args).filter((value) => typeof value === 'number').length,
  COUNTA: (args) => flat(args).filter((value) => value !== null).length,
  COUNTBLANK: (args) => flat(args).filter((value) => value === null || value === '').length,
  ABS: numeric((a) => Math.abs(a)),
  INT: numeric((a) => Math.floor(a)),
  SQRT: numeric((a) => (a < 0 ? { fault: '#NUM!' } : Math.sqrt(a))),
  POWER: numeric((a, b) => a ** b),
  MOD: numeric((a, b) => (b === 0 ? { fault: '#DIV/0!' } : a - b * Math.floor(a / b))),
  ROUND: numeric((a, places) => (Math.sign(a) * Math.round(Math.abs(a) * 10 ** places)) / 10 ** places),
  AND: overTruths((truths) => truths.every(Boolean)),
  OR: overTruths((truths) => truths.some(Boolean)),
  NOT: overTruths((truths) => !truths[0]),
  CONCATENATE: (args) => joined(flat(args), ''),
  CONCAT: (args) => joined(args, ''),
  JOIN: ([mark = '', ...rest]) => {
    const text = textOf(mark)
    return isFault(text) ? text : joined(flat(rest), text)
  },
  LEN: textual((text) => text.length),
  UPPER: textual((text) => text.toUpperCase()),
  LOWER: textual((text) => text.toLowerCase()),
  TRIM: textual((text) => text.trim().replaceAll(/ +/g, ' ')),
  LEFT: textual((text, count = 1) => text.slice(0, count)),
  RIGHT: textual((text, count = 1) => (count === 0 ? '' : text.slice(-count))),
  MID: textual((text, start = 1, count = 0) => text.slice(start - 1, start - 1 + count)),
  DATE: numeric((year, month, day) => serialOf(year, 1, 1)! + dayOfYear(year, month, day)),
  YEAR: numeric((a) => dateOf(a).getUTCFullYear()),
  MONTH: numeric((a) => dateOf(a).getUTCMonth() + 1),
  DAY: numeric((a) => dateOf(a).getUTCDate()),
  ISBLANK: ([operand = null]) => single(operand) === null,
  PI: () => Math.PI,
}

function numeric(compute: (a: number, b: number, c: number) => number | Fault): Function {
  return (args) => {
    const numbers: number[] = []
    for (const operand of args) {
      const number = numberOf(operand)
      if (isFault(number)) return number
      numbers.push(number)
    }
    const [a = 0, b = 0, c = 0] = numbers
    const result = compute(a, b, c)
    return typeof result === 'number' && !Number.isFinite(result) ? { fault: '#NUM!' } : result
  }
}

function comparing(holds: (order: number) => boolean): Function {
  return ([one = null, other = null]) => {
    const [a, b] = [single(one), single(other)]
    if (isFault(a)) return a
    return isFault(b) ? b : holds(compared(a, b))
  }
}

/** In ranges only numbers count; an argument of its own has to be one. */
function overNumbers(compute: (numbers: readonly number[]) => number | Fault): Function {
  return (args) => {
    const values = args.flatMap((operand) =>
      isMatrix(operand)
        ? operand.flat().filter((value) => typeof value === 'number' || isFault(value))
        : [numberOf(operand)],
    )
    return values.find(isFault) ?? compute(values.filter((value) => typeof value === 'number'))
  }
}

function overTruths(compute: (truths: readonly boolean[]) => boolean): Function {
  return (args) => {
    const truths = flat(args)
      .filter((value) => value !== null)
      .map(truthOf)
    return truths.find(isFault) ?? compute(truths.filter((truth) => typeof truth === 'boolean'))
  }
}

function textual(compute: (text: string, a?: number, b?: number) => string | number): Function {
  return ([operand = '', ...rest]) => {
    const text = textOf(operand)
    const numbers = rest.map(numberOf)
    const fault = [text, ...numbers].find((value) => isFault(value))
    return fault ?? compute(text as string, ...(numbers as number[]))
  }
}

function joined(args: readonly Operand[], mark: string): string | Fault {
  const texts = args.map(textOf)
  return texts.find(isFault) ?? texts.join(mark)
}

function flat(args: readonly Operand[]): Value[] {
  return args.flatMap((operand) => (isMatrix(operand) ? operand.flat() : [operand]))
}

function dayOfYear(year: number, month: number, day: number): number {
  return Math.round((Date.UTC(year, month - 1, day) - Date.UTC(year, 0, 1)) / 86_400_000)
}
