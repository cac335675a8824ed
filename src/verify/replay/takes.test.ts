import { describe, expect, it } from 'vitest'
import { answer } from '../testing/samples.ts'
import type { Answer } from './boxed/job.ts'
import { otherOf, refusalTakes, responseTakes, turnedTakes } from './takes.ts'

const about = (id: number, response: Answer['response']) => answer({ endpoint: `things/${id}/owners`, response })
const owners = [1, 2, 3, 4, 5, 6].map((id) => about(id, { owners: [{ name: `Ada ${id}` }] }))

describe('takes', () => {
  it('take first, second and last of answers that are alike', () => {
    const refused = refusalTakes(owners, [{ status: 403, response: {} }])
    expect(refused.map((take) => take.kind === 'refusal' && take.answer)).toEqual([0, 1, 5, 'every'])
    const changed = responseTakes(owners, otherOf(1)).map((take) => take.kind === 'response' && take.answer)
    expect([...new Set(changed)]).toEqual([0, 1, 5])
  })

  it('take one of the alike for what no other holds', () => {
    const answers = owners.with(3, about(4, { owners: [{ name: 'Ada 4', since: 1980 }] }))
    const refused = refusalTakes(answers, [{ status: 403, response: {} }])
    expect(refused.map((take) => take.kind === 'refusal' && take.answer)).toEqual([0, 1, 3, 5, 'every'])
  })

  it('turn the longest lists of the alike', () => {
    const some = (count: number) => ({
      owners: Array.from({ length: count }, (_, index) => ({ name: `Ada ${index}` })),
    })
    const answers = [2, 1, 3, 4, 2, 3].map((count, id) => about(id, some(count)))
    expect(turnedTakes(answers).map((take) => take.kind === 'turned' && take.answer)).toEqual([3, 2, 5])
  })

  it('take every answer that is like no other', () => {
    const answers = [...owners, about(7, { owners: [], cursor: 'x' }), { ...owners[0]!, endpoint: 'things' }]
    const refused = refusalTakes(answers, [{ status: 403, response: {} }])
    expect(refused.map((take) => take.kind === 'refusal' && take.answer)).toEqual([0, 1, 6, 7, 'every'])
  })
})
