import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parts } from '../../src/rehearsal/parts/index.ts'
import { temporaryDirectory } from '../assay-process.ts'
import { boxHere } from '../box-here.ts'
import { type Comparison, compareRenamed } from './compare-renamed.ts'

const hasAuthor = parts.some(({ name }) => name === 'author')

describe.runIf(boxHere && hasAuthor)('the rehearsal author before APIs whose fields have other names', () => {
  let place: Awaited<ReturnType<typeof temporaryDirectory>>
  beforeAll(async () => {
    place = await temporaryDirectory()
  })
  afterAll(() => place.remove())

  it('builds what it builds under the real ones, or nearly', async () => {
    const compared: Comparison[] = []
    for await (const each of compareRenamed({ limit: 10, seed: 1, concurrency: 2, dir: place.dir })) compared.push(each)
    const own = compared.flatMap(({ accepted }) => accepted).length
    const renamed = compared.flatMap(({ acceptedRenamed }) => acceptedRenamed).length
    const why = compared.flatMap(({ shortfalls }) => shortfalls).join('\n')
    expect(compared).toHaveLength(5)
    expect(own).toBeGreaterThan(5)
    expect(renamed, why).toBeGreaterThanOrEqual(own - 1)
  }, 1_200_000)
})
