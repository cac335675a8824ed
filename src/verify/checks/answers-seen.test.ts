import { describe, expect, it } from 'vitest'
import type { Json } from '../../lib/json.ts'
import type { ReplayedScene } from '../replay/replay.ts'
import { answer, evidence, freshRun, takeResult, trial } from '../testing/samples.ts'
import { interactionOf } from '../testing/stage-attempt.ts'
import { answersSeen } from './answers-seen.ts'

const result = takeResult()

function examined(response: Json, output: Json, changed: readonly string[] = [], name = 'list-things') {
  const take = { kind: 'response' as const, answer: 0, path: ['items', 0, 'id'], value: 'another' }
  const scene: ReplayedScene = {
    scene: { purpose: 'fresh', answers: [answer({ response })], takes: [{ kind: 'same' }, take] },
    base: { ...result, output: { returned: output, saved: {} } },
    takes: [{ take, result: { ...result, take: 1, outputChanges: changed } }],
  }
  const interaction = interactionOf(`slack/${name}`)
  return answersSeen.examine(
    trial({ evidence: evidence({ interaction }), runs: [freshRun()], replay: { scenes: [scene] } }),
  )
}

describe('answers-seen', () => {
  it('cannot say what is returned where the API had nothing', () => {
    expect(examined({ items: [] }, { items: [] })).toMatchObject({ outcome: 'undecided' })
    expect(examined({}, {})).toMatchObject({ outcome: 'undecided' })
  })

  it('breaks where the API answered something and nothing came out', () => {
    expect(examined({ items: [{ id: 'a' }] }, { items: [] })).toMatchObject({ outcome: 'broken' })
    expect(examined({ id: 'a', name: 'Oak', size: 3 }, {})).toMatchObject({ outcome: 'broken' })
    expect(examined({ items: [{ id: 'a' }] }, { ok: true, items: [] })).toMatchObject({ outcome: 'broken' })
  })

  it('lets pass what came out, even if only once the answer was another', () => {
    expect(examined({ items: [{ id: 'a' }] }, { items: ['a'] })).toEqual({ outcome: 'held' })
    expect(examined({ items: [{ id: 'a' }] }, { items: [] }, ['returned.items.0'])).toEqual({ outcome: 'held' })
    expect(examined({ items: [{ id: 'a', tags: [] }] }, { id: 'a', tags: [] }, ['returned.id'])).toEqual({
      outcome: 'held',
    })
    expect(examined({ items: [{ id: 'a' }] }, { count: 1 })).toEqual({ outcome: 'held' })
  })

  it('asks only those that read', () => {
    expect(examined({}, {}, [], 'show-thing')).toBeDefined()
    const wrote = trial({
      evidence: evidence({
        interaction: interactionOf('slack/clear', { operations: [{ method: 'DELETE', path: 'things' }] }),
      }),
    })
    expect(answersSeen.examine(wrote)).toBeUndefined()
  })
})
