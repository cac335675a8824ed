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

/** A portal with a person, a company and a deal that nothing joins yet. */
async function portal() {
  const hubSpot = await openHubSpot({ seed: 1, credential: 'right' })
  opened.push(hubSpot)
  const make = async (type: string, properties: JsonObject) =>
    textAt((await post(hubSpot, `/crm/v3/objects/${type}`, { properties })).body, 'id')
  const person = await make('contacts', { email: 'ann@example.com' })
  const company = await make('companies', { name: 'One' })
  const deal = await make('deals', { dealname: 'Big' })
  return { hubSpot, person, company, deal }
}

const put = (json?: JsonObject[]) => ({ method: 'PUT', ...(json ? { json: json as unknown as JsonObject } : {}) })

describe('associations', () => {
  it('join two records, are seen from both sides, and go', async () => {
    const { hubSpot, person, deal } = await portal()
    const inputs = [{ from: { id: person }, to: { id: deal }, type: 'contact_to_deal' }]
    const made = await post(hubSpot, '/crm/v3/associations/contacts/deals/batch/create', { inputs })
    expect(made).toMatchObject({ status: 201, body: { status: 'COMPLETE' } })
    const there = await call(hubSpot, `/crm/v3/objects/contacts/${person}/associations/deals`)
    expect(there.body).toEqual({ results: [{ id: deal, type: 'contact_to_deal' }] })
    const back = await call(hubSpot, `/crm/v3/objects/deals/${deal}?associations=contacts`)
    expect(at(back.body, 'associations.contacts.results')).toEqual([{ id: person, type: 'deal_to_contact' }])
    const gone = await post(hubSpot, '/crm/v3/associations/deal/contact/batch/archive', {
      inputs: [{ from: { id: deal }, to: { id: person }, type: 'deal_to_contact' }],
    })
    expect(gone.status).toBe(204)
    const after = await call(hubSpot, `/crm/v3/objects/contacts/${person}/associations/deals`)
    expect(after.body).toEqual({ results: [] })
  })

  it('of a company have a primary one, and labels in the fourth version', async () => {
    const { hubSpot, person, company } = await portal()
    const path = `/crm/v4/objects/contacts/${person}/associations`
    expect((await call(hubSpot, `${path}/default/companies/${company}`, put())).status).toBe(200)
    expect((await call(hubSpot, `${path}/companies`)).body).toEqual({
      results: [
        {
          toObjectId: company,
          associationTypes: [
            { category: 'HUBSPOT_DEFINED', typeId: 1, label: 'Primary' },
            { category: 'HUBSPOT_DEFINED', typeId: 279, label: null },
          ],
        },
      ],
    })
    const label = { label: 'Adviser', name: 'adviser' }
    const labels = await post(hubSpot, '/crm/v4/associations/contacts/companies/labels', label)
    const associationTypeId = at(labels.body, 'results.0.typeId')!
    const spec = [{ associationCategory: 'USER_DEFINED', associationTypeId }]
    const joined = await call(hubSpot, `${path}/companies/${company}`, put(spec))
    expect(joined).toMatchObject({ status: 201, body: { labels: expect.arrayContaining(['Adviser']) } })
    expect((await call(hubSpot, `${path}/companies/${company}`, { method: 'DELETE' })).status).toBe(204)
    expect((await call(hubSpot, `${path}/companies`)).body).toEqual({ results: [] })
  })

  it('are made together with a record, or nothing is', async () => {
    const { hubSpot, person } = await portal()
    const note = (id: string, associationTypeId: number) =>
      post(hubSpot, '/crm/v3/objects/notes', {
        properties: { hs_timestamp: '2026-05-01T10:00:00Z', hs_note_body: 'Hello' },
        associations: [{ to: { id }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId }] }],
      })
    const before = await hubSpot.snapshot()
    expect((await note('1', 202)).status).toBe(400)
    expect((await note(person, 9999)).status).toBe(400)
    expect(await hubSpot.snapshot()).toEqual(before)
    const made = await note(person, 202)
    expect(made.status).toBe(201)
    const read = await call(hubSpot, `/crm/v3/objects/notes/${textAt(made.body, 'id')}?associations=contact`)
    expect(at(read.body, 'associations.contacts.results.0.id')).toBe(person)
  })

  it('of many records are read at once, and go with the record', async () => {
    const { hubSpot, person, deal } = await portal()
    const inputs = [{ from: { id: person }, to: { id: deal } }]
    const batch = '/crm/v4/associations/contacts/deals/batch'
    expect((await post(hubSpot, `${batch}/associate/default`, { inputs })).status).toBe(200)
    const read = async () => await post(hubSpot, `${batch}/read`, { inputs: [{ id: person }] })
    expect(at((await read()).body, 'results.0.to.0.toObjectId')).toBe(deal)
    await call(hubSpot, `/crm/v3/objects/deals/${deal}`, { method: 'DELETE' })
    expect(await read()).toMatchObject({ status: 207, body: { results: [], numErrors: 1 } })
  })

  it('refuse kinds that the types do not have', async () => {
    const { hubSpot, person, company } = await portal()
    const inputs = [{ from: { id: person }, to: { id: company }, type: 'contact_to_planet' }]
    expect((await post(hubSpot, '/crm/v3/associations/contacts/companies/batch/create', { inputs })).status).toBe(400)
    expect((await call(hubSpot, '/crm/v3/associations/contacts/companies/types')).body['results']).toHaveLength(2)
  })
})
