import { describe, expect, it } from 'vitest'
import { functionProof, interaction } from '../test/samples.ts'
import type { FunctionProof } from './prove/project-proof.ts'
import { repairsOf } from './repairs.ts'

const proof = (name: string, more: Partial<FunctionProof>) => functionProof(`slack/${name}`, more)

describe('what is to be repaired', () => {
  it('is what was rejected and the spec still asks for; what only changed, or could not be judged, is left', () => {
    const plan = {
      interactions: ['kept', 'drifted', 'edited', 'dark', 'new'].map((name) => interaction(`slack/${name}`)),
    }
    const drifted = { artefact: 'rejected', because: ['read-back: nothing changed'] } as const
    const edited = { artefact: 'rejected', edited: ['slack/actions/edited.ts'] } as const
    expect(
      repairsOf(plan, [
        proof('kept', { edited: ['slack/actions/kept.ts'] }),
        proof('drifted', drifted),
        proof('edited', edited),
        proof('dark', { artefact: 'undecided', because: ['no fixture'] }),
        proof('foreign', { artefact: 'rejected', because: ['errors-surface'] }),
      ]),
    ).toEqual({
      holds: ['slack/kept'],
      broken: [
        { id: 'slack/drifted', because: drifted.because, edited: [] },
        { id: 'slack/edited', because: [], edited: edited.edited },
      ],
      undecided: [{ id: 'slack/dark', because: ['no fixture'] }],
      notInSpec: [{ id: 'slack/foreign', because: ['errors-surface'] }],
      missing: ['slack/new'],
    })
  })
})
