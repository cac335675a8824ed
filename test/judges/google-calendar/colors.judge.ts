import assert from 'node:assert/strict'
import { calendar } from '@googleapis/calendar'
import { clientOptions } from '../google/client.ts'
import type { Judge } from '../jury.ts'

export const colors: Judge = {
  name: 'colors',
  async judge(account) {
    const { colors } = calendar({ version: 'v3', ...clientOptions(account) })
    const { data } = await colors.get()
    assert.equal(data.kind, 'calendar#colors')
    assert.equal(Object.keys(data.calendar ?? {}).length, 24)
    assert.equal(Object.keys(data.event ?? {}).length, 11)
    for (const color of Object.values({ ...data.calendar, ...data.event })) {
      assert.match(`${color.background}${color.foreground}`, /^(#[0-9a-f]{6}){2}$/)
    }
  },
}
