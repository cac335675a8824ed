import assert from 'node:assert/strict'
import type { Client } from '@hubspot/api-client'
import type { Judge } from '../jury.ts'
import { everyPage, hubSpotAt, refused, sameInAnyPages, sure } from './client.ts'

export const owners: Judge = {
  name: 'owners',
  async judge(served) {
    const { ownersApi } = hubSpotAt(served).crm.owners
    const all = await sameInAnyPages((limit, after) => ownersApi.getPage(undefined, after, limit), 500)
    for (const owner of all) {
      assert.deepEqual([owner.type, owner.archived, owner.userId], ['PERSON', false, owner.userIdIncludingInactive])
      assert.ok(owner.email && owner.firstName && owner.lastName)
    }
    const [first, second] = all
    assert.deepEqual(await ownersApi.getById(Number(first?.id)), first)
    assert.deepEqual(await ownersApi.getById(Number(second?.userId), 'userId'), second)
    const email = sure(second?.email, 'email')
    assert.deepEqual((await ownersApi.getPage(` ${email.toUpperCase()}`)).results, [second])
    assert.deepEqual((await ownersApi.getPage('nobody@judge.example')).results, [])
    const gone = (await ownersApi.getPage(undefined, undefined, undefined, true)).results
    assert.ok(gone.length > 0 && gone.every(({ archived }) => archived))
    await refused(ownersApi.getById(Number(gone[0]?.id)), 404, 'OBJECT_NOT_FOUND')
    assert.deepEqual(await ownersApi.getById(Number(gone[0]?.id), 'id', true), gone[0])
    await refused(ownersApi.getById(1), 404, 'OBJECT_NOT_FOUND')
  },
}

export const users: Judge = {
  name: 'users',
  async judge(served) {
    const client = hubSpotAt(served)
    const { usersApi, rolesApi, teamsApi } = client.settings.users
    const all = await sameInAnyPages((limit, after) => usersApi.getPage(limit, after), 100)
    const [{ results: roles }, { results: teams }] = [await rolesApi.getAll(), await teamsApi.getAll()]
    assert.ok(roles.length > 1 && teams.length > 1)
    for (const { id, name, requiresBillingWrite: billing } of roles)
      assert.ok(id && name && typeof billing === 'boolean')
    const inTeams = teams.flatMap(({ userIds }) => userIds)
    assert.deepEqual(inTeams.toSorted(), all.map(({ id }) => id).toSorted())
    for (const user of all) assert.deepEqual(user.roleIds, user.roleId === undefined ? [] : [user.roleId])
    const [first] = all
    assert.deepEqual(await usersApi.getById(sure(first?.id, 'id')), first)
    assert.deepEqual(await usersApi.getById(sure(first?.email, 'email').toUpperCase(), 'EMAIL'), first)

    const wanted = {
      email: 'New@Judge.example',
      firstName: 'New',
      lastName: 'User',
      roleId: roles[0]!.id,
      primaryTeamId: teams[0]!.id,
      secondaryTeamIds: [teams[1]!.id],
    }
    const made = await usersApi.create({ ...wanted, sendWelcomeEmail: true })
    assert.deepEqual([made.email, made.superAdmin, made.sendWelcomeEmail], ['new@judge.example', false, true])
    const { email: _email, ...rest } = wanted
    const read = await usersApi.getById(made.id)
    const own = { id: made.id, email: 'new@judge.example', superAdmin: false, roleIds: [rest.roleId] }
    assert.deepEqual({ ...read }, { ...rest, ...own })
    const after = await everyPage((cursor) => usersApi.getPage(undefined, cursor))
    assert.deepEqual(after.items, [...all, read])
    const quiet = await usersApi.create({ email: 'quiet@judge.example' })
    assert.deepEqual([quiet.sendWelcomeEmail, quiet.roleId], [false, undefined])
    const changed = await usersApi.replace(made.id, { roleId: roles[1]!.id, firstName: 'Other' })
    assert.deepEqual([changed.roleId, changed.roleIds, changed.firstName], [roles[1]!.id, [roles[1]!.id], 'Other'])
    assert.deepEqual(await usersApi.getById(made.id), changed)
    await usersApi.archive('NEW@judge.example', 'EMAIL')
    await refused(usersApi.getById(made.id), 404, 'OBJECT_NOT_FOUND')
    await refused(usersApi.archive(made.id), 404, 'OBJECT_NOT_FOUND')
    await wrong(client, quiet.id)
  },
}

async function wrong(client: Client, user: string): Promise<void> {
  const { usersApi } = client.settings.users
  await refused(usersApi.create({ email: 'QUIET@judge.example' }), 409, 'CONFLICT')
  await refused(usersApi.create({ email: 'nobody' }), 400, 'VALIDATION_ERROR')
  await refused(usersApi.create({} as never), 400, 'VALIDATION_ERROR')
  const lost = await refused(usersApi.replace(user, { roleId: '1' }), 400, 'VALIDATION_ERROR')
  assert.deepEqual(lost.context, { roleId: ['1'] })
  const team = await refused(usersApi.replace(user, { primaryTeamId: '1' }), 400, 'VALIDATION_ERROR')
  assert.deepEqual(team.context, { teamId: ['1'] })
  await refused(usersApi.replace(user, { secondaryTeamIds: ['1'] }), 400, 'VALIDATION_ERROR')
  await refused(usersApi.getById('1'), 404, 'OBJECT_NOT_FOUND')
  await refused(usersApi.getById('nobody@judge.example', 'EMAIL'), 404, 'OBJECT_NOT_FOUND')
  const { items } = await everyPage((after) => usersApi.getPage(undefined, after))
  const admin = sure(items.find(({ superAdmin }) => superAdmin)?.id, 'a super admin')
  await refused(usersApi.archive(admin), 400, 'VALIDATION_ERROR')
}
