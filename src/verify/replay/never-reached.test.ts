import { describe, expect, it } from 'vitest'
import { playingToolchain } from '../testing/samples.ts'
import { neverReachedIn } from './never-reached.ts'
import { playerOf } from './play-in-box.ts'
import { replay } from './replay.ts'

const source = `import { createAction } from 'nango'
type Id = { id: string }
const action = createAction({
  exec: async (nango, input: Id): Promise<Id> => {
    if (input.id === 'other') {
      await nango.delete({ endpoint: '/things' })
      return { id: 'gone' }
    }
    try {
      return { id: input.id.length > 3 ? 'long' : 'short' }
    } catch {
      throw new Error('never')
    }
  },
})
export default action
`
const code = `"use strict";
var action = {
  type: "action",
  exec: async (nango, input) => {
    if (input.id === "other") {
      await nango.delete({ endpoint: "/things" });
      return { id: "gone" };
    }
    try {
      return { id: input.id.length > 3 ? "long" : "short" };
    } catch {
      throw new Error("never");
    }
  }
};
module.exports.default = action;
`

async function reachedWith(...ids: string[]) {
  const scenes = ids.map((id) => ({
    purpose: 'fresh' as const,
    input: { id },
    answers: [],
    takes: [{ kind: 'same' as const }],
  }))
  const request = { code, name: 'any', provider: 'slack', connection: {}, scenes }
  const { unreached } = await replay(request, playerOf(playingToolchain))
  return neverReachedIn(code, unreached!, source)
}

describe('what was never reached', () => {
  it('is told by lines of the source, with those on which the API is asked', async () => {
    expect(await reachedWith('ab')).toEqual({ lines: [6, 7, 11, 12], inPart: [10], asking: [6] })
    expect(await reachedWith('ab', 'other', 'abcd')).toEqual({ lines: [7, 11, 12], inPart: [], asking: [] })
  })

  it('is not told of what nobody can compare', () => {
    expect(neverReachedIn('a b '.repeat(20_000), [], source)).toBeUndefined()
  })
})
