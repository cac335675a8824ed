import assert from 'node:assert/strict'
import type { Client } from '@hubspot/api-client'
import type {
  FilterOperatorEnum,
  PublicObjectSearchRequest,
} from '@hubspot/api-client/lib/codegen/crm/companies/index.js'
import type { Judge } from '../jury.ts'
import { everyPage, hubSpotAt, refused, sameIds, sure } from './client.ts'

interface Filter {
  readonly propertyName: string
  readonly operator: string
  readonly value?: string
  readonly highValue?: string
  readonly values?: string[]
}

interface Asked {
  readonly groups?: readonly (readonly Filter[])[]
  readonly query?: string
  readonly sorts?: string[]
  readonly limit?: number
  readonly after?: string
  readonly properties?: string[]
}

/** The client knows two of the three forms of a search that HubSpot takes. */
function searched({ crm }: Client, { groups = [], ...rest }: Asked) {
  const filterGroups = groups.map((filters) => ({
    filters: filters.map(({ operator, ...filter }) => ({ ...filter, operator: operator as FilterOperatorEnum })),
  }))
  return crm.companies.searchApi.doSearch({ filterGroups, ...rest } as PublicObjectSearchRequest)
}

const revenues = ['10', '200', '3000', undefined] as const

async function madeCompanies({ crm }: Client): Promise<string[]> {
  const names = ['Quagga Alpha', 'quagga beta', 'Gamma quagga-like', 'Quaggas']
  const inputs = names.map((name, nth) => {
    const revenue = revenues[nth]
    return { properties: { name, ...(revenue && { annualrevenue: revenue }) }, associations: [] }
  })
  const ids: string[] = []
  for (const input of inputs) ids.push((await crm.companies.basicApi.create(input)).id)
  return ids
}

export const search: Judge = {
  name: 'search',
  async judge(served) {
    const client = hubSpotAt(served)
    const ids = await madeCompanies(client)
    const found = async (...filters: Filter[]) => {
      const named = { propertyName: 'name', operator: 'CONTAINS_TOKEN', value: 'quagga*' }
      const { results } = await searched(client, { groups: [[named, ...filters]], sorts: ['hs_object_id'] })
      return results.map(({ id }) => ids.indexOf(id))
    }
    const revenue = (operator: string, more: Partial<Filter> = {}): Filter => ({
      propertyName: 'annualrevenue',
      operator,
      ...more,
    })
    const name = (operator: string, value: string): Filter => ({ propertyName: 'name', operator, value })
    assert.deepEqual(await found(), [0, 1, 2, 3])
    assert.deepEqual(await found(revenue('EQ', { value: '200.0' })), [1])
    assert.deepEqual(await found(revenue('NEQ', { value: '200' })), [0, 2, 3])
    assert.deepEqual(await found(revenue('LT', { value: '200' })), [0])
    assert.deepEqual(await found(revenue('LTE', { value: '200' })), [0, 1])
    assert.deepEqual(await found(revenue('GT', { value: '200' })), [2])
    assert.deepEqual(await found(revenue('GTE', { value: '200' })), [1, 2])
    assert.deepEqual(await found(revenue('BETWEEN', { value: '10', highValue: '200' })), [0, 1])
    assert.deepEqual(await found(revenue('BETWEEN', { value: '11', highValue: '3000' })), [1, 2])
    assert.deepEqual(await found(revenue('IN', { values: ['10', '3000'] })), [0, 2])
    assert.deepEqual(await found(revenue('NOT_IN', { values: ['10', '3000'] })), [1])
    assert.deepEqual(await found(revenue('HAS_PROPERTY')), [0, 1, 2])
    assert.deepEqual(await found(revenue('NOT_HAS_PROPERTY')), [3])
    assert.deepEqual(await found(name('EQ', 'QUAGGA BETA')), [1])
    assert.deepEqual(await found(name('CONTAINS_TOKEN', 'quagga')), [0, 1, 2])
    assert.deepEqual(await found(name('NOT_CONTAINS_TOKEN', 'quagga')), [3])
    assert.deepEqual(await found(name('CONTAINS_TOKEN', 'lph')), [])
    assert.deepEqual(await found(name('CONTAINS_TOKEN', '*lph*')), [0])
    const since = { propertyName: 'createdate', value: new Date(Date.now() - 3_600_000).toISOString() }
    assert.deepEqual(await found({ ...since, operator: 'GT' }), [0, 1, 2, 3])
    assert.deepEqual(await found({ ...since, operator: 'LT' }), [])
    await combined(client, ids)
  },
}

