import { describe, expect, it } from 'vitest'
import { mutated, mutationsOf } from './mutations.ts'

function mutants(source: string, operator: string): string[] {
  return mutationsOf('sample.ts', source)
    .filter((mutation) => mutation.operator === operator)
    .map((mutation) => mutated(source, mutation))
}

describe('mutations', () => {
  it.each<[operator: string, source: string, mutants: string[]]>([
    ['change a status', 'f(() => [200, body])', ['f(() => [201, body])']],
    ['drop a property', 'f({ a: 1, ...rest })', ['f({  ...rest })', 'f({ a: 1,  })']],
    [
      'rename a key',
      "f({ a, b: 1, 'c d': 2 })",
      ["f({ a, bRenamed: 1, 'c d': 2 })", 'f({ a, b: 1, "c d-renamed": 2 })'],
    ],
    ['negate a condition', 'if (a) b(); else c()', ['if (!(a)) b(); else c()']],
    ['swap and and or', 'f(a && b)', ['f((a) || (b))']],
    ['swap a comparison', 'f(a < b)', ['f(a <= b)']],
    ['be off by one', 'f(a.slice(start, 7))', ['f(a.slice((start) + 1, 7))', 'f(a.slice(start, (7) + 1))']],
    [
      'ignore an argument',
      "f(args['name'], query.get('id'))",
      ["f(undefined, query.get('id'))", "f(args['name'], null)"],
    ],
    ['drop a write', 'state.last = 1; list.push(2); f()', ['; list.push(2); f()', 'state.last = 1; ; f()']],
    ['return nothing', 'function f() { return 1 }', ['function f() { return undefined }']],
    ['empty a list', "f(['a'])", ['f([])']],
    ['skip a filter or an order', 'f(all.filter(isOn))', ['f(all)']],
  ])('%s', (operator, source, expected) => {
    expect(mutants(source, operator)).toEqual(expected)
  })

  it('leave types and imports alone', () => {
    expect(
      mutationsOf('sample.ts', "import { a } from './b.ts'\ntype T = { a: 1 | 'x'; b: ['c'] }\ninterface I { d: 2 }"),
    ).toEqual([])
    expect(mutants('const a = b as { c: 200 }\nf(d as 200)', 'change a status')).toEqual([])
  })
})
