import assert from 'node:assert/strict'
import type { Judge } from '../jury.ts'
import { refused, slackAt, sure } from './client.ts'

// Methods that one scope allows, arguments that they take, and that scope.
const methods: readonly (readonly [method: string, args: Record<string, unknown>, scope: string])[] = [
  ['users.list', {}, 'users:read'],
  ['users.info', { user: 'U0NOTHERE00' }, 'users:read'],
  ['users.getPresence', {}, 'users:read'],
  ['users.lookupByEmail', { email: 'nobody@judge.example' }, 'users:read.email'],
  ['users.profile.get', {}, 'users.profile:read'],
  ['users.profile.set', { profile: { status_text: 'x' } }, 'users.profile:write'],
  ['users.setPresence', { presence: 'auto' }, 'users:write'],
  ['conversations.list', {}, 'channels:read'],
  ['conversations.list', { types: 'private_channel' }, 'groups:read'],
  ['conversations.list', { types: 'im' }, 'im:read'],
  ['conversations.list', { types: 'mpim' }, 'mpim:read'],
  ['users.conversations', { types: 'im' }, 'im:read'],
  ['conversations.members', { channel: 'C0NOTHERE00' }, 'channels:read'],
  ['conversations.history', { channel: 'C0NOTHERE00' }, 'channels:history'],
  ['conversations.replies', { channel: 'C0NOTHERE00', ts: '1.000001' }, 'channels:history'],
  ['chat.postMessage', { channel: 'C0NOTHERE00', text: 'x' }, 'chat:write'],
  ['chat.update', { channel: 'C0NOTHERE00', ts: '1.000001', text: 'x' }, 'chat:write'],
  ['chat.delete', { channel: 'C0NOTHERE00', ts: '1.000001' }, 'chat:write'],
  ['chat.postEphemeral', { channel: 'C0NOTHERE00', user: 'U0NOTHERE00', text: 'x' }, 'chat:write'],
  ['chat.scheduleMessage', { channel: 'C0NOTHERE00', text: 'x', post_at: 1 }, 'chat:write'],
  ['chat.scheduledMessages.list', {}, 'chat:write'],
  ['reactions.add', { channel: 'C0NOTHERE00', timestamp: '1.000001', name: 'eyes' }, 'reactions:write'],
  ['reactions.remove', { channel: 'C0NOTHERE00', timestamp: '1.000001', name: 'eyes' }, 'reactions:write'],
  ['reactions.get', { channel: 'C0NOTHERE00', timestamp: '1.000001' }, 'reactions:read'],
  ['reactions.list', {}, 'reactions:read'],
  ['pins.add', { channel: 'C0NOTHERE00', timestamp: '1.000001' }, 'pins:write'],
  ['pins.remove', { channel: 'C0NOTHERE00', timestamp: '1.000001' }, 'pins:write'],
  ['pins.list', { channel: 'C0NOTHERE00' }, 'pins:read'],
  ['bookmarks.list', { channel_id: 'C0NOTHERE00' }, 'bookmarks:read'],
  ['bookmarks.remove', { channel_id: 'C0NOTHERE00', bookmark_id: 'Bk1' }, 'bookmarks:write'],
  ['files.list', {}, 'files:read'],
  ['files.info', { file: 'F0NOTHERE00' }, 'files:read'],
  ['files.delete', { file: 'F0NOTHERE00' }, 'files:write'],
  ['files.getUploadURLExternal', { filename: 'a.txt', length: 1 }, 'files:write'],
  ['team.info', {}, 'team:read'],
  ['emoji.list', {}, 'emoji:read'],
  ['dnd.info', {}, 'dnd:read'],
  ['usergroups.list', {}, 'usergroups:read'],
  ['usergroups.users.list', { usergroup: 'S0NOTHERE00' }, 'usergroups:read'],
  ['reminders.add', { text: 'x', time: 600 }, 'reminders:write'],
  ['reminders.list', {}, 'reminders:read'],
  ['search.messages', { query: 'x' }, 'search:read'],
  ['search.files', { query: 'x' }, 'search:read'],
  ['search.all', { query: 'x' }, 'search:read'],
  ['dnd.teamInfo', { users: 'U0NOTHERE00' }, 'dnd:read'],
  ['dnd.setSnooze', { num_minutes: 1 }, 'dnd:write'],
  ['dnd.endSnooze', {}, 'dnd:write'],
  ['usergroups.create', { name: 'x' }, 'usergroups:write'],
  ['usergroups.update', { usergroup: 'S0NOTHERE00' }, 'usergroups:write'],
  ['usergroups.users.update', { usergroup: 'S0NOTHERE00', users: 'U1' }, 'usergroups:write'],
  ['usergroups.disable', { usergroup: 'S0NOTHERE00' }, 'usergroups:write'],
  ['usergroups.enable', { usergroup: 'S0NOTHERE00' }, 'usergroups:write'],
  ['reminders.info', { reminder: 'Rm1' }, 'reminders:read'],
  ['reminders.complete', { reminder: 'Rm1' }, 'reminders:write'],
  ['reminders.delete', { reminder: 'Rm1' }, 'reminders:write'],
]

/** Another scope of the same family is not enough either. */
export const noScopes: Judge = {
  name: 'no scopes',
  scopes: ['identify', 'chat:write.customize'],
  async judge(served) {
    const slack = slackAt(served)
    for (const [method, args, needed] of methods) {
      const told = await refused(slack.apiCall(method, args), 'missing_scope')
      assert.deepEqual(told, { needed, provided: 'identify,chat:write.customize' }, method)
    }
    const several = slack.conversations.list({ types: 'public_channel,im' })
    assert.equal((await refused(several, 'missing_scope'))['needed'], 'channels:read,im:read')
    const made = await refused(slack.conversations.create({ name: 'judged-scopes' }), 'missing_scope')
    assert.equal(made['needed'], 'channels:manage,channels:write')
    for (const method of ['auth.test', 'api.test']) assert.equal((await slack.apiCall(method)).ok, true)
  },
}

/** Each of the scopes lets in: whatever else is wrong with a call, no scope is missing. */
export const allScopes: Judge = {
  name: 'all scopes',
  scopes: [...new Set(methods.map(([, , scope]) => scope))],
  async judge(served) {
    const slack = slackAt(served)
    for (const [method, args] of methods) {
      const word = await slack.apiCall(method, args).then(
        () => undefined,
        (error: { data?: { error?: string } }) => sure(error.data?.error, `a word of ${method}`),
      )
      assert.notEqual(word, 'missing_scope', method)
    }
    const { members = [] } = await slack.users.list({})
    assert.ok(members.some(({ profile }) => profile?.email))
  },
}

/** Who may read users, and not their addresses, sees none. */
export const noAddresses: Judge = {
  name: 'no addresses',
  scopes: ['users:read', 'users.profile:read', 'channels:read', 'groups:history'],
  async judge(served) {
    const slack = slackAt(served)
    const { members = [] } = await slack.users.list({})
    assert.deepEqual([...new Set(members.map(({ profile }) => profile?.email))], [undefined])
    const user = sure(members[0]?.id, 'id')
    assert.equal((await slack.users.info({ user })).user?.profile?.email, undefined)
    assert.equal((await slack.users.profile.get({ user })).profile?.email, undefined)
    const { channels: [channel] = [] } = await slack.conversations.list({})
    const within = { channel: sure(channel?.id, 'id') }
    assert.ok((await slack.conversations.members(within)).members)
    assert.equal((await refused(slack.conversations.history(within), 'missing_scope'))['needed'], 'channels:history')
  },
}
