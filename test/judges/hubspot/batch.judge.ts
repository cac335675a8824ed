import assert from 'node:assert/strict'
import type { Client } from '@hubspot/api-client'
import type { Judge } from '../jury.ts'
import { hubSpotAt, isRecent, refused, sameIds, sure } from './client.ts'

interface Batch {
  readonly status: string
  readonly startedAt: Date
  readonly completedAt: Date
  readonly numErrors?: number
  readonly errors?: readonly { readonly category: string; readonly context: unknown; readonly status: string }[]
}

export const batches: Judge = {
  name: 'batches',
  async judge(served) {
    const client = hubSpotAt(served)
    const { batchApi, basicApi } = client.crm.companies
    const inputs = ['One', 'Two', 'Three'].map((name) => ({ properties: { name }, associations: [] }))
    const made = await batchApi.create({ inputs })
    isDone(made)
    assert.deepEqual(
      made.results.map(({ properties }) => properties['name']),
      ['One', 'Two', 'Three'],
    )
    const ids = made.results.map(({ id }) => id)
    for (const [nth, id] of ids.entries()) {
      assert.equal((await basicApi.getById(id)).properties['name'], inputs[nth]!.properties.name)
    }
    const changes = ids.map((id, nth) => ({ id, properties: { city: `City ${nth}`, name: '' } }))
    const changed = await batchApi.update({ inputs: changes })
    isDone(changed)
    assert.deepEqual(
      changed.results.map(({ properties }) => [properties['city'], properties['name']]),
      [
        ['City 0', ''],
        ['City 1', ''],
        ['City 2', ''],
      ],
    )
    const wish = { properties: ['city', 'name'], propertiesWithHistory: [] }
    const read = await batchApi.read({ inputs: ids.map((id) => ({ id })), ...wish })
    isDone(read)
    assert.deepEqual(
      read.results.map(({ properties }) => [properties['city'], properties['name']]),
      [
        ['City 0', null],
        ['City 1', null],
        ['City 2', null],
      ],
    )
    const past = await batchApi.read({ inputs: [{ id: ids[0]! }], properties: [], propertiesWithHistory: ['city'] })
    assert.equal(past.results[0]?.propertiesWithHistory?.['city']?.[0]?.value, 'City 0')
    await partly(client, ids)
    await batchApi.archive({ inputs: ids.slice(0, 2).map((id) => ({ id })) })
    const left = await batchApi.read({ inputs: ids.map((id) => ({ id })), ...wish })
    sameIds(left.results, [{ id: ids[2]! }])
    const archived = await batchApi.read({ inputs: ids.map((id) => ({ id })), ...wish }, true)
    sameIds(archived.results, [{ id: ids[0]! }, { id: ids[1]! }])
    await refusedBatches(client)
  },
}

function isDone({ status, startedAt, completedAt, numErrors, errors }: Batch): void {
  assert.deepEqual([status, numErrors, errors], ['COMPLETE', undefined, undefined])
  isRecent(startedAt)
  isRecent(completedAt)
}

async function partly({ crm }: Client, ids: readonly string[]): Promise<void> {
  const { batchApi } = crm.companies
  const inputs = [{ id: '1' }, { id: ids[0]! }, { id: '2' }]
  const read = (await batchApi.read({ inputs, properties: [], propertiesWithHistory: [] })) as Batch & { results: [] }
  sameIds(read.results, [{ id: ids[0]! }])
  assert.deepEqual([read.status, read.numErrors], ['COMPLETE', 1])
  const [error] = read.errors ?? []
  assert.deepEqual([error?.status, error?.category, error?.context], ['error', 'OBJECT_NOT_FOUND', { ids: ['1', '2'] }])
  const changes = inputs.map(({ id }) => ({ id, properties: { zip: '1234' } }))
  const changed = (await batchApi.update({ inputs: changes })) as Batch & { results: [] }
  sameIds(changed.results, [{ id: ids[0]! }])
  assert.deepEqual([changed.numErrors, changed.errors?.[0]?.context], [1, { ids: ['1', '2'] }])
  assert.equal((await crm.companies.basicApi.getById(ids[0]!, ['zip'])).properties['zip'], '1234')
}

