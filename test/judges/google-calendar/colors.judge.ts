import assert from 'node:assert/strict'
import { refused } from '../google/client.ts'
import type { Judge } from '../jury.ts'
import { openAsStranger, openCalendar } from './client.ts'

export const colors: Judge = {
  name: 'colors',
  async judge(account) {
    const { colors } = openCalendar(account)
    const { data } = await colors.get()
    assert.equal(data.kind, 'calendar#colors')
    assert.equal(Object.keys(data.calendar ?? {}).length, 24)
    assert.equal(Object.keys(data.event ?? {}).length, 11)
    for (const color of Object.values({ ...data.calendar, ...data.event })) {
      assert.match(`${color.background}${color.foreground}`, /^(#[0-9a-f]{6}){2}$/)
    }
    await refused(openAsStranger(account).colors.get(), 401, 'authError')
  },
}
