import { expect, it } from 'vitest'
import { marksOf } from './items.ts'
import type { Field } from './read-page.ts'

const field = (name: string, text: string): Field => ({
  name,
  type: 'string',
  required: false,
  inPath: false,
  inHeader: false,
  text,
  fields: [],
})
const boats = [
  { hull: 'wood', plum: 'b-71', grove: 12, said: 'A fine boat', built: '2024-03-01', tarn: 'x-1' },
  { hull: 'wood', plum: 'b-72', grove: 15, said: 'Another boat', built: '2024-04-01', tarn: 'x-2' },
]

it('tells by their values which fields name a thing', () => {
  expect(marksOf(boats, [])).toEqual(['plum', 'grove', 'tarn'])
})

it('believes first what the reference says', () => {
  expect(marksOf(boats, [field('tarn', 'Identifier of the boat.')])).toEqual(['tarn', 'plum', 'grove'])
})

it('finds none where things are all alike', () => {
  expect(marksOf([boats[0]!, boats[0]!], [])).toEqual([])
})
