import assert from 'node:assert/strict'
import type { Client } from '@hubspot/api-client'
import type { Judge } from '../jury.ts'
import { asked, hubSpotAt, isRecent, refused, sure } from './client.ts'

const wanted = {
  name: 'judged_thing',
  labels: { singular: 'Judged thing', plural: 'Judged things' },
  description: 'What is judged',
  primaryDisplayProperty: 'title',
  secondaryDisplayProperties: ['size'],
  requiredProperties: ['title'],
  searchableProperties: ['title'],
  associatedObjects: ['CONTACT'],
  properties: [
    { name: 'title', label: 'Title', type: 'string' as never, fieldType: 'text' },
    { name: 'size', label: 'Size', type: 'number' as never, fieldType: 'number' },
  ],
}

export const schemas: Judge = {
  name: 'custom types',
  async judge(served) {
    const client = hubSpotAt(served)
    const { coreApi } = client.crm.schemas
    const { results: before } = await coreApi.getAll()
    assert.ok(before.length > 0)
    const made = await coreApi.create(wanted)
    const { name, labels, description, primaryDisplayProperty: first, requiredProperties: required } = made
    assert.deepEqual(
      [name, { ...labels }, description, first, required],
      ['judged_thing', wanted.labels, 'What is judged', 'title', ['title']],
    )
    assert.deepEqual(
      [made.secondaryDisplayProperties, made.searchableProperties, made.archived],
      [['size'], ['title'], false],
    )
    assert.match(sure(made.objectTypeId, 'objectTypeId'), /^2-\d+$/)
    assert.match(sure(made.fullyQualifiedName, 'fullyQualifiedName'), /^p\d+_judged_thing$/)
    isRecent(made.createdAt)
    const own = made.properties.filter(({ hubspotDefined: is }) => !is)
    assert.deepEqual(
      own.map((one) => [one.name, one.label, one.type, one.groupName]),
      [
        ['title', 'Title', 'string', 'judged_thing_information'],
        ['size', 'Size', 'number', 'judged_thing_information'],
      ],
    )
    const dates = ['hs_createdate', 'hs_lastmodifieddate', 'hs_object_id']
    for (const date of dates) assert.ok(made.properties.some((one) => one.name === date))
    assert.deepEqual(
      made.associations.map(({ toObjectTypeId: to }) => to),
      ['0-1', '0-2', '0-3', '0-5'],
    )
    const link = sure(made.associations[0], 'an association')
    assert.deepEqual([link.fromObjectTypeId, link.name], [made.objectTypeId, `${made.fullyQualifiedName}_to_contact`])
    for (const named of [made.objectTypeId, made.fullyQualifiedName, 'judged_thing', 'p_judged_thing']) {
      assert.deepEqual(await coreApi.getById(sure(named, 'a name')), made)
    }
    assert.deepEqual((await coreApi.getAll()).results, [...before, made])
    assert.deepEqual((await coreApi.getAll(true)).results, [])
    await elsewhere(client, before.length + 1)
    await described(client)
    await customRecords(client, made.fullyQualifiedName!, Number(link.id))
    await coreApi.archive('judged_thing')
    assert.deepEqual((await coreApi.getAll()).results, before)
    await refused(coreApi.getById('judged_thing'), 404, 'OBJECT_NOT_FOUND')
    await refused(client.crm.objects.basicApi.getPage('judged_thing'), 400, 'VALIDATION_ERROR')
  },
}

/** The older address of the same, which the client has no name for. */
async function elsewhere(client: Client, count: number): Promise<void> {
  const { json } = await asked(client, 'GET', '/crm/v3/schemas')
  const names = (json['results'] as { name: string }[]).map(({ name }) => name)
  assert.deepEqual([names.length, names.at(-1)], [count, 'judged_thing'])
}

async function described({ crm }: Client): Promise<void> {
  const { coreApi } = crm.schemas
  const change = { description: 'Changed', labels: { singular: 'One', plural: 'Many' } }
  const changed = await coreApi.update('judged_thing', change)
  assert.deepEqual(
    [changed.description, { ...changed.labels }, changed.name],
    ['Changed', change.labels, 'judged_thing'],
  )
  const read = await coreApi.getById('judged_thing')
  assert.deepEqual(
    [read.description, { ...read.labels }, read.primaryDisplayProperty],
    ['Changed', change.labels, 'title'],
  )
}

async function customRecords({ crm }: Client, type: string, typeId: number): Promise<void> {
  const { basicApi, searchApi, batchApi } = crm.objects
  const made = await basicApi.create(type, { properties: { title: 'First', size: '3' }, associations: [] })
  assert.deepEqual([made.properties['title'], made.properties['size']], ['First', '3'])
  const read = await basicApi.getById('judged_thing', made.id)
  assert.deepEqual(Object.keys(read.properties), ['hs_createdate', 'hs_lastmodifieddate', 'hs_object_id'])
  isRecent(read.properties['hs_createdate'])
  assert.equal((await basicApi.getById(type, made.id, ['size'])).properties['size'], '3')
  const { results } = await basicApi.getPage(type)
  assert.deepEqual(
    results.map(({ id }) => id),
    [made.id],
  )
  const changed = await basicApi.update(type, made.id, { properties: { size: '4' } })
  assert.equal(changed.properties['size'], '4')
  const filters = [{ propertyName: 'size', operator: 'EQ' as never, value: '4' }]
  const found = await searchApi.doSearch(type, { filterGroups: [{ filters }] } as never)
  assert.deepEqual(
    found.results.map(({ id }) => id),
    [made.id],
  )
  const {
    results: [contact],
  } = await crm.contacts.basicApi.getPage(1)
  const { basicApi: links } = crm.associations.v4
  const spec = { associationCategory: 'USER_DEFINED' as never, associationTypeId: typeId }
  await links.create(type, made.id, 'contacts', contact!.id, [spec])
  const { results: linked } = await links.getPage(type, made.id, 'contacts')
  assert.deepEqual(
    linked.map(({ toObjectId }) => String(toObjectId)),
    [contact!.id],
  )
  const { results: back } = await links.getPage('contacts', contact!.id, type)
  assert.ok(back.some(({ toObjectId }) => String(toObjectId) === made.id))
  await refused(crm.schemas.coreApi.archive('judged_thing'), 400, 'VALIDATION_ERROR')
  await batchApi.archive(type, { inputs: [{ id: made.id }] })
  await wrongSchemas({ crm } as Client)
}

async function wrongSchemas({ crm }: Client): Promise<void> {
  const { coreApi } = crm.schemas
  await refused(coreApi.create(wanted), 409, 'CONFLICT')
  await refused(coreApi.create({ ...wanted, name: 'not valid' }), 400, 'VALIDATION_ERROR')
  await refused(coreApi.create({ ...wanted, name: 'other', properties: [] }), 400, 'VALIDATION_ERROR')
  await refused(coreApi.create({ ...wanted, name: 'other', requiredProperties: ['colour'] }), 400, 'VALIDATION_ERROR')
  await refused(coreApi.create({ name: 'other' } as never), 400, 'VALIDATION_ERROR')
  await refused(coreApi.update('no_such_type', { description: 'x' }), 404, 'OBJECT_NOT_FOUND')
}
