import assert from 'node:assert/strict'
import type { ConversationsListResponse, WebClient } from '@slack/web-api'
import type { Judge } from '../jury.ts'
import { everyPage, hasFields, isRecent, refused, sameInAnyPages, slackAt, sure } from './client.ts'

type Channel = NonNullable<ConversationsListResponse['channels']>[number]

export const channels: Judge = {
  name: 'channels',
  async judge(served) {
    const slack = slackAt(served)
    const { team_id: team, user_id: me } = await slack.auth.test()
    const publics = await sameInAnyPages(
      (args) => slack.conversations.list(args),
      ({ channels: all }) => all,
      ({ id }) => id,
    )
    for (const channel of publics) {
      isWhole(channel, sure(team, 'team_id'))
      assert.deepEqual([channel.is_private, channel.is_channel, channel.is_group], [false, true, false])
      const members = await membersOf(slack, channel)
      assert.equal(channel.num_members, members.length)
      assert.equal(channel.is_member, members.includes(sure(me, 'user_id')))
    }
    assert.equal(publics.filter(({ is_general: isGeneral }) => isGeneral).length, 1)
    const live = await listed(slack, { exclude_archived: true })
    assert.deepEqual(
      live,
      publics.filter(({ is_archived: isArchived }) => isArchived === false),
    )
    assert.ok(live.length < publics.length)
    await refused(slack.conversations.list({ types: 'nonsense' }), 'invalid_types')
  },
}

export const kindsOfChannels: Judge = {
  name: 'kinds of channels',
  async judge(served) {
    const slack = slackAt(served)
    const { team_id: team, user_id: me } = await slack.auth.test()
    const [publics, privates, directs, groups] = [
      await listed(slack, {}),
      await listed(slack, { types: 'private_channel' }),
      await listed(slack, { types: 'im' }),
      await listed(slack, { types: 'mpim' }),
    ]
    for (const some of [publics, privates, directs, groups]) assert.ok(some.length > 0)
    assert.deepEqual(await listed(slack, { types: 'public_channel' }), publics)
    const types = 'public_channel, private_channel,im,mpim'
    assert.deepEqual(await listed(slack, { types }), [...publics, ...privates, ...directs, ...groups])
    for (const channel of privates) {
      isWhole(channel, sure(team, 'team_id'))
      assert.deepEqual([channel.is_private, channel.is_channel, channel.is_group], [true, false, true])
      assert.equal(channel.is_member, true)
    }
    for (const group of groups) {
      assert.deepEqual([group.is_mpim, group.is_private, group.is_channel, group.is_group], [true, true, false, false])
    }
    for (const direct of directs) {
      const fields = ['id', 'created', 'is_im', 'is_org_shared', 'context_team_id', 'updated', 'is_archived']
      hasFields(direct, [...fields, 'user', 'is_user_deleted', 'priority'], 'a direct message')
      assert.deepEqual([direct.is_im, direct.context_team_id], [true, team])
      const members = await membersOf(slack, direct)
      assert.deepEqual(members.toSorted(), [sure(me, 'me'), sure(direct.user, 'the other one')].toSorted())
    }
    await ofUsers(slack, [...publics, ...privates], sure(me, 'me'))
  },
}

/** `users.conversations`: those that a user is in, as far as the app may know of them. */
async function ofUsers(slack: WebClient, all: readonly Channel[], me: string): Promise<void> {
  const list = async (user?: string) => {
    const page = (cursor?: string) =>
      slack.users.conversations({
        types: 'public_channel,private_channel',
        ...(user && { user }),
        ...(cursor && { cursor }),
      })
    const { items } = await everyPage(page, ({ channels: some }) => some)
    return items.map(({ id }) => id)
  }
  const mine = all.filter(({ is_member: isMember }) => isMember).map(({ id }) => id)
  assert.deepEqual(await list(), mine)
  assert.deepEqual(await list(me), mine)
  const other = sure(
    (await membersOf(slack, all[1]!)).find((user) => user !== me),
    'another member',
  )
  const theirs = []
  for (const channel of all) if ((await membersOf(slack, channel)).includes(other)) theirs.push(channel.id)
  assert.deepEqual(await list(other), theirs)
  await refused(slack.users.conversations({ user: 'U0NOTHERE00' }), 'user_not_found')
}

