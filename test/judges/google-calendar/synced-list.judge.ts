import assert from 'node:assert/strict'
import { everyPage, refused } from '../google/client.ts'
import type { Judge } from '../jury.ts'
import { calendarWithRole, openCalendar } from './client.ts'

export const syncedList: Judge = {
  name: 'changes of calendarList since a sync token',
  async judge(account) {
    const api = openCalendar(account)
    const { calendarList: list } = api
    const { last } = await everyPage(
      (pageToken) => list.list(pageToken === undefined ? {} : { pageToken }),
      ({ items }) => items,
    )
    const since = async (syncToken: string | null | undefined) => {
      const { data } = await list.list({ syncToken: syncToken ?? assert.fail('no sync token') })
      return data
    }
    const quiet = await since(last.nextSyncToken)
    assert.deepEqual(quiet.items, [])

    const [changed, removed] = [await calendarWithRole(api, 'owner', 1), await calendarWithRole(api, 'writer')]
    await list.patch({ calendarId: changed, requestBody: { summaryOverride: 'Changed' } })
    const first = await since(quiet.nextSyncToken)
    assert.deepEqual(
      first.items?.map(({ id, summaryOverride }) => [id, summaryOverride]),
      [[changed, 'Changed']],
    )
    await list.delete({ calendarId: removed })
    const second = await since(first.nextSyncToken)
    assert.deepEqual(
      second.items?.map(({ id, deleted }) => [id, deleted]),
      [[removed, true]],
    )
    assert.deepEqual((await since(second.nextSyncToken)).items, [])
    await refused(list.list({ syncToken: 'nothing' }), 410, 'fullSyncRequired')
  },
}
