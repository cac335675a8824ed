import { afterEach, describe, expect, it } from 'vitest'
import type { Json, JsonObject } from '../../lib/json.ts'
import type { AccountObject, StandIn } from '../stand-in.ts'
import { at, difference, textAt } from '../testing/client.ts'
import { everyPage, firstChannel, get, post } from '../testing/slack-client.ts'
import { openSlack } from './open-slack.ts'

const opened: StandIn[] = []
afterEach(async () => {
  for (const standIn of opened.splice(0)) await standIn[Symbol.asyncDispose]()
})

async function open(): Promise<StandIn> {
  const slack = await openSlack({ seed: 1, credential: 'right' })
  opened.push(slack)
  return slack
}

async function objects(slack: StandIn, collection: string): Promise<AccountObject[]> {
  return (await slack.snapshot()).filter((object) => object.collection === collection)
}

async function changed(slack: StandIn, act: () => Promise<unknown>): Promise<ReturnType<typeof difference>> {
  const before = await slack.snapshot()
  await act()
  return difference(before, await slack.snapshot())
}

describe('searching', () => {
  it.each([
    ['search.messages', 'messages'],
    ['search.files', 'files'],
  ])('%s finds what contains a word that every account has, in pages', async (method, found) => {
    const slack = await open()
    const first = await get(slack, method, { query: 'review', count: '100' })
    const { total, pages, count } = at(first, `${found}.paging`) as Record<string, number>
    expect(count).toBe(20)
    expect(pages).toBe(Math.ceil(total! / 20))
    expect(pages).toBeGreaterThan(1)
    const rest = await get(slack, method, { query: 'review', page: String(pages) })
    expect(at(rest, `${found}.matches`)).toHaveLength(total! - 20 * (pages! - 1))
    const matches = at(first, `${found}.matches`) as Json[]
    expect(matches.every((match) => /review/i.test(JSON.stringify(match)))).toBe(true)
    expect(await get(slack, method, {})).toMatchObject({ ok: false, error: 'no_query' })
    expect(at(await get(slack, method, { query: 'nowhere at all' }), `${found}.total`)).toBe(0)
  })

  it('goes by cursor too, and refuses one of another method', async () => {
    const slack = await open()
    const first = await get(slack, 'search.messages', { query: 'review', cursor: '*' })
    const cursor = textAt(first, 'response_metadata.next_cursor')
    const second = await get(slack, 'search.messages', { query: 'review', cursor })
    expect(at(second, 'messages.matches.0.ts')).not.toBe(at(first, 'messages.matches.0.ts'))
    const other = textAt(await get(slack, 'users.list'), 'response_metadata.next_cursor')
    expect(await get(slack, 'search.messages', { query: 'review', cursor: other })).toMatchObject({
      error: 'invalid_cursor',
    })
  })

  it('obeys where, who, when, phrases and exclusions', async () => {
    const slack = await open()
    const [team] = await objects(slack, 'channels')
    const total = async (query: string) => Number(at(await get(slack, 'search.messages', { query }), 'messages.total'))
    const all = await total('review')
    const here = await total(`review in:#${textAt(team!.fields, 'name')}`)
    expect(here).toBeGreaterThan(0)
    expect(here).toBeLessThan(all)
    expect(await total(`review -in:<#${team!.key}>`)).toBe(all - here)
    const mine = await total('review from:me')
    expect(mine).toBeGreaterThan(0)
    expect(mine).toBeLessThan(all)
    const [early, late] = [await total('review before:2024-08-20'), await total('review after:2024-08-19')]
    expect(early + late).toBe(all)
    expect(await total('"review:"')).toBe(all)
    expect(await total('-review')).toBeGreaterThan(0)
  })

  it('orders as told, and marks words', async () => {
    const slack = await open()
    const times = async (sort_dir: string) => {
      const found = await get(slack, 'search.messages', { query: 'review', sort: 'timestamp', sort_dir })
      return (at(found, 'messages.matches') as Json[]).map((match) => Number(at(match, 'ts')))
    }
    const oldest = await times('asc')
    expect(oldest).toEqual(oldest.toSorted((one, other) => one - other))
    expect((await times('desc'))[0]).toBeGreaterThan(oldest.at(-1)!)
    const marked = await get(slack, 'search.messages', { query: 'review', highlight: 'true' })
    expect(textAt(marked, 'messages.matches.0.text')).toContain('\uE000Review\uE001')
  })

  it('shows nothing of conversations that the token may not see', async () => {
    const slack = await open()
    const self = textAt(await get(slack, 'auth.test'), 'user_id')
    const channels = (await objects(slack, 'channels')).filter(({ fields }) => fields['is_private'] === true)
    const foreign = channels.filter(({ fields }) => fields['is_member'] === false).map(({ key }) => key)
    expect(foreign.length).toBeGreaterThan(0)
    const found = JSON.stringify(await get(slack, 'search.all', { query: 'e', count: '20' }))
    expect(found).toContain(self)
    expect(foreign.filter((id) => found.includes(id))).toEqual([])
  })

  it('says that it lacks what it cannot read in a query', async () => {
    const reply = await get(await open(), 'search.messages', { query: 'review has:link' })
    expect(reply).toMatchObject({ standin: 'not implemented' })
  })
})

