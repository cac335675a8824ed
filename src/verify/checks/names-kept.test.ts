import { describe, expect, it } from 'vitest'
import { exchange, freshRun, trial } from '../testing/samples.ts'
import { namesKept } from './names-kept.ts'

const returned = (output: object, saved = {}) =>
  ({ kind: 'returned', output: output as never, saved, deleted: {} }) as const

describe('names-kept', () => {
  const answer = {
    ok: true,
    message: { user_id: 'U1', teamId: 'T1', text: 'hi' },
    others: [{ user_id: 'U2', teamId: 'T2' }],
  }
  const examined = (output: object, saved = {}) => {
    const exchanges = [exchange({ responseBody: JSON.stringify(answer) })]
    return namesKept.examine(trial({ runs: [freshRun({ ending: returned(output, saved), exchanges })] }))
  }

  it('breaks where two values have changed their names, in an output, in its lists, and in records', () => {
    expect(examined({ user_id: 'T1', teamId: 'U1' })).toMatchObject({ outcome: 'broken' })
    expect(examined({ items: [{ userId: 'T2', team_id: 'U2' }] })).toMatchObject({ outcome: 'broken' })
    expect(examined({}, { User: [{ id: 'x', user_id: 'T2', teamId: 'U2' }] })).toMatchObject({ outcome: 'broken' })
  })

  it('lets pass what keeps its names, has names of its own, or chooses between objects', () => {
    expect(examined({ user_id: 'U1', teamId: 'T1', text: 'hi' })).toEqual({ outcome: 'held' })
    expect(examined({ author: 'U1', where: 'T1', text: 'U1' })).toEqual({ outcome: 'held' })
    expect(examined({ user_id: 'U1', teamId: 'T2' })).toEqual({ outcome: 'held' })
    expect(examined({ user_id: 'hi', text: 'hi' })).toEqual({ outcome: 'held' })
  })
})
