import assert from 'node:assert/strict'
import { everyPage, refused } from '../google/client.ts'
import type { Judge } from '../jury.ts'
import { openAsStranger, openCalendar } from './client.ts'

export const settings: Judge = {
  name: 'settings',
  async judge(account) {
    const { settings } = openCalendar(account)
    const { items, pages, last } = await everyPage(
      (pageToken) => settings.list({ maxResults: 3, ...(pageToken && { pageToken }) }),
      ({ items }) => items,
    )
    assert.equal(pages, Math.ceil(items.length / 3))
    assert.equal(new Set(items.map(({ id }) => id)).size, items.length)
    assert.equal(last.kind, 'calendar#settings')
    for (const item of items) assert.deepEqual((await settings.get({ setting: item.id ?? '' })).data, item)
    assert.equal(items.find(({ id }) => id === 'timezone')?.kind, 'calendar#setting')

    const { data: since } = await settings.list({ syncToken: last.nextSyncToken ?? assert.fail('no sync token') })
    assert.deepEqual(since.items, [])
    assert.equal(typeof since.nextSyncToken, 'string')

    await refused(settings.get({ setting: 'nothing' }), 404, 'notFound')
    await refused(settings.list({ pageToken: 'nothing' }), 400, 'invalid')
    await refused(openAsStranger(account).settings.list(), 401, 'authError')
  },
}