export const channelLife: Judge = {
  name: 'life of a channel',
  async judge(served) {
    const slack = slackAt(served)
    const { user_id: me } = await slack.auth.test()
    const made = sure((await slack.conversations.create({ name: 'judged-channel' })).channel, 'the channel made')
    const channel = sure(made.id, 'its id')
    assert.deepEqual([made.name, made.name_normalized, made.creator], ['judged-channel', 'judged-channel', me])
    assert.deepEqual([made.is_private, made.is_archived, made.is_general, made.is_member], [false, false, false, true])
    isRecent(made.created)
    await refused(slack.conversations.create({ name: 'judged-channel' }), 'name_taken')
    const read = async () => sure((await slack.conversations.info({ channel })).channel, 'the channel read')
    const { last_read: lastRead, ...info } = await read()
    assert.deepEqual(info, made)
    assert.equal(lastRead, '0000000000.000000')
    const counted = await slack.conversations.info({ channel, include_num_members: true })
    assert.equal(counted.channel?.num_members, 1)
    assert.ok((await listed(slack, {})).some(({ id }) => id === channel))

    await slack.conversations.setTopic({ channel, topic: 'A topic' })
    await slack.conversations.setPurpose({ channel, purpose: 'A purpose' })
    const { topic, purpose } = await read()
    assert.deepEqual([topic?.value, topic?.creator, purpose?.value, purpose?.creator], ['A topic', me, 'A purpose', me])
    isRecent(topic?.last_set)
    await refused(slack.conversations.setTopic({ channel, topic: 'x'.repeat(251) }), 'too_long')
    const renamed = await slack.conversations.rename({ channel, name: 'judged-again' })
    assert.deepEqual([renamed.channel?.name, (await read()).name], ['judged-again', 'judged-again'])

    await slack.conversations.archive({ channel })
    assert.equal((await read()).is_archived, true)
    await refused(slack.conversations.archive({ channel }), 'already_archived')
    await refused(slack.chat.postMessage({ channel, text: 'too late' }), 'is_archived')
    await slack.conversations.unarchive({ channel })
    assert.equal((await read()).is_archived, false)
    await refused(slack.conversations.unarchive({ channel }), 'not_archived')
    await refused(slack.conversations.info({ channel: 'C0NOTHERE00' }), 'channel_not_found')
    const secret = await slack.conversations.create({ name: 'judged-secret', is_private: true })
    assert.deepEqual([secret.channel?.is_private, secret.channel?.is_group], [true, true])
    await general(slack)
  },
}

async function general(slack: WebClient): Promise<void> {
  const all = await listed(slack, {})
  const channel = sure(all.find(({ is_general: isGeneral }) => isGeneral)?.id, 'the general channel')
  const [user] = await membersOf(slack, { id: channel })
  await refused(slack.conversations.archive({ channel }), 'cant_archive_general')
  await refused(slack.conversations.leave({ channel }), 'cant_leave_general')
  await refused(slack.conversations.kick({ channel, user: sure(user, 'a member') }), 'cant_kick_from_general')
}

async function listed(slack: WebClient, args: { types?: string; exclude_archived?: boolean }): Promise<Channel[]> {
  const { items } = await everyPage(
    (cursor) => slack.conversations.list({ ...args, ...(cursor && { cursor }) }),
    ({ channels: some }) => some,
  )
  return items
}

async function membersOf(slack: WebClient, { id }: { id?: string }): Promise<string[]> {
  const channel = sure(id, 'an id')
  const { items } = await everyPage(
    (cursor) => slack.conversations.members({ channel, ...(cursor && { cursor }) }),
    ({ members }) => members,
  )
  return items
}

const fields =
  'id name name_normalized is_channel is_group is_im is_mpim is_private created is_archived is_general unlinked is_shared is_ext_shared is_org_shared is_pending_ext_shared pending_shared context_team_id updated creator shared_team_ids pending_connected_team_ids is_member topic purpose previous_names num_members'.split(
    ' ',
  )

function isWhole(channel: Channel, team: string): void {
  hasFields(channel, fields, 'a channel')
  assert.match(sure(channel.id, 'id'), /^[CG]\w{8,}$/)
  assert.equal(channel.name_normalized, channel.name)
  assert.deepEqual([channel.is_im, channel.is_mpim, channel.is_shared, channel.is_ext_shared], Array(4).fill(false))
  assert.deepEqual([channel.context_team_id, channel.shared_team_ids, channel.unlinked], [team, [team], 0])
  for (const text of [channel.topic, channel.purpose]) hasFields(text ?? {}, ['value', 'creator', 'last_set'], 'a text')
  assert.equal(String(channel.created).length, 10, 'made at a second')
  assert.equal(String(channel.updated).length, 13, 'updated at a millisecond')
}
