import assert from 'node:assert/strict'
import type { Client } from '@hubspot/api-client'
import type { Property } from '@hubspot/api-client/lib/codegen/crm/properties/index.js'
import type { Judge } from '../jury.ts'
import { hubSpotAt, isRecent, refused, sure } from './client.ts'

const wanted = {
  name: 'judged_number',
  label: 'Judged number',
  type: 'number' as never,
  fieldType: 'number' as never,
  groupName: 'contactinformation',
}

export const properties: Judge = {
  name: 'properties',
  async judge(served) {
    const client = hubSpotAt(served)
    const { coreApi } = client.crm.properties
    const { results: before } = await coreApi.getAll('contacts')
    standard(before)
    const made = await coreApi.create('contacts', { ...wanted, description: 'A number', displayOrder: 3 })
    assert.deepEqual(
      [made.name, made.label, made.type, made.fieldType, made.groupName, made.description, made.displayOrder],
      ['judged_number', 'Judged number', 'number', 'number', 'contactinformation', 'A number', 3],
    )
    assert.deepEqual([made.archived, made.hidden, made.hasUniqueValue, made.options], [false, false, false, []])
    assert.deepEqual(
      { ...made.modificationMetadata },
      { archivable: true, readOnlyDefinition: false, readOnlyValue: false },
    )
    isRecent(made.createdAt)
    isRecent(made.updatedAt)
    const {
      results: [user],
    } = await client.crm.owners.ownersApi.getPage(undefined, undefined, 1)
    assert.deepEqual([made.createdUserId, made.updatedUserId], [String(user?.userId), String(user?.userId)])
    assert.deepEqual(await coreApi.getByName('contacts', 'judged_number'), made)
    const { results: after } = await coreApi.getAll('contacts')
    assert.deepEqual([after.length, after.at(-1)], [before.length + 1, made])
    await refused(coreApi.create('contacts', wanted), 409, 'CONFLICT')

    const contact = { properties: { email: 'number@judge.example', judged_number: '7' }, associations: [] }
    const record = await client.crm.contacts.basicApi.create(contact)
    assert.equal(record.properties['judged_number'], '7')
    const changed = await coreApi.update('contacts', 'judged_number', { label: 'Another', hidden: true })
    assert.deepEqual([changed.label, changed.hidden, changed.description], ['Another', true, 'A number'])
    assert.deepEqual(await coreApi.getByName('contacts', 'judged_number'), changed)
    await coreApi.archive('contacts', 'judged_number')
    await refused(coreApi.getByName('contacts', 'judged_number'), 404, 'OBJECT_NOT_FOUND')
    const gone = await coreApi.getByName('contacts', 'judged_number', true)
    assert.equal(gone.archived, true)
    const { results: archived } = await coreApi.getAll('contacts', true)
    assert.deepEqual(archived, [gone])
    assert.deepEqual((await coreApi.getAll('contacts')).results, before)
    const again = client.crm.contacts.basicApi.update(record.id, { properties: { judged_number: '8' } })
    await refused(again, 400, 'VALIDATION_ERROR')
    assert.equal((await coreApi.create('contacts', wanted)).archived, false)
    await wrong(client)
    await choices(client)
  },
}

function standard(all: readonly Property[]): void {
  const named = (name: string) =>
    sure(
      all.find((one) => one.name === name),
      name,
    )
  const email = named('email')
  assert.deepEqual([email.label, email.type, email.fieldType, email.hasUniqueValue], ['Email', 'string', 'text', true])
  assert.deepEqual([email.hubspotDefined, email.groupName, email.formField], [true, 'contactinformation', true])
  const rules = { archivable: true, readOnlyDefinition: true, readOnlyOptions: false, readOnlyValue: false }
  assert.deepEqual({ ...email.modificationMetadata }, rules)
  const id = named('hs_object_id')
  assert.deepEqual([id.type, id.modificationMetadata?.readOnlyValue, id.formField], ['number', true, false])
  const stage = named('lifecyclestage')
  const [first, second] = stage.options
  assert.deepEqual(
    [first?.value, first?.label, first?.displayOrder, first?.hidden],
    ['subscriber', 'Subscriber', 0, false],
  )
  assert.deepEqual([second?.value, second?.displayOrder, stage.externalOptions], ['lead', 1, false])
  const owner = named('hubspot_owner_id')
  assert.deepEqual([owner.type, owner.options, owner.externalOptions], ['enumeration', [], true])
  assert.equal(named('numemployees').options[0]?.label, '1-5')
  for (const property of all) {
    assert.deepEqual([property.archived, property.hasUniqueValue], [false, property.name === 'email'])
    assert.equal((property as { dataSensitivity?: string }).dataSensitivity, undefined, 'the client drops it')
    assert.deepEqual([property.calculated, property.displayOrder], [false, -1])
  }
}

