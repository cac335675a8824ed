import { describe, expect, it } from 'vitest'
import { interaction } from '../../test/samples.ts'
import { sha256 } from '../lib/sha256.ts'
import { changesBetween, goingOn } from './changes.ts'
import type { Plan } from './plan.ts'
import type { Skill } from './skill.ts'

const [send, list] = [interaction('slack/send'), interaction('slack/list')]
const before: Plan = {
  upstream: 'embedded',
  interactions: [send, list],
  ladders: { [send.id]: ['a/one'], [list.id]: ['a/one'] },
  providers: {},
  budget: { attempts: 3, usd: 5 },
  scopes: {},
}

describe('a spec that is another than the plan of a run', () => {
  it('is no change when only the order of keys differs', () => {
    const now = { ...before, budget: { usd: 5, attempts: 3 }, interactions: [{ ...list }, { ...send }] }
    expect(changesBetween(before, now)).toEqual({ added: [], removed: [], changed: [], ladders: [], whole: [] })
  })

  it('is told by what was added, taken out and changed', () => {
    const now: Plan = {
      ...before,
      interactions: [{ ...send, does: 'Sends it', input: { a: 1 } }, interaction('slack/new')],
      ladders: { [send.id]: ['a/two'] },
      budget: { attempts: 3 },
    }
    expect(changesBetween(before, now)).toEqual({
      added: ['slack/new'],
      removed: ['slack/list'],
      changed: [{ id: 'slack/send', what: ['does', 'input'] }],
      ladders: ['slack/send'],
      whole: ['budget'],
    })
  })

  it('keeps the skills that the run began with', () => {
    const skill = (text: string): Skill => ({
      name: 'naming',
      description: 'How',
      sha256: sha256(text),
      files: [{ path: 'SKILL.md', text }],
    })
    const [begun, now] = [
      { ...before, skills: [skill('old')] },
      { ...before, skills: [skill('new')] },
    ]
    expect(changesBetween(begun, { ...before, skills: [skill('old')] }).whole).toEqual([])
    expect(changesBetween(begun, now).whole).toEqual(['skills'])
    expect(goingOn(begun, now).skills).toEqual(begun.skills)
  })

  it('says who builds and for how much, not what is built', () => {
    const now: Plan = {
      ...before,
      interactions: [{ ...send, does: 'Sends it' }],
      ladders: { [send.id]: ['a/two'] },
      providers: { a: { url: 'http://127.0.0.1:1' } },
      budget: { attempts: 5 },
    }
    expect(goingOn(before, now)).toEqual({
      ...before,
      ladders: { [send.id]: ['a/two'], [list.id]: ['a/one'] },
      providers: now.providers,
      budget: now.budget,
    })
  })
})