describe('lists that have a second page', () => {
  it.each<[string, string, Record<string, string>]>([
    ['reactions.list', 'items', { limit: '100' }],
    ['chat.scheduledMessages.list', 'scheduled_messages', { limit: '100' }],
    ['users.conversations', 'channels', { limit: '100', types: 'public_channel,private_channel' }],
  ])('%s', async (method, field, args) => {
    const pages = await everyPage(await open(), method, field, args)
    expect(pages.length).toBeGreaterThan(1)
    const all = pages.flat().map((item) => JSON.stringify(item))
    expect(new Set(all).size).toBe(all.length)
  })

  it('files.list and reactions.list by number', async () => {
    const slack = await open()
    const first = await get(slack, 'files.list', { count: '100' })
    expect(at(first, 'paging')).toEqual({ count: 20, total: 44, page: 1, pages: 3 })
    const second = await get(slack, 'files.list', { count: '100', page: '2' })
    expect(at(second, 'files.0.id')).not.toBe(at(first, 'files.0.id'))
    const reacted = await get(slack, 'reactions.list', { count: '100' })
    expect(at(reacted, 'paging.count')).toBe(20)
    expect(Number(at(reacted, 'paging.pages'))).toBeGreaterThan(1)
    expect(await get(slack, 'reactions.list', { user: 'U0NOTHERE00' })).toMatchObject({ error: 'user_not_found' })
  })

  it('members of more than one channel', async () => {
    const slack = await open()
    const channels = await everyPage(slack, 'conversations.list', 'channels')
    const large = channels.flat().filter((channel) => Number(at(channel, 'num_members')) > 20)
    expect(large.length).toBeGreaterThan(5)
    const channel = textAt(large[3]!, 'id')
    expect(await everyPage(slack, 'conversations.members', 'members', { channel })).toHaveLength(2)
  })
})

describe('reminders', () => {
  it('are made, read, completed and deleted', async () => {
    const slack = await open()
    const made = await post(slack, 'reminders.add', { text: 'Tee 🍵 <b>', time: 'in 2 hours' })
    const reminder = textAt(made, 'reminder.id')
    expect(Number(at(made, 'reminder.time')) - Date.now() / 1000).toBeCloseTo(7200, -1)
    expect(await get(slack, 'reminders.info', { reminder })).toMatchObject({ reminder: { text: 'Tee 🍵 <b>' } })
    expect(await changed(slack, () => post(slack, 'reminders.complete', { reminder }))).toEqual({
      made: [],
      changed: [`reminders ${reminder}`],
      removed: [],
    })
    expect((await changed(slack, () => post(slack, 'reminders.delete', { reminder }))).removed).toEqual([
      `reminders ${reminder}`,
    ])
    expect(await get(slack, 'reminders.info', { reminder })).toMatchObject({ error: 'not_found' })
  })

  it.each<[JsonObject, string]>([
    [{ text: 'x' }, 'invalid_arguments'],
    [{ time: 60 }, 'invalid_arguments'],
    [{ text: 'x', time: 'when pigs fly' }, 'cannot_parse'],
    [{ text: 'x', time: -5 }, 'cannot_parse'],
  ])('refuse %o with %s', async (args, error) => {
    expect(await post(await open(), 'reminders.add', args)).toEqual({ ok: false, error })
  })
})

describe('not to be disturbed', () => {
  it('differs from person to person, and a snooze can be begun and ended', async () => {
    const slack = await open()
    const users = (await objects(slack, 'users')).filter(({ fields }) => fields['deleted'] !== true)
    const answers = await Promise.all(users.slice(0, 10).map(({ key }) => get(slack, 'dnd.info', { user: key })))
    expect(new Set(answers.map((answer) => answer['dnd_enabled']))).toEqual(new Set([true, false]))
    expect(answers[0]).not.toHaveProperty('snooze_enabled')
    expect(await get(slack, 'dnd.info', { user: 'U0NOTHERE00' })).toMatchObject({ error: 'user_not_found' })
    expect(await get(slack, 'dnd.info')).toMatchObject({ ok: true, snooze_enabled: false })
    expect(await post(slack, 'dnd.setSnooze', { num_minutes: 30 })).toMatchObject({ snooze_enabled: true })
    expect(await get(slack, 'dnd.info')).toMatchObject({ snooze_enabled: true })
    expect(await post(slack, 'dnd.endSnooze')).toMatchObject({ snooze_enabled: false })
    expect(await post(slack, 'dnd.endSnooze')).toMatchObject({ error: 'snooze_not_active' })
    const team = await get(slack, 'dnd.teamInfo', { users: `${users[0]!.key},${users[1]!.key}` })
    expect(Object.keys(team['users'] as JsonObject)).toEqual([users[0]!.key, users[1]!.key])
  })
})

