import { randomBytes } from 'node:crypto'
import type { JsonObject } from '../../lib/json.ts'
import { booleanArgument, stringArgument } from './arguments.ts'
import type { Call, OwnMethod } from './own-method.ts'
import type { Row } from './tables.ts'
import { plain, usergroupView } from './views.ts'

/** Groups of people that can be mentioned by one handle. */
export const usergroupMethods: Readonly<Record<string, OwnMethod>> = {
  'usergroups.list': { scopes: () => ['usergroups:read'], answer: listUsergroups },
  'usergroups.users.list': { scopes: () => ['usergroups:read'], answer: listUsers },
  'usergroups.create': { scopes: () => ['usergroups:write'], answer: createUsergroup },
  'usergroups.update': { scopes: () => ['usergroups:write'], answer: updateUsergroup },
  'usergroups.users.update': { scopes: () => ['usergroups:write'], answer: updateUsers },
  'usergroups.disable': { scopes: () => ['usergroups:write'], answer: (call) => turn(call, 'off') },
  'usergroups.enable': { scopes: () => ['usergroups:write'], answer: (call) => turn(call, 'on') },
}

function listUsergroups({ account, args }: Call): JsonObject {
  const groups = account.usergroups.all().filter((row) => isOn(row) || booleanArgument(args, 'include_disabled'))
  const withUsers = booleanArgument(args, 'include_users')
  return { ok: true, usergroups: groups.map((row) => usergroupView(row, account, withUsers)) }
}

function listUsers(call: Call): JsonObject {
  return withGroup(call, (row) => plain({ ok: true, users: row['users'] }))
}

function createUsergroup(call: Call): JsonObject {
  const { account, args } = call
  const name = stringArgument(args, 'name')
  if (name === undefined) return { ok: false, error: 'invalid_arguments' }
  const handle = stringArgument(args, 'handle') ?? name.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '-')
  const refused = clash(call, { name, handle })
  if (refused !== undefined) return { ok: false, error: refused }
  const now = Math.floor(Date.now() / 1000)
  const row = account.usergroups.insert({
    usergroup_id: `S0${randomBytes(5).toString('hex').toUpperCase().slice(0, 9)}`,
    name,
    handle,
    description: stringArgument(args, 'description') ?? '',
    date_create: now,
    date_update: now,
    date_delete: 0,
    created_by: account.app.userId,
    users: [],
  })
  return { ok: true, usergroup: usergroupView(row, account, true) }
}

function updateUsergroup(call: Call): JsonObject {
  const fields = ['name', 'handle', 'description'].flatMap((field): [string, string][] => {
    const value = call.args[field]
    return typeof value === 'string' ? [[field, value]] : []
  })
  return withGroup(call, (row) => {
    const refused = clash(call, Object.fromEntries(fields), row)
    return refused === undefined ? changed(call, row, Object.fromEntries(fields)) : { ok: false, error: refused }
  })
}

function updateUsers(call: Call): JsonObject {
  const users = (stringArgument(call.args, 'users') ?? '').split(',').filter((id) => id !== '')
  return withGroup(call, (row) => {
    if (users.length === 0) return { ok: false, error: 'no_users_provided' }
    const known = users.every((id) => call.account.users.findOneBy('user_id', id)?.deleted === false)
    return known ? changed(call, row, { users }) : { ok: false, error: 'invalid_users' }
  })
}

function turn(call: Call, way: 'on' | 'off'): JsonObject {
  return withGroup(call, (row) => {
    if (isOn(row) === (way === 'on')) return { ok: false, error: way === 'on' ? 'already_enabled' : 'already_disabled' }
    return changed(call, row, { date_delete: way === 'on' ? 0 : Math.floor(Date.now() / 1000) })
  })
}

function changed({ account }: Call, row: Row, fields: Readonly<Record<string, unknown>>): JsonObject {
  const now = Math.floor(Date.now() / 1000)
  const next = account.usergroups.update(row.id, { ...fields, date_update: now, updated_by: account.app.userId })!
  return { ok: true, usergroup: usergroupView(next, account, true) }
}

function clash({ account }: Call, wanted: { name?: string; handle?: string }, self?: Row): string | undefined {
  const others = account.usergroups.all().filter((row) => row.id !== self?.id)
  if (wanted.name !== undefined && others.some((row) => row['name'] === wanted.name)) return 'name_already_exists'
  if (wanted.handle !== undefined && others.some((row) => row['handle'] === wanted.handle))
    return 'handle_already_exists'
  return undefined
}

function withGroup({ account, args }: Call, answer: (row: Row) => JsonObject): JsonObject {
  const row = account.usergroups.findOneBy('usergroup_id', stringArgument(args, 'usergroup'))
  return row ? answer(row) : { ok: false, error: 'no_such_subteam' }
}

function isOn(row: Row): boolean {
  return Number(row['date_delete']) === 0
}
