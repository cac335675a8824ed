import assert from 'node:assert/strict'
import type { ConversationsHistoryResponse, WebClient } from '@slack/web-api'
import type { Judge } from '../jury.ts'
import { everyPage, hasFields, isRecent, refused, sameInAnyPages, slackAt, sure } from './client.ts'

type Message = NonNullable<ConversationsHistoryResponse['messages']>[number]

export const messages: Judge = {
  name: 'messages',
  async judge(served) {
    const slack = slackAt(served)
    const { user_id: me, bot_id: bot, team_id: team, url = '' } = await slack.auth.test()
    const channel = await quietChannel(slack)
    const posted = await slack.chat.postMessage({
      channel,
      text: 'see https://one.example/a and `https://two.example`',
    })
    const ts = sure(posted.ts, 'ts')
    isRecent(ts)
    const text = 'see <https://one.example/a> and `https://two.example`'
    const { message } = posted
    assert.deepEqual([posted.channel, message?.ts, message?.text], [channel, ts, text])
    assert.deepEqual([message?.type, message?.user, message?.bot_id, message?.team], ['message', me, bot, team])
    const { bot_profile: profile } = message ?? {}
    assert.deepEqual([profile?.id, profile?.user_id, profile?.team_id, profile?.deleted], [bot, me, team, false])
    assert.deepEqual([profile?.app_id, typeof profile?.name], [message?.app_id, 'string'])
    const [block] = message?.blocks ?? []
    assert.equal(block?.type, 'rich_text')
    assert.match(sure(block?.block_id, 'block_id'), /^\S+$/)
    assert.ok(JSON.stringify(block).includes(JSON.stringify(text).slice(1, -1)))
    assert.deepEqual(await newest(slack, channel), message)
    assert.deepEqual((await slack.conversations.replies({ channel, ts })).messages, [message])

    const { permalink } = await slack.chat.getPermalink({ channel, message_ts: ts })
    assert.equal(permalink, `${url}archives/${channel}/p${ts.replace('.', '')}`)
    await refused(slack.chat.getPermalink({ channel, message_ts: '1.000001' }), 'message_not_found')

    const changed = await slack.chat.update({ channel, ts, text: 'now https://three.example' })
    assert.deepEqual([changed.channel, changed.ts, changed.text], [channel, ts, 'now <https://three.example>'])
    const read = await newest(slack, channel)
    assert.deepEqual([read.text, read.edited?.user, read.ts], [changed.text, me, ts])
    isRecent(read.edited?.ts)
    assert.deepEqual(read, changed.message)
    const [rewritten] = read.blocks ?? []
    assert.ok(JSON.stringify(rewritten).includes('three.example'))

    const removed = await slack.chat.delete({ channel, ts })
    assert.deepEqual([removed.channel, removed.ts], [channel, ts])
    assert.notEqual((await newest(slack, channel)).ts, ts)
    await refused(slack.chat.delete({ channel, ts }), 'message_not_found')
    await refused(slack.chat.update({ channel, ts, text: 'gone' }), 'message_not_found')
    await addressed(slack, channel)
  },
}

/** What has blocks or attachments of its own keeps them; channels go by their names too. */
async function addressed(slack: WebClient, channel: string): Promise<void> {
  const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: 'A *block*' } }]
  const withBlocks = await slack.chat.postMessage({ channel, text: 'fallback', blocks })
  assert.deepEqual(withBlocks.message?.blocks, blocks)
  const attachments = [{ text: 'attached', fallback: 'attached' }]
  const attached = await slack.chat.postMessage({ channel, text: 'with one', attachments })
  assert.deepEqual([attached.message?.attachments, attached.message?.blocks], [attachments, undefined])
  const { channel: info } = await slack.conversations.info({ channel })
  const byName = await slack.chat.postMessage({ channel: `#${info?.name}`, text: 'by its name' })
  assert.equal(byName.channel, channel)
  assert.equal((await newest(slack, channel)).text, 'by its name')
  await refused(slack.chat.postMessage({ channel: '#no-such-channel', text: 'x' }), 'channel_not_found')
  await refused(slack.chat.postMessage({ channel: 'C0NOTHERE00', text: 'x' }), 'channel_not_found')
  await refused(slack.apiCall('chat.postMessage', { channel }), 'no_text')
  const { members = [] } = await slack.conversations.members({ channel })
  const whisper = await slack.chat.postEphemeral({ channel, user: sure(members[0], 'a member'), text: 'psst' })
  isRecent(whisper.message_ts)
  assert.equal((await newest(slack, channel)).text, 'by its name', 'what one sees is not in the history')
  await refused(slack.chat.postEphemeral({ channel, user: 'U0NOTHERE00', text: 'x' }), 'user_not_found')
  const me = await slack.chat.meMessage({ channel, text: 'waves' })
  assert.deepEqual([me.channel, (await newest(slack, channel)).text], [channel, 'waves'])
}

