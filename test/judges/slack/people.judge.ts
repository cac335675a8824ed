import assert from 'node:assert/strict'
import type { UsersListResponse, WebClient } from '@slack/web-api'
import type { Judge } from '../jury.ts'
import { hasFields, isRecent, refused, sameInAnyPages, slackAt, sure } from './client.ts'

type User = NonNullable<UsersListResponse['members']>[number]

export const users: Judge = {
  name: 'users',
  async judge(served) {
    const slack = slackAt(served)
    const { team_id: team, user_id: me } = await slack.auth.test()
    const all = await sameInAnyPages<UsersListResponse, User>(
      (args) => slack.users.list(args),
      ({ members }) => members,
      ({ id }) => id,
    )
    isRecent((await slack.users.list({})).cache_ts)
    for (const user of all) isWhole(user, sure(team, 'team_id'))
    const [bots, gone] = [all.filter((user) => user.is_bot), all.filter((user) => user.deleted)]
    assert.ok(bots.length > 1 && gone.length > 0 && bots.length + gone.length < all.length)
    assert.ok(all.some(({ id }) => id === me))
    for (const user of [all[0]!, gone[0]!, bots[0]!]) {
      assert.deepEqual((await slack.users.info({ user: sure(user.id, 'id') })).user, user)
    }
    const email = sure(all[0]?.profile?.email, 'an address')
    assert.deepEqual((await slack.users.lookupByEmail({ email })).user, all[0])
    await refused(slack.users.lookupByEmail({ email: 'nobody@judge.example' }), 'users_not_found')
    await refused(slack.users.info({ user: 'U0NOTHERE00' }), 'user_not_found')
    await state(slack, { user: sure(all[0]?.id, 'id'), gone: sure(gone[0]?.id, 'id') })
  },
}

function isWhole(user: User, team: string): void {
  hasFields(user, 'id team_id name deleted real_name profile is_admin is_bot is_app_user updated'.split(' '), 'a user')
  assert.deepEqual([user.team_id, user.profile?.team, user.is_app_user], [team, team, false])
  if (!user.deleted) {
    const more = 'color tz tz_label tz_offset is_owner is_primary_owner is_restricted is_ultra_restricted'
    hasFields(user, [...more.split(' '), 'is_email_confirmed'], 'a live user')
  }
  const profile =
    'title phone skype real_name real_name_normalized display_name display_name_normalized status_text status_emoji status_emoji_display_info status_expiration avatar_hash image_24 image_192 image_512 first_name last_name huddle_state huddle_state_expiration_ts'
  hasFields(user.profile ?? {}, profile.split(' '), 'a profile')
  assert.equal(user.profile?.email === undefined, user.is_bot, 'people have an address')
  assert.equal(user.profile?.real_name, user.real_name)
  assert.deepEqual([user.profile?.huddle_state, user.profile?.status_expiration], ['default_unset', 0])
}

async function state(slack: WebClient, { user, gone }: { user: string; gone: string }): Promise<void> {
  const presence = await slack.users.getPresence({ user })
  assert.ok(['active', 'away'].includes(sure(presence.presence, 'presence')))
  await refused(slack.users.getPresence({ user: gone }), 'user_not_found')
  await slack.users.setPresence({ presence: 'away' })
  const away = await slack.users.getPresence({})
  assert.deepEqual([away.presence, away.manual_away, away.online], ['away', true, false])
  await slack.users.setPresence({ presence: 'auto' })
  assert.equal((await slack.users.getPresence({})).presence, 'active')
  await refused(slack.apiCall('users.setPresence', { presence: 'asleep' }), 'invalid_presence')

  await quiet(slack, user)
  await refused(slack.dnd.info({ user: 'U0NOTHERE00' }), 'user_not_found')
}

export const profile: Judge = {
  name: 'profile',
  async judge(served) {
    const slack = slackAt(served)
    const { user_id: user = '' } = await slack.auth.test()
    const status = { status_text: 'Judging', status_emoji: ':scales:' }
    const set = await slack.users.profile.set({ profile: status })
    assert.deepEqual([set.profile?.status_text, set.profile?.status_emoji], ['Judging', ':scales:'])
    const read = await slack.users.profile.get({ user })
    assert.deepEqual([read.profile?.status_text, read.profile?.status_emoji], ['Judging', ':scales:'])
    const { user: whole } = await slack.users.info({ user })
    assert.deepEqual([whole?.profile?.status_text, whole?.profile?.status_emoji], ['Judging', ':scales:'])
    await slack.users.profile.set({ profile: { status_text: '', status_emoji: '' } })
    assert.equal((await slack.users.profile.get({ user })).profile?.status_text, '')
    await refused(slack.apiCall('users.profile.set', {}), 'invalid_arguments')
    await refused(slack.users.profile.get({ user: 'U0NOTHERE00' }), 'user_not_found')
  },
}