describe('user groups', () => {
  it('are made, changed, filled, turned off and on again', async () => {
    const slack = await open()
    const made = await post(slack, 'usergroups.create', { name: 'Über uns', description: '<i>' })
    const usergroup = textAt(made, 'usergroup.id')
    expect(made).toMatchObject({ usergroup: { handle: 'über-uns', user_count: 0 } })
    expect(await post(slack, 'usergroups.create', { name: 'Über uns' })).toMatchObject({ error: 'name_already_exists' })
    expect(await post(slack, 'usergroups.update', { usergroup, name: 'About us' })).toMatchObject({ ok: true })
    const [one, other] = (await objects(slack, 'users')).map(({ key }) => key)
    const users = `${one},${other}`
    expect(await post(slack, 'usergroups.users.update', { usergroup, users })).toMatchObject({ ok: true })
    expect(await get(slack, 'usergroups.users.list', { usergroup })).toEqual({ ok: true, users: [one, other] })
    await post(slack, 'usergroups.disable', { usergroup })
    const listed = async (args: Record<string, string>) => JSON.stringify(await get(slack, 'usergroups.list', args))
    expect(await listed({})).not.toContain(usergroup)
    expect(await listed({ include_disabled: 'true', include_users: 'true' })).toContain(`"users":["${one}","${other}"]`)
    await post(slack, 'usergroups.enable', { usergroup })
    expect(await listed({})).toContain('About us')
    expect(await post(slack, 'usergroups.users.update', { usergroup, users: 'U0NOTHERE00' })).toMatchObject({
      error: 'invalid_users',
    })
  })
})

describe('people', () => {
  it('are present or away, and the token’s own may change that and its status', async () => {
    const slack = await open()
    const users = (await objects(slack, 'users')).filter(({ fields }) => fields['deleted'] !== true)
    const seen = await Promise.all(users.slice(0, 6).map(({ key }) => get(slack, 'users.getPresence', { user: key })))
    expect(new Set(seen.map((answer) => answer['presence']))).toEqual(new Set(['active', 'away']))
    expect(await get(slack, 'users.getPresence', { user: 'U0NOTHERE00' })).toMatchObject({ error: 'user_not_found' })
    await post(slack, 'users.setPresence', { presence: 'away' })
    expect(await get(slack, 'users.getPresence')).toMatchObject({ presence: 'away', manual_away: true })
    expect(await post(slack, 'users.setPresence', { presence: 'asleep' })).toMatchObject({ error: 'invalid_presence' })
    const profile = { status_text: 'Fort 🏝 <x>', status_emoji: ':palm_tree:' }
    expect(await post(slack, 'users.profile.set', { profile })).toMatchObject({ ok: true, profile })
    const self = textAt(await get(slack, 'auth.test'), 'user_id')
    expect(await get(slack, 'users.info', { user: self })).toMatchObject({ user: { profile } })
    const email = textAt(users[1]!.fields, 'profile.email')
    expect(await get(slack, 'users.lookupByEmail', { email })).toMatchObject({ user: { id: users[1]!.key } })
  })
})

