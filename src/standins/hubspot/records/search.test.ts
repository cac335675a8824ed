import { afterEach, describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../lib/json.ts'
import type { StandIn } from '../../stand-in.ts'
import { at, textAt } from '../../testing/client.ts'
import { call, post } from '../../testing/hubspot-client.ts'
import { openHubSpot } from '../open-hubspot.ts'

const opened: StandIn[] = []
afterEach(async () => {
  for (const standIn of opened.splice(0)) await standIn[Symbol.asyncDispose]()
})

async function open(): Promise<StandIn> {
  const hubSpot = await openHubSpot({ seed: 1, credential: 'right' })
  opened.push(hubSpot)
  return hubSpot
}

const contacts = '/crm/v3/objects/contacts'
const companies = '/crm/v3/objects/companies'

describe('search', () => {
  const search = '/crm/v3/objects/companies/search'

  it('takes filters of one group together and groups as alternatives', async () => {
    const hubSpot = await open()
    const filter = (propertyName: string, operator: string, value: string) => ({ propertyName, operator, value })
    const stage = filter('lifecyclestage', 'EQ', 'customer')
    const group = (...filters: JsonObject[]) => ({ filters })
    const count = async (...filterGroups: JsonObject[]) =>
      (await post(hubSpot, search, { filterGroups, limit: 200 })).body['total'] as number
    const all = await count(group(filter('industry', 'HAS_PROPERTY', '')))
    const customers = await count(group(stage))
    const retail = await count(group(filter('industry', 'EQ', 'RETAIL')))
    const both = await count(group(stage, filter('industry', 'EQ', 'RETAIL')))
    const either = await count(group(stage), group(filter('industry', 'EQ', 'RETAIL')))
    expect(both).toBeGreaterThan(0)
    expect(either).toBe(customers + retail - both)
    expect(either).toBeLessThan(all)
    expect(await count(group({ propertyName: 'industry', operator: 'IN', values: ['RETAIL'] }))).toBe(retail)
    expect(await count(group(filter('numberofemployees', 'GT', '1000')))).toBe(
      all - (await count(group(filter('numberofemployees', 'LTE', '1000')))),
    )
  })

  it('finds by a word, a text and a time, sorts, and pages by number', async () => {
    const hubSpot = await open()
    const company = (await call(hubSpot, `${companies}?limit=1`)).body
    const domain = textAt(company, 'results.0.properties.domain')
    const byDomain = {
      filterGroups: [{ filters: [{ propertyName: 'domain', operator: 'EQ', value: domain.toUpperCase() }] }],
    }
    expect((await post(hubSpot, search, byDomain)).body['total']).toBe(1)
    const word = textAt(company, 'results.0.properties.name').split(' ')[0]!
    const byWord = {
      filterGroups: [
        { filters: [{ propertyName: 'name', operator: 'CONTAINS_TOKEN', value: `${word.slice(0, 4)}*` }] },
      ],
    }
    expect((await post(hubSpot, search, byWord)).body['total']).toBeGreaterThan(0)
    expect((await post(hubSpot, search, { query: word })).body['total']).toBeGreaterThan(0)

    const sorts = [{ propertyName: 'hs_lastmodifieddate', direction: 'DESCENDING' }]
    const first = (await post(hubSpot, search, { sorts, limit: 100 })).body
    const times = (first['results'] as JsonObject[]).map((record) => textAt(record, 'properties.hs_lastmodifieddate'))
    expect(times).toHaveLength(20)
    expect(times).toEqual(times.toSorted().toReversed())
    const after = textAt(first, 'paging.next.after')
    const second = (await post(hubSpot, search, { sorts, limit: 100, after })).body
    expect(textAt(second, 'results.0.id')).not.toBe(textAt(first, 'results.0.id'))
    const since = times.at(-1)!
    const recent = {
      filterGroups: [
        { filters: [{ propertyName: 'hs_lastmodifieddate', operator: 'GTE', value: String(Date.parse(since)) }] },
      ],
    }
    expect((await post(hubSpot, search, recent)).body['total']).toBe(20)
  })

  it('refuses what cannot be searched', async () => {
    const hubSpot = await open()
    const filters = (filter: JsonObject) => post(hubSpot, search, { filterGroups: [{ filters: [filter] }] })
    expect((await filters({ propertyName: 'invented', operator: 'EQ', value: 'x' })).status).toBe(400)
    expect((await filters({ propertyName: 'name', operator: 'LIKE', value: 'x' })).status).toBe(400)
    expect((await filters({ propertyName: 'name', operator: 'EQ' })).status).toBe(400)
    expect((await post(hubSpot, search, { limit: 201 })).status).toBe(400)
  })
})

describe('batches', () => {
  it('makes, reads, changes, upserts and archives several', async () => {
    const hubSpot = await open()
    const batch = `${companies}/batch`
    const inputs = ['One', 'Two'].map((name) => ({ properties: { name } }))
    const made = await post(hubSpot, `${batch}/create`, { inputs })
    expect(made).toMatchObject({ status: 201, body: { status: 'COMPLETE', results: [{}, {}] } })
    const ids = [textAt(made.body, 'results.0.id'), textAt(made.body, 'results.1.id')]
    const renamed = { inputs: ids.map((id) => ({ id, properties: { name: `New ${id}` } })) }
    expect((await post(hubSpot, `${batch}/update`, renamed)).status).toBe(200)
    const wish = { inputs: [...ids, '1'].map((id) => ({ id })), properties: ['name'] }
    const read = await post(hubSpot, `${batch}/read`, wish)
    expect(read).toMatchObject({
      status: 207,
      body: { numErrors: 1, errors: [{ category: 'OBJECT_NOT_FOUND', context: { ids: ['1'] } }] },
    })
    expect(textAt(read.body, 'results.0.properties.name')).toBe(`New ${ids[0]}`)
    const people = { inputs: [{ id: 'new@example.com', idProperty: 'email', properties: { firstname: 'N' } }] }
    const upserts = async () => at((await post(hubSpot, `${contacts}/batch/upsert`, people)).body, 'results.0.new')
    expect([await upserts(), await upserts()]).toEqual([true, false])
    expect((await post(hubSpot, `${batch}/archive`, { inputs: ids.map((id) => ({ id })) })).status).toBe(204)
    expect((await call(hubSpot, `${companies}/${ids[0]}`)).status).toBe(404)
  })

  it('does nothing of a batch in which one input is wrong', async () => {
    const hubSpot = await open()
    const before = await hubSpot.snapshot()
    const inputs = [{ properties: { name: 'Fine' } }, { properties: { invented: 'x' } }]
    expect((await post(hubSpot, `${companies}/batch/create`, { inputs })).status).toBe(400)
    const many = Array.from({ length: 101 }, () => ({ properties: { name: 'X' } }))
    expect((await post(hubSpot, `${companies}/batch/create`, { inputs: many })).status).toBe(400)
    expect(await hubSpot.snapshot()).toEqual(before)
  })
})
