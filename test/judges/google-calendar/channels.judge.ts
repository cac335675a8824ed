import assert from 'node:assert/strict'
import type { calendar_v3 } from '@googleapis/calendar'
import { refused } from '../google/client.ts'
import type { Judge } from '../jury.ts'
import { calendarWithRole, openAsStranger, openCalendar } from './client.ts'

type Wanted = calendar_v3.Schema$Channel
const wanted: Wanted = { id: 'ours-1', type: 'web_hook', address: 'https://ours.example/hook', token: 'so=this' }

export const channels: Judge = {
  name: 'channels',
  async judge(account) {
    const api = openCalendar(account)
    const calendarId = await calendarWithRole(api, 'reader')
    const watches = [
      (requestBody: Wanted) => api.events.watch({ calendarId, requestBody }),
      (requestBody: Wanted) => api.acl.watch({ calendarId: 'primary', requestBody }),
      (requestBody: Wanted) => api.calendarList.watch({ requestBody }),
      (requestBody: Wanted) => api.settings.watch({ requestBody }),
    ]
    const resources = new Set<unknown>()
    for (const [nth, watch] of watches.entries()) {
      const { data: opened } = await watch({ ...wanted, id: `ours-${nth}` })
      assert.partialDeepStrictEqual(opened, { kind: 'api#channel', id: `ours-${nth}`, token: 'so=this' })
      assert.match(opened.resourceUri ?? '', /^https:\/\/www\.googleapis\.com\/calendar\/v3\/\S+$/)
      assert.ok(Number(opened.expiration) > Date.now())
      resources.add(opened.resourceId)
      await refused(watch({ ...wanted, id: `ours-${nth}` }), 400, 'channelIdNotUnique')

      const { resourceId = null } = opened
      await refused(api.channels.stop({ requestBody: { id: `ours-${nth}`, resourceId: 'else' } }), 404, 'notFound')
      assert.equal((await api.channels.stop({ requestBody: { id: `ours-${nth}`, resourceId } })).status, 204)
      await refused(api.channels.stop({ requestBody: { id: `ours-${nth}`, resourceId } }), 404, 'notFound')
      const soon = Date.now() + 3_600_000
      const { data: again } = await watch({ ...wanted, id: `ours-${nth}`, expiration: String(soon) })
      assert.deepEqual([again.resourceId, Number(again.expiration)], [resourceId, soon])
    }
    assert.equal(resources.size, watches.length)

    const watch = (more: Wanted) => api.settings.watch({ requestBody: { ...wanted, id: 'new', ...more } })
    await refused(watch({ address: 'http://ours.example/hook' }), 400, 'push.webhookUrlNotHttps')
    await refused(watch({ id: null }), 400, 'required')
    await refused(watch({ type: 'pigeon' }), 400, 'invalid')
    await refused(watch({ id: 'two words' }), 400, 'invalid')
    const nobody = { calendarId: 'nobody@nowhere.example', requestBody: wanted }
    await refused(api.events.watch(nobody), 404, 'notFound')
    await refused(api.acl.watch({ ...nobody, calendarId }), 403, 'requiredAccessLevel')
    await refused(openAsStranger(account).settings.watch({ requestBody: wanted }), 401, 'authError')
  },
}