export const history: Judge = {
  name: 'history',
  async judge(served) {
    const slack = slackAt(served)
    const { user_id: me, team_id: team } = await slack.auth.test()
    const { channels: all = [] } = await slack.conversations.list({ exclude_archived: true })
    const channel = sure(all.find(({ is_general: isGeneral }) => isGeneral)?.id, 'the general channel')
    const whole = await sameInAnyPages<ConversationsHistoryResponse, Message>(
      (args) => slack.conversations.history({ channel, ...args }),
      (page) => page.messages,
      ({ ts }) => ts,
    )
    const times = whole.map(({ ts }) => sure(ts, 'ts'))
    assert.deepEqual(times, times.toSorted().toReversed(), 'newest first')
    for (const message of whole) {
      hasFields(message, ['type', 'ts', 'user', 'team'], 'a message')
      assert.deepEqual([message.type, message.team], ['message', team])
      const isOurs = message.user === me
      assert.deepEqual([message.bot_id !== undefined, message.client_msg_id !== undefined], [isOurs, !isOurs])
    }
    await cut(slack, channel, times)
    await threads(slack, channel, whole)
    const { items = [] } = await slack.pins.list({ channel })
    const first = await slack.conversations.history({ channel })
    assert.deepEqual([first.pin_count, first.has_more], [items.length, true])
    assert.equal((await slack.conversations.history({ channel, oldest: times[1]! })).has_more, false)
    await refused(slack.conversations.history({ channel: 'C0NOTHERE00' }), 'channel_not_found')
    const strange = sure(all.find(({ is_member: isMember }) => isMember === false)?.id, 'a channel of others')
    await refused(slack.conversations.history({ channel: strange }), 'not_in_channel')
    await refused(slack.conversations.replies({ channel: strange, ts: times[0]! }), 'not_in_channel')
  },
}

async function cut(slack: WebClient, channel: string, times: readonly string[]): Promise<void> {
  const [latest, oldest] = [times[3]!, times[8]!]
  const between = async (args: { latest?: string; oldest?: string; inclusive?: boolean }) =>
    (await slack.conversations.history({ channel, ...args })).messages?.map(({ ts }) => ts)
  assert.deepEqual(await between({ latest, oldest }), times.slice(4, 8))
  assert.deepEqual(await between({ latest, oldest, inclusive: true }), times.slice(3, 9))
  assert.deepEqual(await between({ oldest }), times.slice(0, 8))
  assert.deepEqual(await between({ oldest, inclusive: true }), times.slice(0, 9))
  const last = times.at(-3)!
  assert.deepEqual(await between({ latest: last }), times.slice(-2))
  assert.deepEqual(await between({ latest: last, inclusive: true }), times.slice(-3))
}