export const userGroups: Judge = {
  name: 'user groups',
  async judge(served) {
    const slack = slackAt(served)
    const { team_id: team } = await slack.auth.test()
    const { usergroups: live = [] } = await slack.usergroups.list()
    const { usergroups: all = [] } = await slack.usergroups.list({ include_disabled: true, include_users: true })
    assert.ok(live.length > 0 && live.length < all.length)
    assert.deepEqual(
      live.map(({ id }) => id),
      all.filter((group) => group.date_delete === 0).map(({ id }) => id),
    )
    for (const { id, users: within, ...group } of all) {
      const fields =
        'team_id name handle description is_usergroup is_subteam is_external date_create date_update date_delete auto_type created_by updated_by deleted_by prefs user_count'
      hasFields(group, fields.split(' '), 'a user group')
      assert.match(sure(id, 'id'), /^S\w+$/)
      assert.deepEqual(
        [group.team_id, group.is_usergroup, group.is_subteam, group.is_external],
        [team, true, true, false],
      )
      assert.deepEqual([group.prefs?.channels, group.prefs?.groups], [[], []])
      assert.equal(group.deleted_by === null, group.date_delete === 0)
      assert.equal(group.user_count, within?.length)
      const { users: listed } = await slack.usergroups.users.list({ usergroup: sure(id, 'id') })
      assert.deepEqual(listed, within)
      assert.ok(sure(listed, 'users').length > 0)
    }
    for (const { users: within } of live) assert.equal(within, undefined, 'nobody asked for users')
    await refused(slack.usergroups.users.list({ usergroup: 'S0NOTHERE00' }), 'no_such_subteam')
    await userGroupLife(slack)
  },
}

async function userGroupLife(slack: WebClient): Promise<void> {
  const { user_id: me } = await slack.auth.test()
  const { usergroup } = await slack.usergroups.create({ name: 'Judged Group' })
  const id = sure(usergroup?.id, 'id')
  assert.deepEqual([usergroup?.name, usergroup?.handle, usergroup?.description], ['Judged Group', 'judged-group', ''])
  assert.deepEqual([usergroup?.created_by, usergroup?.date_delete, usergroup?.users], [me, 0, []])
  isRecent(usergroup?.date_create)
  await refused(slack.usergroups.create({ name: 'Judged Group' }), 'name_already_exists')
  await refused(slack.usergroups.create({ name: 'Other', handle: 'judged-group' }), 'handle_already_exists')
  const changed = await slack.usergroups.update({ usergroup: id, name: 'Judged again', description: 'Why' })
  assert.deepEqual([changed.usergroup?.name, changed.usergroup?.description], ['Judged again', 'Why'])
  assert.equal(changed.usergroup?.updated_by, me)
  const { members: [one] = [] } = await slack.users.list({})
  const user = sure(one?.id, 'id')
  const filled = await slack.usergroups.users.update({ usergroup: id, users: user })
  assert.deepEqual(filled.usergroup?.users, [user])
  assert.deepEqual((await slack.usergroups.users.list({ usergroup: id })).users, [user])
  await refused(slack.usergroups.users.update({ usergroup: id, users: 'U0NOTHERE00' }), 'invalid_users')
  await refused(slack.apiCall('usergroups.users.update', { usergroup: id, users: '' }), 'no_users_provided')
  const isListed = async () => (await slack.usergroups.list()).usergroups?.some((group) => group.id === id)
  assert.equal(await isListed(), true)
  await slack.usergroups.disable({ usergroup: id })
  assert.equal(await isListed(), false)
  await refused(slack.usergroups.disable({ usergroup: id }), 'already_disabled')
  await slack.usergroups.enable({ usergroup: id })
  assert.equal(await isListed(), true)
  await refused(slack.usergroups.enable({ usergroup: id }), 'already_enabled')
  await refused(slack.usergroups.update({ usergroup: 'S0NOTHERE00', name: 'x' }), 'no_such_subteam')
}

async function quiet(slack: WebClient, user: string): Promise<void> {
  const dnd = await slack.dnd.info({ user })
  const { dnd_enabled: enabled, next_dnd_start_ts: start, next_dnd_end_ts: end, ...more } = dnd
  assert.deepEqual([typeof enabled, typeof start, typeof end], ['boolean', 'number', 'number'])
  assert.ok(!('snooze_enabled' in more), 'of others nobody is told the snooze')
  const own = async () => (await slack.dnd.info({})) as { snooze_enabled?: boolean; snooze_endtime?: number }
  assert.equal((await own()).snooze_enabled, false)
  await refused(slack.dnd.endSnooze(), 'snooze_not_active')
  const set = await slack.dnd.setSnooze({ num_minutes: 10 })
  assert.deepEqual([set.snooze_enabled, set.snooze_endtime], [true, (await own()).snooze_endtime])
  isRecent(Number(set.snooze_endtime) - 600)
  assert.ok(Number(set.snooze_remaining) > 0 && (await own()).snooze_enabled)
  assert.equal((await slack.dnd.endSnooze()).snooze_enabled, false)
  assert.equal((await own()).snooze_enabled, false)
  await refused(slack.apiCall('dnd.setSnooze', {}), 'missing_duration')
  await refused(slack.apiCall('dnd.setSnooze', { num_minutes: 'some' }), 'missing_duration')
  await refused(slack.dnd.setSnooze({ num_minutes: -1 }), 'snooze_failed')
  const { members = [] } = await slack.users.list({})
  const ids = members.slice(0, 20).map(({ id }) => sure(id, 'id'))
  const { users: hours = {} } = await slack.dnd.teamInfo({ users: ids.join(',') })
  assert.deepEqual(Object.keys(hours).toSorted(), ids.toSorted())
  const here = hours[user] as { dnd_enabled?: boolean } | undefined
  assert.equal(here?.dnd_enabled, enabled)
  const all = Object.values(hours) as { dnd_enabled?: boolean; next_dnd_start_ts?: number; next_dnd_end_ts?: number }[]
  for (const { dnd_enabled: is, next_dnd_start_ts: from = 0, next_dnd_end_ts: to = 0 } of all) {
    assert.equal(is, from > 1)
    assert.equal(is, to > from)
  }
  await refused(slack.apiCall('dnd.teamInfo', { users: Array(51).fill(user).join(',') }), 'too_many_users')
}
