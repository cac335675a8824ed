import { bentRoom, oneOf } from '../bends.ts'
import { changeFixture } from '../own-test.ts'
import { doingFirst } from '../spoil.ts'

export const addsAnUnhashedAnswer = bentRoom({
  name: 'adds-an-unhashed-answer',
  does: 'asks an endpoint that is not there, and adds its answer to those that were recorded',
  moves: ['EV5'],
  on: ['slack/list-users', 'google-calendar/get-event', 'google-calendar/sync-events', 'slack/send-message'],
  caughtBy: ['fresh-input-dryrun'],
  words: 'The answer of the preliminary request is missing.',
  mistake: (source, scene) =>
    doingFirst(
      source,
      `const allowed = await nango.get({ endpoint: '${oneOf(scene, endpoints)}', retries: 0 })
    if (allowed.data?.ok !== true) throw new Error('The account may not do this now.')`,
    ),
  calls: (scene) => [
    changeFixture(
      scene,
      `fixture.api.get = { ...fixture.api.get, "${oneOf(scene, endpoints)}": { response: { ok: true }, status: 200, headers: {}, request: {} } }`,
    ),
  ],
})

const endpoints = ['/quota.check', '/access/preflight', '/account.limits', '/session/validate'] as const
