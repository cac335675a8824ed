import { describe, expect, it } from 'vitest'
import { hear } from './hear.ts'
import { juries } from './juries.ts'

const cases = juries.flatMap((jury) => jury.judges.map((judge) => ({ api: jury.api, name: judge.name, jury, judge })))

describe("the vendors' own clients", () => {
  it.each(cases)('find $api as they know it: $name', async ({ jury, judge }) => {
    expect((await hear(jury, judge)).complaints).toEqual([])
  })
})
