import { describe, expect, it } from 'vitest'
import type { Became, TakeResult } from '../replay/boxed/job.ts'
import { takeResult, trial } from '../testing/samples.ts'
import { sameEverywhere } from './same-everywhere.ts'

const result = takeResult()

function examined(elsewhere: Partial<TakeResult>, base: Partial<TakeResult> = {}) {
  const takes = [
    { take: { kind: 'same' } as const, result: { ...result, outputChanges: ['returned.at'] } },
    { take: { kind: 'elsewhere', connectionId: 'oak17' } as const, result: { ...result, ...elsewhere } },
  ]
  const scene = { scene: { purpose: 'fresh', answers: [], takes: [] }, base: { ...result, ...base }, takes } as const
  return sameEverywhere.examine(trial({ replay: { scenes: [scene] } }))?.outcome
}

const became = (place: string, to: string): Partial<TakeResult> => ({
  became: [{ of: 'output', place, from: '"demo"', to } satisfies Became],
})

describe('same-everywhere', () => {
  it('breaks where another connection gets something else', () => {
    expect(examined(became('returned.id', '"1"'))).toBe('broken')
    expect(examined({ end: 'threw' })).toBe('broken')
  })

  it('lets the connection be named, and the time go on', () => {
    expect(examined(became('returned.account', '"oak17"'))).toBe('held')
    expect(examined(became('returned.at', '"2027"'))).toBe('held')
  })

  it('breaks where it asks what tells who runs it, and not for what may come', () => {
    for (const odd of [
      'get getOutput',
      'has isCLI',
      'list its members',
      'get get.toString',
      'set x',
      'make code of a text',
      'read what runs it',
    ])
      expect(examined({}, { odd: [odd] })).toBe('broken')
    expect(examined({}, { odd: ['get flush'] })).toBe('held')
  })
})
