import { describe, expect, it } from 'vitest'
import { runFacts, sampleRun } from '../test/samples.ts'
import { outlookOf } from './outlook.ts'
import type { Plan } from './plan/plan.ts'
import type { Recorded } from './record/entry.ts'
import { standingIn } from './record/standing.ts'
import { entriesOf } from './report/entries-of.ts'
import type { Survey } from './survey-run.ts'

const whole = sampleRun()
const interactions = entriesOf(whole, 'planned').flatMap(({ entry }) => entry.interactions)
const plan: Plan = {
  upstream: 'embedded',
  interactions,
  ladders: Object.fromEntries(interactions.map(({ id }) => [id, ['rehearsal/honest']])),
  providers: {},
  budget: { attempts: 3 },
  scopes: {},
}

function surveyOf(recorded: readonly Recorded[]): Survey {
  return {
    facts: runFacts(),
    plan,
    means: { ...plan, concurrency: 4 },
    standings: Object.fromEntries(interactions.map(({ id }) => [id, standingIn(recorded, id)])),
    notAssembled: [],
    usd: {},
    heldThen: [],
    things: {},
    settings: {},
    isUncleared: false,
    spend: { usd: 0, inputTokens: 0, outputTokens: 0, cachedTokens: 0 },
    ended: 'cut off',
  }
}

describe('going on with a run that was cut off after any entry', () => {
  const cuts = whole.map((_, length) => whole.slice(0, length))

  it('takes every interaction up once: kept, begun again, or started', () => {
    for (const recorded of cuts) {
      const { keeps, again, starts } = outlookOf(surveyOf(recorded), plan)
      const all = [...keeps, ...again.map(({ id }) => id), ...starts]
      expect(all.toSorted()).toEqual(interactions.map(({ id }) => id).toSorted())
    }
  })

  it('keeps whatever a settling entry decided, and counts every attempt that was judged', () => {
    for (const recorded of cuts) {
      const { keeps, again } = outlookOf(surveyOf(recorded), plan)
      for (const { entry } of entriesOf(recorded, 'settled')) expect(keeps).toContain(entry.interaction)
      for (const { id, attempt } of again) {
        const judged = entriesOf(recorded, 'judged').filter(
          ({ entry }) => entry.interaction === id && entry.verdict.artefact !== 'undecided',
        )
        expect(attempt).toBe(judged.length + 1)
      }
    }
  })
})