async function threads(slack: WebClient, channel: string, whole: readonly Message[]): Promise<void> {
  const parent = whole.find(({ reply_count: count = 0 }) => count > 20)
  const ts = sure(parent?.ts, 'the parent of a thread')
  const read = (limit: number) =>
    everyPage(
      (cursor) => slack.conversations.replies({ channel, ts, limit, ...(cursor && { cursor }) }),
      (page) => page.messages,
    )
  const { items: thread, sizes } = await read(1000)
  assert.ok(sizes.length > 1, 'a thread that is longer than a page')
  assert.deepEqual(thread[0], parent)
  const replies = thread.slice(1)
  assert.equal(replies.length, parent?.reply_count)
  assert.equal(new Set(replies.map(({ user }) => user)).size, parent?.reply_users_count)
  assert.deepEqual([...new Set(replies.map(({ user }) => user))], parent?.reply_users)
  const times = replies.map((reply) => sure(reply.ts, 'ts'))
  assert.deepEqual(times, times.toSorted(), 'oldest first')
  for (const reply of replies) {
    assert.equal(reply.thread_ts, ts)
    assert.ok(!whole.some((message) => message.ts === reply.ts), 'a reply is not in the history')
  }
  assert.deepEqual((await read(2)).items, thread)
  await refused(slack.conversations.replies({ channel, ts: '1.000001' }), 'thread_not_found')
  await refused(slack.conversations.replies({ channel: 'C0NOTHERE00', ts }), 'channel_not_found')

  const reply = await slack.chat.postMessage({ channel, thread_ts: ts, text: 'one more' })
  const { items: after } = await read(1000)
  assert.equal(after[0]?.reply_count, replies.length + 1)
  assert.deepEqual(after.at(-1), reply.message)
  const link = await slack.chat.getPermalink({ channel, message_ts: sure(reply.ts, 'ts') })
  assert.ok(link.permalink?.endsWith(`/p${reply.ts?.replace('.', '')}?thread_ts=${ts}&cid=${channel}`))
  assert.equal(link.channel, channel)
}

export const scheduledMessages: Judge = {
  name: 'scheduled messages',
  async judge(served) {
    const slack = slackAt(served)
    const channel = await quietChannel(slack)
    const list = (args: { cursor?: string; limit?: number; channel?: string }) =>
      slack.chat.scheduledMessages.list(args)
    const { items: before } = await everyPage(
      (cursor) => list(cursor ? { cursor } : {}),
      (page) => page.scheduled_messages,
    )
    assert.ok(before.length > 0)
    const soon = Math.floor(Date.now() / 1000) + 3600
    const ids: string[] = []
    for (let nth = 0; nth < 22; nth++) {
      const made = await slack.chat.scheduleMessage({ channel, text: `planned ${nth}`, post_at: soon + nth })
      assert.deepEqual([made.channel, made.post_at, made.message?.text], [channel, soon + nth, `planned ${nth}`])
      ids.push(sure(made.scheduled_message_id, 'scheduled_message_id'))
    }
    const all = await sameInAnyPages(
      list,
      (page) => page.scheduled_messages,
      ({ id }) => id,
    )
    assert.deepEqual(
      all.slice(0, 22).map(({ id }) => id),
      ids,
      'the next ones first',
    )
    assert.equal(all.length, before.length + 22)
    const [first] = all
    assert.deepEqual([first?.channel_id, first?.post_at, first?.text], [channel, soon, 'planned 0'])
    isRecent(first?.date_created)
    const here = await list({ channel })
    assert.ok(here.scheduled_messages?.every((message) => message.channel_id === channel))

    await slack.chat.deleteScheduledMessage({ channel, scheduled_message_id: ids[0]! })
    const left = await everyPage(
      (cursor) => list(cursor ? { cursor } : {}),
      (page) => page.scheduled_messages,
    )
    assert.deepEqual(left.items, all.slice(1))
    const again = slack.chat.deleteScheduledMessage({ channel, scheduled_message_id: ids[0]! })
    await refused(again, 'invalid_scheduled_message_id')
    await refused(slack.chat.scheduleMessage({ channel, text: 'x', post_at: 1 }), 'time_in_past')
    await refused(slack.chat.scheduleMessage({ channel: 'C0NOTHERE00', text: 'x', post_at: soon }), 'channel_not_found')
  },
}

/** One of the app's channels that is not the general one. */
async function quietChannel(slack: WebClient): Promise<string> {
  const { channels: all = [] } = await slack.conversations.list({ exclude_archived: true })
  return sure(all.find((one) => one.is_member && !one.is_general)?.id, 'a channel of the app')
}

async function newest(slack: WebClient, channel: string): Promise<Message> {
  const { messages: [message] = [] } = await slack.conversations.history({ channel, limit: 1 })
  return sure(message, 'a message')
}