describe('conversations', () => {
  it('are made, renamed, archived, brought back, left and joined again', async () => {
    const slack = await open()
    const made = await post(slack, 'conversations.create', { name: 'new-one' })
    const channel = textAt(made, 'channel.id')
    const info = async () => at(await get(slack, 'conversations.info', { channel }), 'channel') as JsonObject
    expect(await post(slack, 'conversations.create', { name: 'new-one' })).toMatchObject({ error: 'name_taken' })
    await post(slack, 'conversations.rename', { channel, name: 'newer-one' })
    expect(await info()).toMatchObject({ name: 'newer-one' })
    await post(slack, 'conversations.setPurpose', { channel, purpose: 'Wozu?' })
    expect(await info()).toMatchObject({ purpose: { value: 'Wozu?' } })
    await post(slack, 'conversations.archive', { channel })
    expect(await info()).toMatchObject({ is_archived: true })
    expect(await post(slack, 'chat.postMessage', { channel, text: 'late' })).toMatchObject({ error: 'is_archived' })
    await post(slack, 'conversations.unarchive', { channel })
    const [stranger, other] = (await objects(slack, 'users')).map(({ key }) => key)
    await post(slack, 'conversations.invite', { channel, users: `${stranger},${other}` })
    await post(slack, 'conversations.kick', { channel, user: stranger! })
    expect((await get(slack, 'conversations.members', { channel }))['members']).not.toContain(stranger)
    await post(slack, 'conversations.leave', { channel })
    expect(await info()).toMatchObject({ is_member: false, is_archived: false })
    await post(slack, 'conversations.join', { channel })
    expect(await info()).toMatchObject({ is_member: true })
  })

  it('can be opened with one person or several, and marked as read', async () => {
    const slack = await open()
    const [one, other] = (await objects(slack, 'users')).slice(6, 8).map(({ key }) => key)
    const opened = await post(slack, 'conversations.open', { users: one! })
    expect(textAt(opened, 'channel.id')).toMatch(/^D/)
    expect(await post(slack, 'conversations.open', { users: one! })).toMatchObject({ already_open: true })
    expect(await post(slack, 'conversations.open', { users: `${one},${other}` })).toMatchObject({ ok: true })
    const channel = await firstChannel(slack)
    const ts = textAt(await get(slack, 'conversations.history', { channel }), 'messages.2.ts')
    expect((await changed(slack, () => post(slack, 'conversations.mark', { channel, ts }))).changed).toEqual([
      `channels ${channel}`,
    ])
  })
})

describe('messages', () => {
  it('are reacted to, pinned, scheduled and shown to one person', async () => {
    const slack = await open()
    const channel = await firstChannel(slack)
    const ts = textAt(await get(slack, 'conversations.history', { channel }), 'messages.3.ts')
    const reaction = { channel, timestamp: ts, name: 'rocket' }
    await post(slack, 'reactions.add', reaction)
    expect(await post(slack, 'reactions.add', reaction)).toMatchObject({ error: 'already_reacted' })
    expect(JSON.stringify(await get(slack, 'reactions.get', { channel, timestamp: ts }))).toContain('"rocket"')
    await post(slack, 'reactions.remove', reaction)
    expect(await post(slack, 'reactions.remove', reaction)).toMatchObject({ error: 'no_reaction' })
    await post(slack, 'pins.add', { channel, timestamp: ts })
    expect(JSON.stringify(await get(slack, 'pins.list', { channel }))).toContain(ts)
    await post(slack, 'pins.remove', { channel, timestamp: ts })
    expect(await post(slack, 'pins.remove', { channel, timestamp: ts })).toMatchObject({ error: 'no_pin' })
    const post_at = Math.floor(Date.now() / 1000) + 3600
    const planned = await post(slack, 'chat.scheduleMessage', { channel, text: 'later', post_at })
    const id = textAt(planned, 'scheduled_message_id')
    const gone = () => post(slack, 'chat.deleteScheduledMessage', { channel, scheduled_message_id: id })
    expect((await changed(slack, gone)).removed).toEqual([`scheduledMessages ${id}`])
    expect(await gone()).toMatchObject({ error: 'invalid_scheduled_message_id' })
    const user = textAt(await get(slack, 'conversations.members', { channel }), 'members.0')
    const ephemeral = () => post(slack, 'chat.postEphemeral', { channel, user, text: 'psst' })
    expect(await ephemeral()).toMatchObject({ ok: true })
    const shown = [expect.stringMatching(/^ephemeralMessages /)]
    expect(await changed(slack, ephemeral)).toEqual({ made: shown, changed: [], removed: [] })
    expect(JSON.stringify(await get(slack, 'conversations.history', { channel }))).not.toContain('psst')
  })
})

describe('files and emoji', () => {
  it('come in three steps, and can be listed and shown', async () => {
    const slack = await open()
    const channel = await firstChannel(slack)
    const asked = await get(slack, 'files.getUploadURLExternal', { filename: 'notiz 🎉.txt', length: '5' })
    const file = textAt(asked, 'file_id')
    const headers = { 'content-type': 'application/octet-stream' }
    const sent = await slack.fetch(new Request(textAt(asked, 'upload_url'), { method: 'POST', body: 'hello', headers }))
    expect(sent.status).toBe(200)
    const complete = { files: [{ id: file, title: 'Notiz' }], channel_id: channel, initial_comment: 'see' }
    expect(await post(slack, 'files.completeUploadExternal', complete)).toMatchObject({ ok: true })
    expect(await get(slack, 'files.info', { file })).toMatchObject({ file: { id: file, title: 'Notiz', size: 5 } })
    expect(textAt(await get(slack, 'files.list', { channel }), 'files.0.id')).toBe(file)
  })

  it('have aliases among the emoji', async () => {
    const emoji = Object.entries((await get(await open(), 'emoji.list'))['emoji'] as Record<string, string>)
    const [name] = emoji[0]!
    expect(emoji[1]![1]).toBe(`alias:${name}`)
  })
})