async function combined(client: Client, ids: readonly string[]): Promise<void> {
  const eq = (value: string): Filter => ({ propertyName: 'annualrevenue', operator: 'EQ', value })
  const quagga: Filter = { propertyName: 'name', operator: 'CONTAINS_TOKEN', value: 'quagga' }
  const either = await searched(client, {
    groups: [
      [eq('10'), quagga],
      [eq('3000'), quagga],
    ],
  })
  sameIds(either.results, [{ id: ids[0]! }, { id: ids[2]! }])
  const byQuery = await searched(client, { query: 'QUAGGA' })
  assert.equal(byQuery.total, 4)
  const both = await searched(client, { query: 'quagga', groups: [[eq('10')]] })
  sameIds(both.results, [{ id: ids[0]! }])
  const order = async (sort: unknown) => {
    const { results } = await searched(client, { query: 'quagga', sorts: [sort as string] })
    return results.map(({ id }) => ids.indexOf(id))
  }
  assert.deepEqual(await order('annualrevenue'), [0, 1, 2, 3])
  assert.deepEqual(await order('-annualrevenue'), [2, 1, 0, 3], 'what has no value comes last')
  assert.deepEqual(await order({ propertyName: 'annualrevenue', direction: 'DESCENDING' }), [2, 1, 0, 3])
  assert.deepEqual(await order({ propertyName: 'annualrevenue', direction: 'ASCENDING' }), [0, 1, 2, 3])
  assert.deepEqual(await order({ propertyName: 'annualrevenue' }), [0, 1, 2, 3])
  assert.deepEqual((await order('name'))[0], 2)
}

export const searchPages: Judge = {
  name: 'pages of a search',
  async judge(served) {
    const client = hubSpotAt(served)
    const { results: usual, total, paging } = await searched(client, {})
    assert.deepEqual([usual.length, paging?.next?.after], [10, '10'])
    const inPages = async (limit: number) =>
      await everyPage((after) => searched(client, { limit, ...(after && { after }) }))
    const all = await everyPage((after) => client.crm.companies.basicApi.getPage(100, after))
    const [few, many] = [await inPages(7), await inPages(200)]
    assert.deepEqual([few.items, few.sizes[0], many.items.length], [many.items, 7, total])
    sameIds(few.items, all.items)
    assert.deepEqual(usual, few.items.slice(0, 10))
    const { properties } = sure((await searched(client, { limit: 1, properties: ['city'] })).results[0], 'a company')
    assert.deepEqual(Object.keys(properties), ['city', 'createdate', 'hs_lastmodifieddate', 'hs_object_id'])
    await wrong(client)

    const [contact] = (await client.crm.contacts.basicApi.getPage(1, undefined, ['email'])).results
    const address = sure(contact?.properties['email'], 'email')
    const filters = [{ propertyName: 'email', operator: 'EQ' as never, value: address.toUpperCase() }]
    const byAddress = await client.crm.contacts.searchApi.doSearch({ filterGroups: [{ filters }] } as never)
    sameIds(byAddress.results, [{ id: contact!.id }])
    for (const type of ['deals', 'tickets', 'products'] as const) {
      const { results } = await client.crm[type].searchApi.doSearch({ limit: 2 } as never)
      assert.equal(results.length, 2)
    }
    const tasks = await client.crm.objects.tasks.searchApi.doSearch({ limit: 2 } as never)
    assert.equal(tasks.results.length, 2)
    await client.crm.contacts.basicApi.archive(contact!.id)
    const gone = await client.crm.contacts.searchApi.doSearch({ filterGroups: [{ filters }] } as never)
    assert.deepEqual([gone.total, gone.results], [0, []])
  },
}

async function wrong(client: Client): Promise<void> {
  const filter: Filter = { propertyName: 'name', operator: 'EQ', value: 'x' }
  const requests: readonly Asked[] = [
    { limit: 201 },
    { limit: 0 },
    { after: 'nonsense' },
    { after: '-1' },
    { after: '10000' },
    { sorts: ['no_such_property'] },
    { sorts: ['name', 'city'] },
    { groups: [[{ ...filter, propertyName: 'no_such_property' }]] },
    { groups: [[{ ...filter, operator: 'LIKE' }]] },
    { groups: [[{ propertyName: 'name', operator: 'EQ' }]] },
    { groups: [[{ propertyName: 'annualrevenue', operator: 'BETWEEN', value: '1' }]] },
    { groups: [[{ propertyName: 'name', operator: 'IN', values: [] }]] },
    { groups: [[{ propertyName: 'name', operator: 'NOT_IN' }]] },
    { groups: several(6, [filter]) },
    { groups: [several(7, filter)] },
    { query: 'x'.repeat(3001) },
  ]
  for (const request of requests) await refused(searched(client, request), 400, 'VALIDATION_ERROR')
  const unknown = await refused(searched(client, { sorts: ['no_such_property'] }), 400, 'VALIDATION_ERROR')
  const [error] = unknown.errors ?? []
  assert.deepEqual([error?.code, error?.context], ['PROPERTY_DOESNT_EXIST', { propertyName: ['no_such_property'] }])
  const most = { groups: several(5, several(6, filter)), query: 'x'.repeat(3000) }
  assert.equal((await searched(client, most)).total, 0)
}

function several<item>(length: number, item: item): item[] {
  return Array.from({ length }, () => item)
}
