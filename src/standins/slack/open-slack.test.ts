import { afterEach, describe, expect, it } from 'vitest'
import type { Json, JsonObject } from '../../lib/json.ts'
import type { StandIn } from '../stand-in.ts'
import { at, difference, send, textAt } from '../testing/client.ts'
import { everyPage, firstChannel, get, post } from '../testing/slack-client.ts'
import { openSlack } from './open-slack.ts'

const opened: StandIn[] = []
afterEach(async () => {
  for (const standIn of opened.splice(0)) await standIn[Symbol.asyncDispose]()
})

async function open(scopes?: readonly string[]): Promise<StandIn> {
  const slack = await openSlack({ seed: 1, credential: 'right', ...(scopes ? { scopes } : {}) })
  opened.push(slack)
  return slack
}

describe('who comes in', () => {
  it('answers 200 with Slack words to no credential and to a wrong one', async () => {
    const slack = await open()
    const url = 'https://slack.com/api/conversations.list'
    expect((await send(slack, url, { credential: null })).body).toEqual({ ok: false, error: 'not_authed' })
    const wrong = await send(slack, url, { credential: 'wrong' })
    expect(wrong).toMatchObject({ status: 200, body: { ok: false, error: 'invalid_auth' } })
    expect(wrong.headers.get('x-stand-in')).toBe(slack.label)
  })

  it('names the scope that is missing and those that there are', async () => {
    const slack = await open(['channels:read'])
    expect(await post(slack, 'chat.postMessage', { channel: 'C0NOTHERE00', text: 'hi' })).toEqual({
      ok: false,
      error: 'missing_scope',
      needed: 'chat:write',
      provided: 'channels:read',
    })
    expect(await get(slack, 'users.list')).toMatchObject({ error: 'missing_scope', needed: 'users:read' })
  })

  it('hides addresses from a token that may not read them', async () => {
    const slack = await open(['users:read'])
    const member = at(await get(slack, 'users.list'), 'members.0') ?? null
    expect(member).not.toHaveProperty('profile.email')
    expect(await get(slack, 'users.info', { user: textAt(member, 'id') })).not.toHaveProperty('user.profile.email')
  })
})

describe('arguments and methods', () => {
  it('takes arguments from the query, a form and JSON alike', async () => {
    const slack = await open()
    const channel = await firstChannel(slack)
    const url = 'https://slack.com/api/conversations.info'
    const asked = await get(slack, 'conversations.info', { channel })
    expect(asked).toMatchObject({ ok: true, channel: { id: channel } })
    expect((await send(slack, url, { method: 'POST', form: { channel } })).body).toEqual(asked)
    expect(await post(slack, 'conversations.info', { channel })).toEqual(asked)
  })

  it('tells a method that Slack does not have from one that only the stand-in lacks', async () => {
    const slack = await open()
    expect(await post(slack, 'chat.postMessages')).toMatchObject({ ok: false, error: 'unknown_method' })
    const lacking = await send(slack, 'https://slack.com/api/admin.users.list', { method: 'POST', json: {} })
    expect(lacking).toMatchObject({ status: 501, body: { standin: 'not implemented' } })
    expect(lacking.headers.get('x-stand-in')).toBe(slack.label)
  })

  it.each<[string, JsonObject, string]>([
    ['chat.postMessage', { channel: 'C0NOTHERE00', text: 'hi' }, 'channel_not_found'],
    ['chat.postMessage', { channel: '$channel' }, 'no_text'],
    ['chat.update', { channel: '$channel', ts: '1.000001', text: 'hi' }, 'message_not_found'],
    ['conversations.setTopic', { channel: '$channel', topic: 'x'.repeat(251) }, 'too_long'],
    ['users.info', { user: 'U0NOTHERE00' }, 'user_not_found'],
    ['conversations.archive', { channel: '$channel' }, 'cant_archive_general'],
  ])('%s with %o answers %s', async (method, args, error) => {
    const slack = await open()
    const channel = await firstChannel(slack)
    const sent = args['channel'] === '$channel' ? { ...args, channel } : args
    expect(await post(slack, method, sent)).toMatchObject({ ok: false, error })
  })
})

describe('pages', () => {
  it.each([
    ['conversations.list', 'channels', 44],
    ['users.list', 'members', 46],
  ])('%s takes three pages whatever the limit, each object once', async (method, field, count) => {
    const pages = await everyPage(await open(), method, field, { limit: '1000' })
    expect(pages.length).toBe(3)
    expect(new Set(pages.flat().map((object) => textAt(object, 'id'))).size).toBe(count)
  })

  it('honours a smaller limit', async () => {
    const page = await get(await open(), 'users.list', { limit: '7' })
    expect(page['members']).toHaveLength(7)
  })

  it('refuses a cursor that it did not give, and one of another method', async () => {
    const slack = await open()
    expect(await get(slack, 'users.list', { cursor: 'garbage' })).toMatchObject({ error: 'invalid_cursor' })
    const cursor = textAt(await get(slack, 'users.list'), 'response_metadata.next_cursor')
    expect(await get(slack, 'conversations.list', { cursor })).toMatchObject({ error: 'invalid_cursor' })
    expect(await get(slack, 'conversations.list', { cursor: btoa('team:C0NOTHERE00') })).toMatchObject({
      error: 'invalid_cursor',
    })
    expect(await get(slack, 'users.list', { limit: 'ten' })).toMatchObject({ error: 'invalid_limit' })
  })

  it('pages through a history, newest first, and a thread, oldest first', async () => {
    const slack = await open()
    const channel = await firstChannel(slack)
    const pages = await everyPage(slack, 'conversations.history', 'messages', { channel })
    const history = pages.flat()
    expect(pages.length).toBeGreaterThan(2)
    expect(history.map((message) => textAt(message, 'ts'))).toEqual(
      history
        .map((message) => textAt(message, 'ts'))
        .toSorted()
        .toReversed(),
    )
    const parent = history.find((message) => Number(at(message, 'reply_count')) > 20) ?? null
    const thread = await everyPage(slack, 'conversations.replies', 'messages', { channel, ts: textAt(parent, 'ts') })
    expect(thread.map((page) => page.length)).toEqual([20, 5])
    const oldest = textAt(history[3] ?? null, 'ts')
    expect((await get(slack, 'conversations.history', { channel, oldest }))['messages']).toHaveLength(3)
  })
})

