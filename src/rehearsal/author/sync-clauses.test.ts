import { describe, expect, it } from 'vitest'
import { clausesOf } from './sync-clauses.ts'

describe('clausesOf', () => {
  it.each([
    ['Keep a copy of all boxes, each with its labels.', { main: 'Keep a copy of all boxes.', each: 'labels' }],
    [
      'Keep a copy of all crates, and of all old shelves as crates.',
      { main: 'Keep a copy of all crates.', also: 'old shelves' },
    ],
    [
      'Join every open club and keep a copy of the notes in all of them, answers to notes included.',
      {
        main: 'keep a copy of the notes in all clubs.',
        included: 'answers to notes',
        errand: 'Join every open club',
      },
    ],
    ['Go through all boxes and keep a copy of the labels of each.', { main: 'keep a copy of the labels of each.' }],
    ['Keep a copy of all boxes.', { main: 'Keep a copy of all boxes.' }],
  ])('takes %s apart', (does, clauses) => {
    expect(clausesOf(does)).toEqual(clauses)
  })
})
