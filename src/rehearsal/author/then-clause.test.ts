import { expect, it } from 'vitest'
import { thenIn } from './then-clause.ts'

it('takes what is done first and what is done with it then', () => {
  expect(
    thenIn('Build a crate by its size first, then put the given shoes into it, and burn it should that fail.'),
  ).toEqual({
    first: { does: 'Build a crate by its size.', name: 'build-crate' },
    next: { does: 'Put the given shoes into a crate.', name: 'update-shoe' },
    thing: 'crate',
    undo: 'burn',
  })
})

it('is nothing where the second has nothing to do with the first', () => {
  expect(thenIn('Close the shop, then list the boxes.')).toBeUndefined()
  expect(thenIn('List the boxes that were sold since then.')).toBeUndefined()
})
