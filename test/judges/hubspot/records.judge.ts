import assert from 'node:assert/strict'
import type { Client } from '@hubspot/api-client'
import type { Judge } from '../jury.ts'
import { hubSpotAt, isRecent, refused, sameInAnyPages, sure } from './client.ts'
import { type Kind, kinds } from './kinds.ts'

/** Each type of record through its own part of the client. */
export const records: readonly Judge[] = kinds.map((kind) => ({
  name: kind.type.replace('_', ' '),
  async judge(served) {
    const client = hubSpotAt(served)
    await listed(client, kind)
    const id = await made(client, kind)
    await changed(client, kind, id)
    await archived(client, kind, id)
    await lacking(client, kind)
  },
}))

async function listed(client: Client, { of }: Kind): Promise<void> {
  const { basicApi } = of(client)
  const present = (await basicApi.getPage()).results
  if (present.length < 10) return
  const all = await sameInAnyPages((limit, after) => basicApi.getPage(limit, after), 100)
  for (const record of all) {
    assert.equal(record.archived, false)
    assert.equal(record.properties['hs_object_id'], record.id)
    assert.ok(record.updatedAt >= record.createdAt)
  }
  const ids = all.map(({ id }) => Number(id))
  assert.deepEqual(
    ids,
    ids.toSorted((one, other) => one - other),
    'in the order of their ids',
  )
  const gone = await basicApi.getPage(100, undefined, undefined, undefined, undefined, true)
  assert.ok(gone.results.length > 0)
  for (const record of gone.results) {
    assert.ok(record.archived && record.archivedAt instanceof Date && !ids.includes(Number(record.id)))
  }
}

async function made(client: Client, { of, make, defaults }: Kind): Promise<string> {
  const { basicApi } = of(client)
  const record = await basicApi.create({ properties: make, associations: [] })
  const { id, properties } = record
  for (const [name, value] of Object.entries(make)) assert.equal(properties[name], value)
  assert.deepEqual([properties['hs_object_id'], record.archived], [id, false])
  assert.deepEqual(
    [properties['hs_object_source'], properties['hs_object_source_label']],
    ['INTEGRATION', 'INTEGRATION'],
  )
  isRecent(record.createdAt)
  isRecent(record.updatedAt)
  const read = await basicApi.getById(id)
  assert.equal(Object.keys(read.properties).join(' '), defaults)
  for (const [name, value] of Object.entries(make)) {
    if (name in read.properties) assert.equal(read.properties[name], value)
  }
  const [created, modified] = ['createdate', 'lastmodifieddate'].map((ending) =>
    defaults.split(' ').find((name) => name.endsWith(ending))!,
  )
  isRecent(read.properties[sure(created, 'createdate')])
  isRecent(read.properties[sure(modified, 'lastmodifieddate')])
  assert.deepEqual([read.createdAt, read.updatedAt], [record.createdAt, record.updatedAt])
  return id
}

async function changed(client: Client, { of, make, change, defaults }: Kind, id: string): Promise<void> {
  const { basicApi } = of(client)
  const before = await basicApi.getById(id)
  const answer = await basicApi.update(id, { properties: change })
  const [name, value] = Object.entries(change)[0]!
  assert.deepEqual([answer.id, answer.properties[name]], [id, value])
  const asked = [...Object.keys(make), name, 'no_such_property']
  const read = await basicApi.getById(id, asked)
  const always = defaults.split(' ').filter((one) => /(createdate|lastmodifieddate|hs_object_id)$/.test(one))
  const names = [...new Set([...Object.keys(make), name, ...always])].toSorted()
  assert.deepEqual(Object.keys(read.properties), names, 'what was asked for and what always comes')
  for (const [one, kept] of Object.entries({ ...make, ...change })) assert.equal(read.properties[one], kept)
  assert.ok(read.updatedAt >= before.updatedAt)
  assert.deepEqual(read.createdAt, before.createdAt)
  const cleared = await basicApi.update(id, { properties: { [name]: '' } })
  assert.equal(cleared.properties[name], '')
  const past = (await basicApi.getById(id, [], [name])).propertiesWithHistory?.[name]
  const values = past?.map((one) => one.value) ?? []
  assert.deepEqual(values.slice(0, 2), ['', value], 'the newest first')
  isRecent(past?.[0]?.timestamp)
  assert.equal((await basicApi.getById(id, [name])).properties[name], null)
  const never = await basicApi.getById(id, [], ['no_such_property'])
  assert.equal(never.propertiesWithHistory, undefined)
  await refused(basicApi.update('1', { properties: change }), 404, 'OBJECT_NOT_FOUND')
  await refused(basicApi.update(id, { properties: { no_such_property: 'x' } }), 400, 'VALIDATION_ERROR')
}

async function archived(client: Client, { of, change }: Kind, id: string): Promise<void> {
  const { basicApi } = of(client)
  await basicApi.archive(id)
  await basicApi.archive(id)
  await basicApi.archive('1')
  const told = await refused(basicApi.getById(id), 404, 'OBJECT_NOT_FOUND')
  assert.deepEqual(told.context, { id: [id] })
  await refused(basicApi.update(id, { properties: change }), 404, 'OBJECT_NOT_FOUND')
  const gone = await basicApi.getById(id, undefined, undefined, undefined, true)
  assert.deepEqual([gone.id, gone.archived], [id, true])
  isRecent(gone.archivedAt)
}

async function lacking(client: Client, { of, make, required }: Kind): Promise<void> {
  const { basicApi } = of(client)
  const invented = { properties: { ...make, no_such_property: 'x' }, associations: [] }
  const told = await refused(basicApi.create(invented), 400, 'VALIDATION_ERROR')
  assert.deepEqual([told.errors?.length, told.errors?.[0]?.code], [1, 'PROPERTY_DOESNT_EXIST'])
  assert.deepEqual(told.errors?.[0]?.context, { propertyName: ['no_such_property'] })
  if (required === undefined) return
  const { [required]: _left, ...rest } = make
  const without = await refused(basicApi.create({ properties: rest, associations: [] }), 400, 'VALIDATION_ERROR')
  assert.deepEqual(without.context, { properties: [required] })
}
