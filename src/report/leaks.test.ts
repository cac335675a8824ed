import { describe, expect, it } from 'vitest'
import { recorded } from '../../test/samples.ts'
import { leaksOf, settingsLeft } from './leaks.ts'

const api = 'toy'
const address = 'https://api.example/v1/settings'
const of = { api, interaction: 'toy/a', attempt: 1 }
const kept = { kind: 'setting-kept', ...of, address, method: 'PATCH', before: { size: 3 }, sent: { size: 4 } } as const
const sent = { kind: 'write-sent', ...of, write: 'w', method: 'PATCH', address } as const
const answered = { kind: 'write-answered', ...of, write: 'w', made: [], effect: 'changed' } as const
const gone = { kind: 'thing-gone', api, address } as const

describe('a setting of a live account', () => {
  it('is known with its state where the run was cut off, answered or not', () => {
    for (const entries of [
      [kept, sent],
      [kept, sent, answered],
    ]) {
      expect(settingsLeft(recorded(...entries))).toMatchObject([{ address, before: { size: 3 } }])
      expect(leaksOf(recorded(...entries))).toHaveLength(1)
    }
  })

  it('is no leak once it was put back, whoever did it', () => {
    for (const entries of [
      [kept, sent, gone],
      [kept, sent, answered, gone],
    ]) {
      expect(settingsLeft(recorded(...entries))).toEqual([])
      expect(leaksOf(recorded(...entries))).toEqual([])
    }
  })

  it('is not put back again where that was tried, and is told with the reason', () => {
    const left = { kind: 'thing-left', api, address, because: 'the API answered 500' } as const
    expect(settingsLeft(recorded(kept, sent, answered, left))).toEqual([])
    expect(leaksOf(recorded(kept, sent, answered, left))).toMatchObject([{ because: 'the API answered 500' }])
  })
})
