import { describe, expect, it } from 'vitest'
import type { Json } from '../../lib/json.ts'
import { evidence, exchange, freshRun, trial } from '../testing/samples.ts'
import { interactionOf } from '../testing/stage-attempt.ts'
import { recordsStand } from './records-stand.ts'

const sync = evidence({ interaction: interactionOf('google-calendar/sync-events') })

function examined(saved: Json[], deleted: Json[] = [], answered: Json = []) {
  const ending = { kind: 'returned', output: null, saved: { Event: saved }, deleted: { Event: deleted } } as const
  const exchanges = [exchange({ responseBody: JSON.stringify({ items: answered }) })]
  return recordsStand.examine(trial({ evidence: sync, runs: [freshRun({ ending, exchanges })] }))
}

describe('records-stand', () => {
  it('breaks where everything saved is deleted, or saved under a second id', () => {
    expect(examined([{ id: '1', name: 'a' }], [{ id: '1' }])).toMatchObject({ outcome: 'broken' })
    const twice = ['a', 'b'].flatMap((name) => [1, 2].map((of) => ({ id: `${name}${of}`, name })))
    expect(examined(twice)).toMatchObject({ outcome: 'broken' })
  })

  it('lets pass what deletes some, saves the same twice, or has few things to say of each', () => {
    expect(
      examined(
        [
          { id: '1', name: 'a' },
          { id: '2', name: 'b' },
        ],
        [{ id: '2' }],
      ),
    ).toEqual({ outcome: 'held' })
    expect(
      examined([
        { id: '1', name: 'a' },
        { id: '1', name: 'a' },
      ]),
    ).toEqual({ outcome: 'held' })
    expect(
      examined([
        { id: '1', on: true },
        { id: '2', on: true },
      ]),
    ).toEqual({ outcome: 'held' })
    expect(
      examined([
        { id: '1', name: 'a' },
        { id: '2', name: 'a' },
        { id: '3', name: 'b' },
      ]),
    ).toEqual({ outcome: 'held' })
  })

  it('lets pass things that only look alike, and not one thing under two of its names', () => {
    const answered = ['1', '2', '3', '4'].map((id) => ({ id, mail: `${id}@example.com`, on: Number(id) > 2 }))
    const alike = answered.map(({ id, on }) => ({ id, on }))
    expect(examined(alike, [], answered)).toEqual({ outcome: 'held' })
    const twice = [answered[0]!, answered[2]!].flatMap(({ id, mail, on }) =>
      [id, mail].map((each) => ({ id: each, on })),
    )
    expect(examined(twice, [], answered)).toMatchObject({ outcome: 'broken' })
  })
})
