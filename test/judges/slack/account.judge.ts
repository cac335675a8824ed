import assert from 'node:assert/strict'
import type { Judge } from '../jury.ts'
import { hasFields, isRecent, refused, slackAt, sure } from './client.ts'

export const account: Judge = {
  name: 'account',
  async judge(served) {
    const slack = slackAt(served)
    const who = await slack.auth.test()
    const { team } = await slack.team.info()
    assert.deepEqual([who.team_id, who.team, who.url], [team?.id, team?.name, team?.url])
    assert.equal(team?.url, `https://${team?.domain}.slack.com/`)
    hasFields(team ?? {}, ['id', 'name', 'domain', 'url', 'email_domain', 'icon', 'avatar_base_url'], 'a team')
    hasFields(team?.icon ?? {}, ['image_default', 'image_68'], 'an icon')
    assert.equal(who.is_enterprise_install, false)

    const me = sure((await slack.users.info({ user: sure(who.user_id, 'user_id') })).user, 'the own user')
    assert.deepEqual([me.id, me.name, me.profile?.bot_id, me.team_id], [who.user_id, who.user, who.bot_id, who.team_id])
    const { bot } = await slack.bots.info({ bot: sure(who.bot_id, 'bot_id') })
    assert.deepEqual([bot?.id, bot?.name, bot?.deleted], [who.bot_id, who.user, false])
    await refused(slack.bots.info({ bot: 'B0NOTHERE00' }), 'bot_not_found')

    const { emoji, cache_ts: at } = await slack.emoji.list()
    const addresses = Object.values(emoji ?? {})
    const [aliases, pictures] = [true, false].map((is) => addresses.filter((text) => text.startsWith('alias:') === is))
    assert.ok(aliases!.length > 0 && pictures!.length > 0)
    for (const address of pictures!) assert.match(address, /^https:\/\/emoji\.slack-edge\.com\/T\w+\//)
    for (const alias of aliases!) assert.ok(Object.hasOwn(emoji ?? {}, alias.slice('alias:'.length)), alias)
    isRecent(at)

    const echo = await slack.apiCall('api.test', { foo: 'bar' })
    assert.deepEqual((echo as { args?: unknown }).args, { foo: 'bar' })
  },
}

export const access: Judge = {
  name: 'access',
  async judge(served) {
    const { url } = served
    await refused(slackAt({ ...served, credential: '' }).auth.test(), 'not_authed')
    await refused(slackAt(served, 'xoxb-wrong').auth.test(), 'invalid_auth')
    await refused(slackAt(served, 'xoxb-wrong').conversations.list(), 'invalid_auth')
    const other = await slackAt({ ...served, credential: 'xoxb-wrong' }).auth.test({ token: served.credential })
    assert.equal(other.ok, true)
    const unknown = await refused(slackAt(served).apiCall('chat.postMessages', { channel: 'C1' }), 'unknown_method')
    assert.equal(unknown['req_method'], 'chat.postMessages')
    await refused(slackAt(served).apiCall('nothing.at.all'), 'unknown_method')
    const response = await fetch(`${url}/api/auth.test`, { method: 'POST' })
    assert.equal(response.status, 200)
  },
}
