import { expect, it } from 'vitest'
import { choicesIn } from './made-up.ts'

it('gives all rights away last of all', () => {
  const field = {
    name: 'role',
    type: '"owner" | "reader" | "writer"',
    required: false,
    inPath: false,
    inHeader: false,
    text: '',
    fields: [],
  }
  expect(choicesIn(field)).toEqual(['reader', 'writer', 'owner'])
})
