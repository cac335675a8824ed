import { describe, expect, it } from 'vitest'
import { answer } from '../testing/samples.ts'
import { withFewerThings } from './fewer-things.ts'

const teams = Array.from({ length: 20 }, (_, at) => ({ id: `team-${at}x`, name: `Team ${at}` }))
const list = answer({ endpoint: 'teams', response: { teams, total: 20 } })
const membersOf = (at: number, more: object = {}) =>
  answer({ endpoint: `teams/team-${at}x/members`, response: { members: [{ id: `person-${at}y`, ...more }] } })
const all = [list, ...teams.map((_, at) => membersOf(at))]
const ids = (answers: ReturnType<typeof withFewerThings>) =>
  (answers?.[0]?.response as { teams: { id: string }[] } | undefined)?.teams.map(({ id }) => id)

describe('a run with fewer things', () => {
  it('keeps first, second and last, in the list and of what was asked about them', () => {
    const fewer = withFewerThings(all)
    expect(ids(fewer)).toEqual(['team-0x', 'team-1x', 'team-19x'])
    expect(fewer?.map(({ endpoint }) => endpoint)).toEqual([
      'teams',
      'teams/team-0x/members',
      'teams/team-1x/members',
      'teams/team-19x/members',
    ])
  })

  it('keeps whose answer holds something that no other holds', () => {
    const special = all.with(8, membersOf(7, { since: '1980' }))
    expect(ids(withFewerThings(special))).toEqual(['team-0x', 'team-1x', 'team-7x', 'team-19x'])
  })

  it('keeps things about which nothing was asked, and takes all pages of one away', () => {
    const pages = all
      .slice(0, 11)
      .flatMap((each, at) => (at === 0 ? [each] : [each, { ...each, query: [['cursor', 'next'] as const] }]))
    const fewer = withFewerThings(pages)
    expect(ids(fewer)?.slice(-10)).toEqual(teams.slice(10).map(({ id }) => id))
    expect(fewer).toHaveLength(1 + (ids(fewer)!.length - 10) * 2)
  })

  it('finds what is asked about in a query and in a body too', () => {
    const byQuery = teams.map(({ id }) =>
      answer({ endpoint: 'members', query: [['team', id]], response: { members: [] } }),
    )
    expect(withFewerThings([list, ...byQuery])).toHaveLength(4)
    const byBody = teams.map(({ id }) =>
      answer({ method: 'POST', endpoint: 'join', body: JSON.stringify({ team: id }), response: {} }),
    )
    expect(withFewerThings([list, ...byBody])).toHaveLength(4)
  })

  it('is nothing where few were asked about, or none by itself', () => {
    expect(withFewerThings(all.slice(0, 9))).toBeUndefined()
    const together = Array.from({ length: 20 }, (_, page) =>
      answer({ endpoint: 'members', query: [['page', `${page}`]] }),
    )
    expect(withFewerThings([list, ...together])).toBeUndefined()
  })
})
