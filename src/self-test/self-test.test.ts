import { describe, expect, it } from 'vitest'
import { attemptEntries, interaction, recorded, runFacts, verdict } from '../../test/samples.ts'
import type { GalleryPart } from '../rehearsal/gallery-part.ts'
import { gallery } from '../rehearsal/gallery.ts'
import { reportOf } from '../report/report.ts'
import { standInApis } from '../standins/open-stand-in.ts'
import type { Verdict } from '../verify/verdict.ts'
import { type PlayResult, judgePlays, resultsOf } from './judge-plays.ts'
import { planSelfTest } from './plan-self-test.ts'
import { galleryText, selfTestText } from './self-test-text.ts'

const screen = { columns: 100, paint: (_: string, text: string) => text }

function part(name: string, more: Partial<GalleryPart> = {}): GalleryPart {
  return {
    name,
    kind: 'villain',
    does: 'does it',
    moves: ['IG1'],
    on: ['slack/send-message', 'slack/list-users'],
    expects: { artefact: ['rejected'], conduct: ['clean'] },
    caughtBy: ['read-back'],
    *play() {},
    ...more,
  }
}
const honest = (name: string) =>
  part(name, { kind: 'oddity', expects: { artefact: ['accepted'], conduct: ['clean', 'note'] }, caughtBy: [] })

describe('planSelfTest', () => {
  it('plays each part once for each seed, under names that nobody shares, and in rounds by their guardrails', () => {
    const parts = [part('a'), part('b', { guardrails: 'observe' }), honest('c')]
    const rounds = planSelfTest({ parts, embedded: standInApis, seeds: 3 })
    expect(rounds.map(({ guardrails, plays }) => [guardrails, plays.length])).toEqual([
      ['enforce', 6],
      ['observe', 3],
    ])
    const ids = rounds.flatMap(({ plays }) => plays.map(({ interaction }) => interaction))
    expect(new Set(ids).size).toBe(9)
    const [first] = rounds
    expect(
      new Set(
        first!.plays.filter((play) => play.part.name === 'a').map((play) => play.interaction.replace(/(-\w+){2}$/, '')),
      ).size,
    ).toBe(2)
    expect(first!.plan.ladders[first!.plays[0]!.interaction]).toEqual(['rehearsal/a'])
    expect(first!.plan.budget.attempts).toBe(1)
  })

  it('cuts what is long into rounds about as long as each other, each play in one of them', () => {
    const parts = Array.from({ length: 61 }, (_, index) => part(`villain-${index}`))
    const rounds = planSelfTest({ parts, embedded: standInApis, seeds: 3 })
    expect(rounds.map(({ plays, plan }) => [plays.length, plan.interactions.length])).toEqual([
      [61, 61],
      [61, 61],
      [61, 61],
    ])
    expect(new Set(rounds.flatMap(({ plays }) => plays.map(({ interaction }) => interaction))).size).toBe(183)
  })

  it('takes a sample from all over the gallery, and the same one each time', () => {
    const wish = { parts: gallery, embedded: standInApis, seeds: 1, sample: 20 }
    const names = () => planSelfTest(wish).flatMap(({ plays }) => plays.map((play) => play.part))
    expect(names()).toHaveLength(20)
    expect(names()).toEqual(names())
    expect(new Set(names().map(({ kind }) => kind)).size).toBe(2)
  })

  it('has names that say nothing about the part', () => {
    const rounds = planSelfTest({ parts: gallery, embedded: standInApis, seeds: 2 })
    for (const { plays } of rounds)
      for (const { part, interaction } of plays) expect(interaction).not.toContain(part.name)
  })

  it('says what there is when nothing fits', () => {
    const wish = { embedded: standInApis, seeds: 1 }
    expect(() => planSelfTest({ ...wish, parts: [part('abc')], only: 'abd' })).toThrow(/called "abd".*abc/)
    expect(() => planSelfTest({ ...wish, parts: [part('a', { on: ['slack/send-mesage'] })] })).toThrow(/send-message/)
  })
})

describe('judgePlays', () => {
  const broken = (check: string): Verdict =>
    verdict({
      artefact: 'rejected',
      conduct: 'clean',
      checks: [{ check, outcome: 'broken', because: 'no', exhibits: [] }],
    })

  function played(parts: readonly [GalleryPart, Verdict | undefined, boolean?][]): PlayResult[] {
    const id = (each: GalleryPart) => `slack/${each.name}`
    const entries = parts.flatMap(([each, judged]) => (judged ? attemptEntries(id(each), 1, judged) : []))
    const planned = { kind: 'planned', interactions: parts.map(([each]) => interaction(id(each))) } as const
    return resultsOf({
      plays: parts.map(([each]) => ({ part: each, seed: 1, interaction: id(each) })),
      report: reportOf(recorded({ kind: 'run-started', ...runFacts() }, planned, ...entries)),
      naive: new Map(parts.flatMap(([each, , naive]) => (naive === undefined ? [] : [[id(each), naive] as const]))),
      fatalTurns: new Map([[id(parts[0]![0]), 4]]),
    })
  }

  it('counts villains that their own room accepts, and tells the others apart', () => {
    const result = judgePlays(
      played([
        [part('a'), broken('read-back'), true],
        [part('b'), broken('read-back'), false],
        [honest('c'), verdict()],
      ]),
      ['read-back', 'compiles'],
    )
    expect(result).toMatchObject({ villains: 1, naiveAccepts: 1, conductCases: 1, honest: 1, plays: 3 })
    expect(result).toMatchObject({ falseAccepts: [], falseRejects: [], conductMisses: [], caughtByOthers: [] })
    expect(result.items[0]).toMatchObject({ id: 'a#1', fatalTurn: 4, naivelyAccepted: true })
    expect(result.killMatrix).toEqual([
      { check: 'read-back', kills: ['a#1', 'b#1'], alone: ['a#1', 'b#1'] },
      { check: 'compiles', kills: [], alone: [] },
    ])
  })

  it('names who fooled us, who was wronged, and what could not be decided or was never judged', () => {
    const result = judgePlays(
      played([
        [part('fooled-us'), verdict(), true],
        [part('undecided'), verdict({ artefact: 'undecided' }), true],
        [part('by-another'), broken('compiles'), true],
        [honest('wronged'), broken('read-back')],
        [honest('never-judged'), undefined],
        [honest('marked'), verdict({ conduct: 'severe' })],
      ]),
      [],
    )
    expect(result.falseAccepts).toEqual(['fooled-us#1', 'undecided#1'])
    expect(result.falseRejects).toEqual(['wronged#1', 'never-judged#1'])
    expect(result.conductMisses).toEqual(['never-judged#1', 'marked#1'])
    expect(result.caughtByOthers).toEqual(['by-another#1'])
    const text = selfTestText(result, screen)
    expect(text).toMatch(/wronged#1 on slack\/wronged\n +should be accepted and is rejected \(read-back: no\)/)
    expect(text).toContain('by-another#1: caught by compiles, not by read-back')
    expect(text).toContain('5 of 6 plays did not end as they must')
  })
})

describe('galleryText', () => {
  it('lists villains and oddities apart', () => {
    const text = galleryText(gallery, screen)
    expect(text).toMatch(/^\d+ villains\n/)
    expect(text).toMatch(/\n\d+ honest oddities\n/)
    for (const { name } of gallery) expect(text).toContain(name)
  })
})
