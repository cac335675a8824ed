import { describe, expect, it } from 'vitest'
import { hear } from './hear.ts'
import { juries } from './juries.ts'
import { cataloguedOperations } from './operations.ts'

describe.each(juries)("the vendor's own client of $api", (jury) => {
  const touched = new Set<string>()

  it.each([...jury.judges])('finds it as it knows it: $name', async (judge) => {
    const opinion = await hear(jury, judge)
    for (const operation of opinion.touched) touched.add(operation)
    expect(opinion.complaints).toEqual([])
  })

  // Of all that its judges did above.
  it('performs every operation of the catalogue that it has', () => {
    const never = cataloguedOperations(jury.api).filter((operation) => !touched.has(operation))
    expect(never).toEqual(Object.keys(jury.lacks ?? {}))
  })
})
