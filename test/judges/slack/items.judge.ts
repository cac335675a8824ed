import assert from 'node:assert/strict'
import type { WebClient } from '@slack/web-api'
import type { Judge } from '../jury.ts'
import { everyPage, isRecent, refused, slackAt, sure } from './client.ts'

/** A message of the app in a channel of its own. */
async function someMessage(slack: WebClient): Promise<{ channel: string; timestamp: string }> {
  const { channel } = await slack.conversations.create({ name: 'judged-items' })
  const id = sure(channel?.id, 'id')
  const { ts } = await slack.chat.postMessage({ channel: id, text: 'what is marked' })
  return { channel: id, timestamp: sure(ts, 'ts') }
}

export const reactions: Judge = {
  name: 'reactions',
  async judge(served) {
    const slack = slackAt(served)
    const { user_id: me = '' } = await slack.auth.test()
    const at = await someMessage(slack)
    const mine = async () => {
      const { items, sizes } = await everyPage(
        (cursor) => slack.reactions.list(cursor ? { cursor } : {}),
        (page) => page.items,
      )
      assert.ok(sizes.length > 1, 'more than a page of reactions')
      return items.map(({ message }) => message?.ts)
    }
    const before = await mine()
    await slack.reactions.add({ ...at, name: 'eyes' })
    await slack.reactions.add({ ...at, name: 'tada' })
    await refused(slack.reactions.add({ ...at, name: 'eyes' }), 'already_reacted')
    const { message, type } = await slack.reactions.get(at)
    const both = ['eyes', 'tada'].map((name) => ({ name, users: [me], count: 1 }))
    assert.deepEqual([type, message?.ts, message?.reactions], ['message', at.timestamp, both])
    assert.equal(message?.text, 'what is marked')
    const { messages } = await slack.conversations.history({ channel: at.channel })
    assert.deepEqual(messages?.find(({ ts }) => ts === at.timestamp)?.reactions, both)
    assert.deepEqual((await mine()).toSorted(), [...before, at.timestamp].toSorted())
    await slack.reactions.remove({ ...at, name: 'eyes' })
    assert.deepEqual((await slack.reactions.get(at)).message?.reactions, both.slice(1))
    await refused(slack.reactions.remove({ ...at, name: 'eyes' }), 'no_reaction')
    await slack.reactions.remove({ ...at, name: 'tada' })
    const { messages: bare } = await slack.conversations.history({ channel: at.channel })
    assert.equal(bare?.find(({ ts }) => ts === at.timestamp)?.reactions, undefined)
    await refused(slack.reactions.get({ ...at, timestamp: '1.000001' }), 'message_not_found')
    await refused(slack.reactions.add({ ...at, timestamp: '1.000001', name: 'eyes' }), 'message_not_found')
    await ofAnother(slack, me)
  },
}

async function ofAnother(slack: WebClient, me: string): Promise<void> {
  const { items = [] } = await slack.reactions.list({ user: me })
  assert.deepEqual((await slack.reactions.list({})).items, items)
  for (const { type, channel, message } of items) {
    assert.equal(type, 'message')
    assert.ok(message?.reactions?.some(({ users }) => users?.includes(me)))
    // The client's type of that answer knows no message with a thread or an attachment, though there are.
    if (message?.thread_ts !== undefined || message?.attachments !== undefined) continue
    const got = await slack.reactions.get({ channel: sure(channel, 'channel'), timestamp: sure(message?.ts, 'ts') })
    assert.deepEqual([got.message?.text, got.message?.reactions], [message?.text, message?.reactions])
  }
  const other = items.flatMap(({ message }) => message?.reactions ?? []).flatMap(({ users = [] }) => users)
  const user = sure(
    other.find((one) => one !== me),
    'another one who reacted',
  )
  const theirs = (await slack.reactions.list({ user })).items ?? []
  assert.ok(theirs.length > 0)
  for (const { message } of theirs) assert.ok(message?.reactions?.some(({ users }) => users?.includes(user)))
}

