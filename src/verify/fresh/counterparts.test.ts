import { describe, expect, it } from 'vitest'
import { object } from '../testing/samples.ts'
import { castsFor } from './counterparts.ts'

describe('castsFor', () => {
  const role = (key: string) => object('roles', key)
  const user = (key: string, roleId: string) => object('users', key, { roleId })
  const [clerk, ada] = [role('role-clerk'), user('ada', 'role-clerk')]
  const young = [role('role-x'), role('role-y'), user('bo', 'role-x')]
  const keysOf = (casts: Iterable<ReadonlyMap<unknown, { key: string }>>) =>
    [...casts].map((cast) => [...cast.values()].map(({ key }) => key))

  it('keeps relations, unless they are what the input is to make', () => {
    const [objects, old] = [
      [ada, clerk],
      [clerk, ada],
    ]
    expect(keysOf(castsFor(objects, old, young))).toEqual([['bo', 'role-x']])
    expect(keysOf(castsFor(objects, old, young, { loosely: true }))).toEqual([
      ['bo', 'role-x'],
      ['bo', 'role-y'],
    ])
  })

  it('offers what was made again once, though it was seen twice', () => {
    const certain = new Map([[clerk, role('role-y')]])
    expect(keysOf(castsFor([clerk], [clerk], young, { certain }))).toEqual([['role-y'], ['role-x']])
  })
})
