import assert from 'node:assert/strict'
import type { WebClient } from '@slack/web-api'
import type { Judge } from '../jury.ts'
import { everyPage, refused, sameInAnyPages, slackAt, sure } from './client.ts'

export const members: Judge = {
  name: 'members',
  async judge(served) {
    const slack = slackAt(served)
    const { channels: all = [] } = await slack.conversations.list({ exclude_archived: true })
    const general = sure(all.find(({ is_general: isGeneral }) => isGeneral)?.id, 'the general channel')
    const inGeneral = await sameInAnyPages(
      (args) => slack.conversations.members({ channel: general, ...args }),
      (page) => page.members,
      (user) => user,
    )
    await refused(slack.conversations.members({ channel: 'C0NOTHERE00' }), 'channel_not_found')

    const channel = sure(all.find(({ is_member: isMember }) => isMember === false)?.id, 'a channel to join')
    const before = await membersOf(slack, channel)
    const { user_id: me = '' } = await slack.auth.test()
    const joined = await slack.conversations.join({ channel })
    assert.deepEqual([joined.channel?.id, joined.channel?.is_member], [channel, true])
    assert.deepEqual(await membersOf(slack, channel), [...before, me])

    const stranger = sure(
      inGeneral.find((user) => user !== me && !before.includes(user)),
      'a stranger',
    )
    const invited = await slack.conversations.invite({ channel, users: stranger })
    assert.equal(invited.channel?.id, channel)
    assert.deepEqual(await membersOf(slack, channel), [...before, me, stranger])
    await refused(slack.conversations.invite({ channel, users: stranger }), 'already_in_channel')
    await refused(slack.conversations.invite({ channel, users: me }), 'cant_invite_self')
    await refused(slack.conversations.invite({ channel, users: 'U0NOTHERE00' }), 'user_not_found')
    await slack.conversations.kick({ channel, user: stranger })
    assert.deepEqual(await membersOf(slack, channel), [...before, me])
    await refused(slack.conversations.kick({ channel, user: stranger }), 'user_not_in_channel')
    await slack.conversations.leave({ channel })
    assert.deepEqual(await membersOf(slack, channel), before)
    await refused(slack.conversations.join({ channel: 'C0NOTHERE00' }), 'channel_not_found')
    await refused(slack.conversations.leave({ channel: 'C0NOTHERE00' }), 'channel_not_found')
  },
}

export const directMessages: Judge = {
  name: 'direct messages',
  async judge(served) {
    const slack = slackAt(served)
    const { user_id: me = '' } = await slack.auth.test()
    const { members: users = [] } = await slack.users.list({})
    const known = (await slack.conversations.list({ types: 'im' })).channels ?? []
    const others = users.filter(({ id, deleted, is_bot: isBot }) => id !== me && !deleted && !isBot)
    const [one = '', other = ''] = others
      .map(({ id }) => sure(id, 'id'))
      .filter((id) => !known.some(({ user }) => user === id))

    const { channel: opened } = await slack.conversations.open({ users: one })
    const id = sure(opened?.id, 'the id of the direct message')
    assert.match(id, /^D/)
    const again = await slack.conversations.open({ users: one, return_im: true })
    assert.deepEqual([again.no_op, again.already_open, again.channel?.id], [true, true, id])
    assert.deepEqual([again.channel?.is_im, again.channel?.is_open], [true, true])
    assert.deepEqual((await membersOf(slack, id)).toSorted(), [me, one].toSorted())
    const { channel: read } = await slack.conversations.info({ channel: id })
    assert.deepEqual([read?.id, read?.is_im, read?.is_open], [id, true, true])
    assert.equal((read as { user?: string } | undefined)?.user, one)
    await slack.conversations.close({ channel: id })
    assert.equal((await slack.conversations.info({ channel: id })).channel?.is_open, false)

    const group = sure(
      (await slack.conversations.open({ users: `${one},${other}` })).channel?.id,
      'the id of the group',
    )
    const { channel: within } = await slack.conversations.info({ channel: group })
    assert.deepEqual([within?.is_mpim, within?.is_private], [true, true])
    assert.equal((await membersOf(slack, group)).length, 3)
    await refused(slack.conversations.open({ users: 'U0NOTHERE00' }), 'user_not_found')

    const posted = await slack.chat.postMessage({ channel: one, text: 'to a person' })
    assert.equal(posted.channel, id)
    const { messages = [] } = await slack.conversations.history({ channel: id })
    assert.deepEqual(
      messages.map(({ text }) => text),
      ['to a person'],
    )
    await slack.conversations.mark({ channel: id, ts: sure(posted.ts, 'ts') })
    assert.equal((await slack.conversations.info({ channel: id })).channel?.last_read, posted.ts)
    await refused(slack.conversations.mark({ channel: 'C0NOTHERE00', ts: '1.000001' }), 'channel_not_found')
  },
}

async function membersOf(slack: WebClient, channel: string): Promise<string[]> {
  const { items } = await everyPage(
    (cursor) => slack.conversations.members({ channel, ...(cursor && { cursor }) }),
    (page) => page.members,
  )
  return items
}