async function refusedBatches({ crm }: Client): Promise<void> {
  const { batchApi, basicApi, searchApi } = crm.companies
  const good = { properties: { name: 'Nevertheless' }, associations: [] }
  const bad = { properties: { no_such_property: 'x' }, associations: [] }
  await refused(batchApi.create({ inputs: [good, bad] }), 400, 'VALIDATION_ERROR')
  const { total } = await searchApi.doSearch({ query: 'Nevertheless' } as never)
  assert.equal(total, 0, 'all or none')
  await refused(batchApi.create({ inputs: Array.from({ length: 101 }, () => good) }), 400, 'VALIDATION_ERROR')
  await refused(batchApi.create({} as never), 400, 'VALIDATION_ERROR')
  await refused(batchApi.create({ inputs: ['text'] as never }), 400, 'VALIDATION_ERROR')
  const { id } = await basicApi.create(good)
  const twice = [0, 1].map(() => ({ id, properties: { city: 'x' } }))
  await refused(batchApi.update({ inputs: twice }), 400, 'VALIDATION_ERROR')
  const both = [
    { id, properties: { city: 'Kept' } },
    { id: '1', properties: { no_such_property: 'x' } },
  ]
  const other = await basicApi.create(good)
  both[1]!.id = other.id
  await refused(batchApi.update({ inputs: both }), 400, 'VALIDATION_ERROR')
  assert.equal((await basicApi.getById(id, ['city'])).properties['city'], null, 'all or none')
  await refused(
    batchApi.read({ inputs: [{}] as never, properties: [], propertiesWithHistory: [] }),
    400,
    'VALIDATION_ERROR',
  )
}

export const upserts: Judge = {
  name: 'upserts and merges',
  async judge(served) {
    const { crm } = hubSpotAt(served)
    const { batchApi, basicApi } = crm.contacts
    const upsert = (id: string, properties: Record<string, string>) =>
      batchApi.upsert({ inputs: [{ id, idProperty: 'email', properties }] })
    const [made] = (await upsert('up@judge.example', { firstname: 'Up' })).results
    assert.deepEqual(
      [made?._new, made?.properties['email'], made?.properties['firstname']],
      [true, 'up@judge.example', 'Up'],
    )
    const [again] = (await upsert('UP@judge.example', { firstname: 'Again' })).results
    assert.deepEqual([again?._new, again?.id, again?.properties['firstname']], [false, made?.id, 'Again'])
    await refused(batchApi.upsert({ inputs: [{ id: 'x', properties: {} }] as never }), 400, 'VALIDATION_ERROR')
    const wish = { properties: ['email'], propertiesWithHistory: [], idProperty: 'email' }
    const byAddress = await batchApi.read({ inputs: [{ id: 'up@judge.example' }], ...wish })
    sameIds(byAddress.results, [{ id: made!.id }])

    const input = (email: string, more: object) => ({ properties: { email, ...more }, associations: [] })
    const other = await basicApi.create(input('other@judge.example', { firstname: 'Other', city: 'Delft' }))
    const {
      results: [company],
    } = await crm.companies.basicApi.getPage(1)
    await crm.associations.v4.basicApi.createDefault('contacts', other.id, 'companies', sure(company, 'a company').id)
    const merged = await basicApi.merge({ primaryObjectId: made!.id, objectIdToMerge: other.id })
    const { firstname, city, hs_merged_object_ids: ids } = merged.properties
    assert.deepEqual([merged.id, firstname, city, ids], [made!.id, 'Again', 'Delft', other.id])
    await refused(basicApi.getById(other.id), 404, 'OBJECT_NOT_FOUND')
    const { results } = await crm.associations.v4.basicApi.getPage('contacts', made!.id, 'companies')
    assert.deepEqual(
      results.map(({ toObjectId }) => String(toObjectId)),
      [company!.id],
    )
    await refused(basicApi.merge({ primaryObjectId: made!.id, objectIdToMerge: made!.id }), 400, 'VALIDATION_ERROR')
    await refused(basicApi.merge({ primaryObjectId: made!.id, objectIdToMerge: '1' }), 404, 'OBJECT_NOT_FOUND')
    await refused(basicApi.merge({ primaryObjectId: made!.id } as never), 400, 'VALIDATION_ERROR')

    await basicApi.purge({ objectId: 'up@judge.example', idProperty: 'email' })
    await refused(basicApi.getById(made!.id), 404, 'OBJECT_NOT_FOUND')
    const archived = basicApi.getById(made!.id, undefined, undefined, undefined, true)
    await refused(archived, 404, 'OBJECT_NOT_FOUND')
    await refused(basicApi.purge({ objectId: '1' }), 404, 'OBJECT_NOT_FOUND')
    await refused(basicApi.purge({} as never), 400, 'VALIDATION_ERROR')
  },
}
