import { describe, expect, it } from 'vitest'
import type { Answer } from './boxed/job.ts'
import { otherOf, refusalTakes, responseTakes } from './takes.ts'

const about = (id: number, response: Answer['response']): Answer => ({
  method: 'GET',
  endpoint: `things/${id}/owners`,
  query: [],
  body: '',
  status: 200,
  headers: {},
  response,
})
const owners = [1, 2, 3, 4, 5, 6].map((id) => about(id, { owners: [{ name: `Ada ${id}` }] }))

describe('takes', () => {
  it('take first, second and last of answers that are alike', () => {
    const refused = refusalTakes(owners, [{ status: 403, response: {} }])
    expect(refused.map((take) => take.kind === 'refusal' && take.answer)).toEqual([0, 1, 5, 'every'])
    const changed = responseTakes(owners, otherOf(1)).map((take) => take.kind === 'response' && take.answer)
    expect([...new Set(changed)]).toEqual([0, 1, 5])
  })

  it('take every answer that is like no other', () => {
    const answers = [...owners, about(7, { owners: [], cursor: 'x' }), { ...owners[0]!, endpoint: 'things' }]
    const refused = refusalTakes(answers, [{ status: 403, response: {} }])
    expect(refused.map((take) => take.kind === 'refusal' && take.answer)).toEqual([0, 1, 5, 6, 7, 'every'])
  })
})
