import { describe, expect, it } from 'vitest'
import { hear } from './hear.ts'
import { juries } from './juries.ts'
import { cataloguedOperations } from './operations.ts'

describe.each(juries)("the vendor's own client of $api", (jury) => {
  const touched = new Set<string>()
  let heard = 0

  it.each([...jury.judges])('finds it as it knows it: $name', async (judge) => {
    const opinion = await hear(jury, judge)
    heard++
    for (const operation of opinion.touched) touched.add(operation)
    expect(opinion.complaints).toEqual([])
  })

  it('performs every operation of the catalogue that it has', ({ skip }) => {
    skip(heard < jury.judges.length, 'only some of the judges were asked')
    const never = cataloguedOperations(jury.api).filter((operation) => !touched.has(operation))
    expect(never).toEqual(Object.keys(jury.lacks ?? {}))
  })
})
