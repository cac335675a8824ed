import { describe, expect, it } from 'vitest'
import { contentOf, proverOf } from './content-parts.ts'
import { differencesBetween } from './plan/content-parts.ts'
import type { Plan } from './plan/plan.ts'
import { interaction, runFacts } from '../test/samples.ts'

const { versions } = runFacts()

function contentIn(api: string, over: Partial<Plan> = {}) {
  const id = `${api}/do-it`
  const plan: Plan = {
    upstream: 'embedded',
    interactions: [interaction(id)],
    ladders: { [id]: ['a/b'] },
    providers: {},
    budget: { attempts: 3 },
    scopes: {},
    ...over,
  }
  return contentOf({ plan, versions })[id] ?? {}
}

describe('what a proof depends on', () => {
  it('is the same for the same, in whatever order scopes are named', () => {
    const one = contentIn('slack', { scopes: { slack: ['a', 'b'] } })
    const other = contentIn('slack', { scopes: { slack: ['b', 'a'] }, budget: { attempts: 1 } })
    expect(differencesBetween(one, other)).toEqual([])
  })

  it('has the pages and the stand-in of its own API alone', () => {
    const named = differencesBetween(contentIn('slack'), contentIn('hubspot'))
    expect(named).toEqual(['the reference pages of its API', 'the stand-in of its API'])
  })

  it('has no stand-in where a live account answers', () => {
    expect(Object.keys(contentIn('slack', { upstream: 'direct' }))).not.toContain('stand-in')
  })

  it('agrees with what proving it again depends on', () => {
    expect(contentIn('slack')).toMatchObject(proverOf('slack', 'embedded', versions))
  })

  it('names a part that this version does not know', () => {
    expect(differencesBetween({ sentence: 'a', weather: 'x' }, { sentence: 'a' })).toEqual(['weather'])
  })
})