async function wrong({ crm }: Client): Promise<void> {
  const { coreApi } = crm.properties
  const make = (change: object) => coreApi.create('contacts', { ...wanted, name: 'judged_other', ...change })
  await refused(make({ name: 'Not Valid' }), 400, 'VALIDATION_ERROR')
  await refused(make({ name: undefined }), 400, 'VALIDATION_ERROR')
  await refused(make({ groupName: 'no_such_group' }), 400, 'VALIDATION_ERROR')
  await refused(make({ fieldType: 'checkbox' }), 400, 'VALIDATION_ERROR')
  const option = { label: 'A', value: 'a' }
  const choice = { type: 'enumeration', fieldType: 'select' }
  await refused(make({ ...choice, options: [option, option] }), 400, 'VALIDATION_ERROR')
  await refused(coreApi.getByName('contacts', 'no_such_property'), 404, 'OBJECT_NOT_FOUND')
  await refused(coreApi.update('contacts', 'no_such_property', { label: 'x' }), 404, 'OBJECT_NOT_FOUND')
  await refused(coreApi.archive('contacts', 'email'), 400, 'VALIDATION_ERROR')
  await refused(coreApi.getAll('inventions'), 400, 'VALIDATION_ERROR')
}

async function choices({ crm }: Client): Promise<void> {
  const { coreApi } = crm.properties
  const options = [
    { label: 'Low', value: 'low' },
    { label: 'High', value: 'high', hidden: true, displayOrder: 9 },
  ] as never
  const choice = { ...wanted, name: 'judged_choice', type: 'enumeration' as never, fieldType: 'select' as never }
  const made = await coreApi.create('contacts', { ...choice, options })
  const shown = (one: Property) => one.options.map(({ value, displayOrder, hidden }) => [value, displayOrder, hidden])
  assert.deepEqual(shown(made), [
    ['low', 0, false],
    ['high', 9, true],
  ])
  const changed = await coreApi.update('contacts', choice.name, { options: [{ label: 'Mid', value: 'mid' }] as never })
  assert.deepEqual(shown(changed), [['mid', 0, false]])
  const old = { properties: { email: 'old@judge.example', judged_choice: 'low' }, associations: [] }
  await refused(crm.contacts.basicApi.create(old), 400, 'VALIDATION_ERROR')
}

export const propertyBatches: Judge = {
  name: 'batches of properties, and groups',
  async judge(served) {
    const client = hubSpotAt(served)
    const { batchApi, coreApi, groupsApi } = client.crm.properties
    const inputs = ['judged_one', 'judged_two'].map((name) => ({ ...wanted, name, groupName: 'companyinformation' }))
    const made = await batchApi.create('companies', { inputs })
    assert.deepEqual([made.status, made.results.map(({ name }) => name)], ['COMPLETE', ['judged_one', 'judged_two']])
    isRecent(made.completedAt)
    const names = inputs.map(({ name }) => ({ name }))
    const read = async (archived: boolean) =>
      (await batchApi.read('companies', { archived, inputs: names } as never)).results.map(({ name }) => name)
    assert.deepEqual([await read(false), await read(true)], [['judged_one', 'judged_two'], []])
    await batchApi.archive('companies', { inputs: [...names.slice(0, 1), { name: 'no_such_property' }] })
    assert.deepEqual([await read(false), await read(true)], [['judged_two'], ['judged_one']])
    await refused(coreApi.getByName('companies', 'judged_one'), 404, 'OBJECT_NOT_FOUND')

    const { results: before } = await groupsApi.getAll('companies')
    const [first] = before
    assert.deepEqual([first?.name, first?.label, first?.archived], ['companyinformation', 'Information', false])
    const group = await groupsApi.create('companies', { name: 'judged_group', label: 'Judged' })
    assert.deepEqual(
      [group.name, group.label, group.displayOrder, group.archived],
      ['judged_group', 'Judged', -1, false],
    )
    assert.deepEqual((await groupsApi.getAll('companies')).results, [...before, group])
    await refused(groupsApi.create('companies', { name: 'judged_group', label: 'x' }), 409, 'CONFLICT')
    await refused(groupsApi.create('companies', { name: 'x' } as never), 400, 'VALIDATION_ERROR')
    await coreApi.create('companies', { ...wanted, name: 'judged_within', groupName: 'judged_group' })
    const changed = await groupsApi.update('companies', 'judged_group', { label: 'Again', displayOrder: 5 })
    assert.deepEqual([changed.name, changed.label, changed.displayOrder], ['judged_group', 'Again', 5])
    assert.deepEqual(await groupsApi.getByName('companies', 'judged_group'), changed)
    assert.equal((await groupsApi.update('companies', 'judged_group', { label: 'x' })).label, 'x')
    await refused(groupsApi.update('companies', 'judged_group', { label: '' }), 400, 'VALIDATION_ERROR')
    await groupsApi.archive('companies', 'judged_group')
    assert.deepEqual((await groupsApi.getAll('companies')).results, before)
    await refused(groupsApi.getByName('companies', 'judged_group'), 404, 'OBJECT_NOT_FOUND')
    await refused(groupsApi.update('companies', 'no_such_group', { label: 'x' }), 404, 'OBJECT_NOT_FOUND')
    for (const type of ['deals', 'tickets', 'products', 'line_items', 'tasks']) {
      const [own] = (await groupsApi.getAll(type)).results
      const defined = (await coreApi.getAll(type)).results.filter(({ hubspotDefined: is }) => is)
      assert.ok(defined.length > 0 && defined.every(({ groupName }) => groupName === own?.name), type)
    }
  },
}