export const pins: Judge = {
  name: 'pins',
  async judge(served) {
    const slack = slackAt(served)
    const { user_id: me, url } = await slack.auth.test()
    const { channel, timestamp } = await someMessage(slack)
    assert.deepEqual((await slack.pins.list({ channel })).items, [])
    await slack.pins.add({ channel, timestamp })
    const { items: [item] = [] } = await slack.pins.list({ channel })
    assert.deepEqual([item?.type, item?.channel, item?.created_by], ['message', channel, me])
    isRecent(item?.created)
    assert.deepEqual([item?.message?.ts, item?.message?.text], [timestamp, 'what is marked'])
    assert.equal(item?.message?.permalink, `${url}archives/${channel}/p${timestamp.replace('.', '')}`)
    assert.equal((await slack.conversations.history({ channel })).pin_count, 1)
    await refused(slack.pins.add({ channel, timestamp }), 'already_pinned')
    await slack.pins.remove({ channel, timestamp })
    assert.deepEqual((await slack.pins.list({ channel })).items, [])
    await refused(slack.pins.remove({ channel, timestamp }), 'no_pin')
    await refused(slack.pins.add({ channel, timestamp: '1.000001' }), 'message_not_found')
    await refused(slack.pins.list({ channel: 'C0NOTHERE00' }), 'channel_not_found')
  },
}

export const bookmarks: Judge = {
  name: 'bookmarks',
  async judge(served) {
    const slack = slackAt(served)
    const { user_id: me } = await slack.auth.test()
    const { channel } = await someMessage(slack)
    const link = 'https://judge.example/'
    const at = { channel_id: channel }
    const { bookmark } = await slack.bookmarks.add({ ...at, title: 'A link', type: 'link', link })
    assert.deepEqual([bookmark?.title, bookmark?.link, bookmark?.channel_id], ['A link', link, channel])
    assert.equal(bookmark?.last_updated_by_user_id, me)
    const list = async () => (await slack.bookmarks.list(at)).bookmarks
    assert.deepEqual(await list(), [bookmark])
    const id = sure(bookmark?.id, 'id')
    const edited = await slack.bookmarks.edit({ ...at, bookmark_id: id, title: 'Another' })
    assert.equal(edited.bookmark?.title, 'Another')
    assert.deepEqual(await list(), [edited.bookmark])
    await slack.bookmarks.remove({ ...at, bookmark_id: id })
    assert.deepEqual(await list(), [])
    await refused(slack.bookmarks.remove({ ...at, bookmark_id: id }), 'not_found')
  },
}

/** By the numbers of the pages, each file once. */
async function allFiles(slack: WebClient) {
  const { files = [], paging } = await slack.files.list({})
  for (let page = 2; page <= Number(paging?.pages); page++)
    files.push(...((await slack.files.list({ page })).files ?? []))
  assert.ok(Number(paging?.pages) > 1, 'more than a page of files')
  assert.equal(new Set(files.map(({ id }) => id)).size, paging?.total)
  return files
}

