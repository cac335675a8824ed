import { describe, expect, it } from 'vitest'
import { firstOfEachFirst, openBreakers } from './breakers.ts'
import type { Interaction } from './plan/interaction.ts'
import type { Entry } from './record/entry.ts'

function interaction(id: string): Interaction {
  const [api = '', name = ''] = id.split('/')
  return { id, api, name, kind: 'action', does: '', connection: '', docs: [], operations: [], exempt: [] }
}

const [one, two, three, four] = ['slack/a', 'slack/b', 'slack/c', 'slack/d'].map(interaction) as [
  Interaction,
  Interaction,
  Interaction,
  Interaction,
]

function breakers() {
  const told: Entry[] = []
  return {
    told,
    ...openBreakers(
      (api) => api === 'slack',
      (entry) => told.push(entry),
    ),
  }
}

describe('the first interaction of a live account', () => {
  it('is built alone, and the others after it', async () => {
    const { turn, ended } = breakers()
    expect(await turn(one)).toBe(true)
    let isBegun = false
    const second = turn(two).then((may) => (isBegun = may))
    expect(await turn(interaction('embedded/a'))).toBe(true)
    expect(isBegun).toBe(false)
    ended(one)
    expect(await second).toBe(true)
  })

  it('keeps the others from beginning where its connection is refused, or our side fails', async () => {
    for (const why of ['blocked', 'faulted'] as const) {
      const { turn, ended, told, ...all } = breakers()
      await turn(one)
      all[why](one, 'the API answered 401')
      ended(one)
      expect(await turn(two)).toBe(false)
      expect(told).toMatchObject([
        { kind: 'api-held', api: 'slack', because: expect.stringContaining('first interaction') as string },
      ])
    }
  })

  it('stands before the others, in every account', () => {
    const plan = ['slack/a', 'slack/b', 'hubspot/a', 'hubspot/b'].map(interaction)
    expect(firstOfEachFirst(plan).map(({ id }) => id)).toEqual(['slack/a', 'hubspot/a', 'slack/b', 'hubspot/b'])
  })
})

describe('a connection', () => {
  it('that has blocked three interactions is asked for no more, and says so once', async () => {
    const { turn, ended, blocked, told } = breakers()
    await turn(one)
    ended(one)
    for (const each of [two, two, three]) blocked(each, 'the API answered 401')
    expect(await turn(four)).toBe(true)
    blocked(four, 'the API answered 401')
    blocked(four, 'the API answered 401')
    expect(await turn(interaction('slack/e'))).toBe(false)
    expect(told).toHaveLength(1)
  })
})
