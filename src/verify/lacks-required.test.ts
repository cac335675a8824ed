import { describe, expect, it } from 'vitest'
import type { Json } from '../lib/json.ts'
import { lacksRequired } from './lacks-required.ts'

const schema = {
  type: 'object',
  required: ['id', 'note', 'names'],
  properties: {
    id: { type: 'string' },
    note: { anyOf: [{ type: 'string' }, { type: 'null' }] },
    names: { type: 'array', items: { $ref: '#/definitions/Name' } },
    more: { type: 'string' },
  },
}
const definitions = { Name: { type: 'object', required: ['first'], properties: { first: { type: 'string' } } } }
const lacks = (value: Json) => lacksRequired(value, schema, definitions)

describe('an output', () => {
  it('has what its schema demands, whatever else it has not', () => {
    expect(lacks({ id: '1', note: null, names: [] })).toBe(false)
    expect(lacks({ id: '1', note: 'x', names: [{ first: 'Ada' }] })).toBe(false)
    expect(lacksRequired({}, undefined, {})).toBe(false)
  })

  it.each<[string, Json]>([
    ['a field', { note: null, names: [] }],
    ['a value', { id: null, note: null, names: [] }],
    ['a field of an entry', { id: '1', note: null, names: [{ first: 'Ada' }, {}] }],
    ['all of itself', null],
  ])('lacks %s', (_, value) => {
    expect(lacks(value)).toBe(true)
  })
})
