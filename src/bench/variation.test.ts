import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { UserError } from '../lib/user-error.ts'
import { standInApis } from '../standins/open-stand-in.ts'
import { planBench } from './plan-bench.ts'
import { parseVariation, vary } from './variation.ts'

const fixtures = join(import.meta.dirname, '../../test/fixtures/skills')
const plan = planBench({ embedded: standInApis, interactions: 2, seed: 1 })
const varied = (text: string) => vary(plan, parseVariation(text), fixtures)

describe('a variation', () => {
  it('changes the one thing that it names', async () => {
    expect(await varied('none')).toEqual({ plan, guardrails: 'enforce' })
    expect(await varied('guardrails=observe')).toEqual({ plan, guardrails: 'observe' })
    const { plan: other } = await varied('model=rehearsal/honest')
    expect(other).toEqual({ ...plan, ladders: expect.anything() })
    expect(new Set(Object.values(other.ladders).flat())).toEqual(new Set(['rehearsal/honest']))
    const { plan: skilled } = await varied('skills=right')
    expect(skilled).toEqual({ ...plan, skills: [expect.objectContaining({ name: 'before-you-stop' })] })
  })

  it('is the same for a skill and its copy, and another for one that differs in a command', async () => {
    const hashOf = async (text: string) => (await varied(text)).plan.skills?.[0]?.sha256
    expect(await hashOf('skills=same-again')).toBe(await hashOf('skills=right'))
    expect(await hashOf('skills=wrong-command')).not.toBe(await hashOf('skills=right'))
  })

  it.each(['', 'skills', 'skills=', 'skill=right', 'model=one', 'guardrails=no', 'none=1'])('is not %j', (text) => {
    expect(() => parseVariation(text)).toThrow(UserError)
  })
})
