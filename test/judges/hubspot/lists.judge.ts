import assert from 'node:assert/strict'
import type { Client } from '@hubspot/api-client'
import type { Judge } from '../jury.ts'
import { asked, everyPage, hubSpotAt, isRecent, refused, sure } from './client.ts'

const contacts = { objectTypeId: '0-1', processingType: 'MANUAL' }

export const lists: Judge = {
  name: 'lists',
  async judge(served) {
    const client = hubSpotAt(served)
    const { listsApi } = client.crm.lists
    const searched = async (request: object) => await listsApi.doSearch(request as never)
    const before = await searched({})
    assert.deepEqual([before.total, before.hasMore, before.offset], [before.lists.length, false, 20])
    const few = await searched({ offset: 2, count: 3 })
    assert.deepEqual([few.lists, few.hasMore, few.offset], [before.lists.slice(2, 5), true, 5])
    const manual = (await searched({ processingTypes: ['MANUAL'] })).lists
    assert.deepEqual(
      manual,
      before.lists.filter(({ processingType }) => processingType === 'MANUAL'),
    )
    const [first] = before.lists
    const named = await searched({ query: sure(first?.name, 'name').toUpperCase() })
    assert.deepEqual(named.lists[0], first)
    assert.deepEqual((await searched({ query: 'no such list' })).lists, [])
    await refused(searched({ count: 0 }), 400, 'VALIDATION_ERROR')
    await refused(searched({ offset: -1 }), 400, 'VALIDATION_ERROR')

    const { list } = await listsApi.create({ ...contacts, name: 'Judged' })
    assert.deepEqual([list.name, list.objectTypeId, list.processingType, list.size], ['Judged', '0-1', 'MANUAL', 0])
    assert.deepEqual([list.processingStatus, list.listVersion, list.createdById], ['COMPLETE', 1, first?.createdById])
    assert.equal(list.updatedById, first?.updatedById)
    isRecent(list.createdAt)
    isRecent(list.updatedAt)
    assert.deepEqual((await listsApi.getById(list.listId)).list, list)
    assert.deepEqual((await listsApi.getByName('Judged', '0-1')).list, list)
    assert.deepEqual(
      (await listsApi.getAll([list.listId, first!.listId])).lists.map(({ listId }) => listId),
      [first!.listId, list.listId],
    )
    const { updatedList } = await listsApi.updateName(list.listId, 'Judged again')
    assert.equal(updatedList?.name, 'Judged again')
    assert.deepEqual((await listsApi.getById(list.listId)).list, updatedList)
    await membership(client, list.listId)
    await wrong(client, list.listId)
    await listsApi.remove(list.listId)
    await refused(listsApi.getById(list.listId), 404, 'OBJECT_NOT_FOUND')
    assert.deepEqual(await searched({}), before)
  },
}

async function membership({ crm }: Client, list: string): Promise<void> {
  const { membershipsApi, listsApi } = crm.lists
  const { items } = await everyPage((after) => crm.contacts.basicApi.getPage(100, after))
  const ids = items.slice(0, 23).map(({ id }) => id)
  const added = await membershipsApi.add(list, [...ids, '1'])
  assert.deepEqual([added.recordsIdsAdded, added.recordIdsRemoved, added.recordIdsMissing], [ids, [], ['1']])
  assert.deepEqual((await membershipsApi.add(list, ids.slice(0, 1))).recordsIdsAdded, [])
  const members = await everyPage((after) => membershipsApi.getPage(list, after))
  assert.deepEqual(
    members.items.map(({ recordId }) => recordId),
    ids,
  )
  assert.ok(members.sizes.length > 1)
  isRecent(members.items[0]?.membershipTimestamp)
  assert.equal((await membershipsApi.getPage(list)).total, 23)
  assert.equal((await listsApi.getById(list)).list.size, 23)
  const found = await listsApi.doSearch({ query: 'Judged again' } as never)
  assert.equal(found.lists[0]?.additionalProperties?.['hs_list_size'], '23')
  const gone = await membershipsApi.remove(list, [ids[0]!, '1'])
  assert.deepEqual([gone.recordsIdsAdded, gone.recordIdsRemoved, gone.recordIdsMissing], [[], [ids[0]], ['1']])
  const left = await everyPage((after) => membershipsApi.getPage(list, after))
  assert.deepEqual(
    left.items.map(({ recordId }) => recordId),
    ids.slice(1),
  )
  await crm.contacts.basicApi.archive(ids[1]!)
  await membershipsApi.removeAll(list)
  assert.equal((await membershipsApi.getPage(list)).total, 0)
  assert.deepEqual((await membershipsApi.add(list, [ids[1]!])).recordIdsMissing, [ids[1]])
}

async function wrong(client: Client, list: string): Promise<void> {
  const { membershipsApi, listsApi } = client.crm.lists
  await refused(listsApi.create({ ...contacts, name: 'Judged again' }), 409, 'CONFLICT')
  await listsApi.create({ ...contacts, objectTypeId: '0-2', name: 'Judged again' })
  await refused(listsApi.create({ ...contacts, name: '' }), 400, 'VALIDATION_ERROR')
  await refused(listsApi.create({ ...contacts, name: 'x', processingType: 'MAGIC' }), 400, 'VALIDATION_ERROR')
  await refused(listsApi.create({ ...contacts, name: 'x', objectTypeId: 'inventions' }), 400, 'VALIDATION_ERROR')
  const twin = await listsApi.create({ ...contacts, name: 'Twin' })
  await refused(listsApi.updateName(twin.list.listId, 'Judged again'), 409, 'CONFLICT')
  await refused(listsApi.updateName(list), 400, 'VALIDATION_ERROR')
  await refused(listsApi.getByName('Judged again', '0-3'), 404, 'OBJECT_NOT_FOUND')
  await refused(listsApi.remove('1'), 404, 'OBJECT_NOT_FOUND')
  const added = await asked(client, 'PUT', `/crm/v3/lists/${list}/memberships/add`, { not: 'a list' })
  assert.equal(added.status, 400)
  const { list: dynamic } = await listsApi.create({ ...contacts, name: 'Dynamic', processingType: 'DYNAMIC' })
  await refused(membershipsApi.add(dynamic.listId, []), 400, 'VALIDATION_ERROR')
  await refused(membershipsApi.removeAll(dynamic.listId), 400, 'VALIDATION_ERROR')
  for (const { listId } of [twin.list, dynamic]) await listsApi.remove(listId)
  const { list: other } = await listsApi.getByName('Judged again', '0-2')
  await listsApi.remove(other.listId)
}