export const files: Judge = {
  name: 'files',
  async judge(served) {
    const slack = slackAt(served)
    const all = await allFiles(slack)
    const few = await slack.files.list({ count: 5, page: 2 })
    assert.deepEqual(few.files, all.slice(5, 10))
    assert.deepEqual(few.paging, { count: 5, total: all.length, page: 2, pages: Math.ceil(all.length / 5) })
    for (const file of all.slice(0, 3)) {
      const read = (await slack.files.info({ file: sure(file.id, 'id') })).file
      assert.deepEqual([read?.name, read?.size, read?.created], [file.name, file.size, file.created])
    }
    const { channel } = await someMessage(slack)
    const sent = await slack.filesUploadV2({
      channel_id: channel,
      filename: 'judged.txt',
      title: 'Judged',
      content: 'héllo',
      initial_comment: 'have a look',
    })
    const file = (sent.files as { files?: { id?: string }[] }[])[0]?.files?.[0]
    const id = sure(file?.id, 'the id of the file')
    const { file: info } = await slack.files.info({ file: id })
    assert.deepEqual([info?.name, info?.title, info?.size], ['judged.txt', 'Judged', 6])
    assert.deepEqual(info?.channels, [channel])
    const { messages: [message] = [] } = await slack.conversations.history({ channel, limit: 1 })
    assert.deepEqual([message?.text, message?.files?.map((one) => one.id)], ['have a look', [id]])
    assert.deepEqual([message?.files?.[0]?.name, message?.files?.[0]?.title], ['judged.txt', 'Judged'])
    assert.equal((await allFiles(slack)).length, all.length + 1)
    await slack.files.delete({ file: id })
    assert.equal((await allFiles(slack)).length, all.length)
    await refused(slack.files.info({ file: id }), 'file_not_found')
    await refused(slack.files.info({ file: 'F0NOTHERE00' }), 'file_not_found')
    await refused(slack.files.getUploadURLExternal({ filename: '', length: 1 }), 'invalid_arguments')
    await refused(slack.files.completeUploadExternal({ files: [{ id: 'F0NOTHERE00' }] }), 'file_not_found')
  },
}

export const reminders: Judge = {
  name: 'reminders',
  async judge(served) {
    const slack = slackAt(served)
    const { user_id: me } = await slack.auth.test()
    const { reminders: before = [] } = await slack.reminders.list()
    const { reminder } = await slack.reminders.add({ text: 'Look up', time: 1_900_000_000 })
    assert.deepEqual([reminder?.text, reminder?.time, reminder?.complete_ts], ['Look up', 1_900_000_000, 0])
    assert.deepEqual([reminder?.creator, reminder?.user, reminder?.recurring], [me, me, false])
    assert.match(sure(reminder?.id, 'id'), /^Rm\w+$/)
    assert.deepEqual((await slack.reminders.list()).reminders, [...before, reminder])
    const soon = await slack.reminders.add({ text: 'In a while', time: 600 })
    isRecent(Number(soon.reminder?.time) - 600)
    const { members: [other] = [] } = await slack.users.list({})
    const theirs = await slack.reminders.add({ text: 'x', time: '1900000000', user: sure(other?.id, 'id') })
    assert.deepEqual([theirs.reminder?.user, theirs.reminder?.creator], [other?.id, me])
    await reminderLife(slack, sure(reminder?.id, 'id'))
    await refused(slack.reminders.add({ text: 'x', time: 'when pigs fly' }), 'cannot_parse')
    await refused(slack.reminders.add({ text: 'x', time: 0 }), 'cannot_parse')
    await refused(slack.apiCall('reminders.add', { time: 600 }), 'invalid_arguments')
    await refused(slack.apiCall('reminders.add', { text: 'x' }), 'invalid_arguments')
  },
}

async function reminderLife(slack: WebClient, reminder: string): Promise<void> {
  const read = async () => (await slack.reminders.info({ reminder })).reminder
  assert.equal((await read())?.text, 'Look up')
  await slack.reminders.complete({ reminder })
  isRecent((await read())?.complete_ts)
  const recurring = (await slack.reminders.list()).reminders?.find((one) => one.recurring)
  const again = slack.reminders.complete({ reminder: sure(recurring?.id, 'a recurring one') })
  await refused(again, 'cannot_complete_recurring')
  await slack.reminders.delete({ reminder })
  await refused(slack.reminders.info({ reminder }), 'not_found')
  assert.ok(!(await slack.reminders.list()).reminders?.some(({ id }) => id === reminder))
  const plain: readonly (readonly [string, number])[] = [
    ['in 5 minutes', 300],
    ['in an hour', 3600],
    ['in 2 days', 172_800],
    ['tomorrow at noon', 86_400],
    ['86400', 86_400],
  ]
  for (const [time, seconds] of plain) {
    isRecent(Number((await slack.reminders.add({ text: 'x', time })).reminder?.time) - seconds)
  }
  assert.equal((await slack.reminders.add({ text: 'x', time: 86_401 })).reminder?.time, 86_401)
}