describe('variety', () => {
  it('has both sides of what a client may meet', async () => {
    const slack = await open()
    const users = (await everyPage(slack, 'users.list', 'members')).flat()
    const channels = (
      await everyPage(slack, 'conversations.list', 'channels', { types: 'public_channel,private_channel' })
    ).flat()
    const both = (objects: Json[], path: string) => [...new Set(objects.map((object) => at(object, path)))].toSorted()
    for (const path of ['deleted', 'is_bot', 'is_admin']) expect(both(users, path)).toEqual([false, true])
    for (const path of ['is_archived', 'is_private', 'is_member']) expect(both(channels, path)).toEqual([false, true])
    expect(users.some((user) => at(user, 'tz') === undefined)).toBe(true)
    expect(channels.some((channel) => at(channel, 'topic.value') === '')).toBe(true)
  })
})

describe('writes', () => {
  it('posts, changes and deletes a message, and the account shows it', async () => {
    const slack = await open()
    const channel = await firstChannel(slack)
    const before = await slack.snapshot()
    const posted = await post(slack, 'chat.postMessage', { channel, text: 'see https://example.com' })
    const ts = textAt(posted, 'ts')
    expect(posted).toMatchObject({
      ok: true,
      channel,
      message: { text: 'see <https://example.com>', blocks: [{ type: 'rich_text' }] },
    })
    const after = await slack.snapshot()
    expect(difference(before, after)).toEqual({ made: [`messages ${channel}:${ts}`], changed: [], removed: [] })
    expect(after.find((object) => object.key === `${channel}:${ts}`)?.fields).toMatchObject({
      channel,
      ts,
      text: 'see <https://example.com>',
    })
    expect(await post(slack, 'chat.update', { channel, ts, text: 'new' })).toMatchObject({ ok: true, ts, text: 'new' })
    expect(difference(after, await slack.snapshot()).changed).toEqual([`messages ${channel}:${ts}`])
    expect(await post(slack, 'chat.delete', { channel, ts })).toMatchObject({ ok: true })
    expect(difference(before, await slack.snapshot())).toEqual({ made: [], changed: [], removed: [] })
  })

  it('lets the token change its own seeded messages and nobody else’s', async () => {
    const slack = await open()
    const messages = (await slack.snapshot()).filter((object) => object.collection === 'messages')
    const update = async (index: number) => {
      const { channel, ts } = messages[index]!.fields
      return await post(slack, 'chat.update', { channel: channel!, ts: ts!, text: 'mine' })
    }
    expect(await update(0)).toMatchObject({ ok: true })
    expect(await update(1)).toMatchObject({ ok: false, error: 'cant_update_message' })
  })

  it('sets a topic, invites and reacts', async () => {
    const slack = await open()
    const channel = textAt(await get(slack, 'conversations.list'), 'channels.1.id')
    const before = await slack.snapshot()
    const members = new Set((await get(slack, 'conversations.members', { channel }))['members'] as string[])
    const stranger = before.find(
      (object) => object.collection === 'users' && !members.has(object.key) && object.fields['deleted'] !== true,
    )!
    expect(await post(slack, 'conversations.setTopic', { channel, topic: 'Topic' })).toMatchObject({
      channel: { topic: { value: 'Topic' } },
    })
    expect(await post(slack, 'conversations.invite', { channel, users: stranger.key })).toMatchObject({ ok: true })
    const found = difference(before, await slack.snapshot())
    expect(found.changed).toEqual([`channels ${channel}`])
    expect(found.made).toContain(`members ${channel}:${stranger.key}`)
  })

  it('gives a message the address of the team', async () => {
    const slack = await open()
    const domain = textAt(await get(slack, 'team.info'), 'team.domain')
    const [pin] = (await slack.snapshot()).filter((object) => object.collection === 'pins')
    const { channel, message } = pin!.fields as Record<string, string>
    const link = textAt(await get(slack, 'chat.getPermalink', { channel: channel!, message_ts: message! }), 'permalink')
    expect(link).toBe(`https://${domain}.slack.com/archives/${channel}/p${message!.replace('.', '')}`)
    expect(JSON.stringify(await get(slack, 'pins.list', { channel: channel! }))).toContain(link)
  })

  it('keeps two workspaces apart', async () => {
    const [one, other] = [await open(), await open()]
    const before = await other.snapshot()
    await post(one, 'chat.postMessage', { channel: await firstChannel(one), text: 'only here' })
    expect(difference(before, await other.snapshot())).toEqual({ made: [], changed: [], removed: [] })
  })
})
