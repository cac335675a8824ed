import { afterEach, describe, expect, it } from 'vitest'
import type { JsonObject } from '../../lib/json.ts'
import type { StandIn } from '../stand-in.ts'
import { at, difference, textAt } from '../testing/client.ts'
import { call, everyPage, post } from '../testing/hubspot-client.ts'
import { openHubSpot } from './open-hubspot.ts'

const opened: StandIn[] = []
afterEach(async () => {
  for (const standIn of opened.splice(0)) await standIn[Symbol.asyncDispose]()
})

async function open(scopes?: readonly string[]): Promise<StandIn> {
  const hubSpot = await openHubSpot({ seed: 1, credential: 'right', ...(scopes ? { scopes } : {}) })
  opened.push(hubSpot)
  return hubSpot
}

const contacts = '/crm/v3/objects/contacts'
const companies = '/crm/v3/objects/companies'

async function firstId(hubSpot: StandIn, path: string): Promise<string> {
  return textAt((await call(hubSpot, path)).body, 'results.0.id')
}

describe('who comes in', () => {
  it('answers 401 to no credential and to a wrong one', async () => {
    const hubSpot = await open()
    for (const credential of [null, 'wrong']) {
      const refused = await call(hubSpot, contacts, { credential })
      expect(refused).toMatchObject({ status: 401, body: { status: 'error', category: 'INVALID_AUTHENTICATION' } })
      expect(refused.body['correlationId']).toMatch(/^[0-9a-f-]{36}$/)
      expect(refused.headers.get('x-stand-in')).toBe(hubSpot.label)
    }
  })

  it('answers 403 to an operation that none of the scopes allows, and to no other', async () => {
    const hubSpot = await open(['crm.objects.contacts.read', 'tickets'])
    const before = await hubSpot.snapshot()
    const refused = await post(hubSpot, contacts, { properties: { email: 'a@b.example' } })
    expect(refused).toMatchObject({
      status: 403,
      body: {
        category: 'MISSING_SCOPES',
        errors: [{ context: { requiredGranularScopes: ['crm.objects.contacts.write'] } }],
      },
    })
    expect((await call(hubSpot, companies)).status).toBe(403)
    expect((await call(hubSpot, contacts)).status).toBe(200)
    expect((await call(hubSpot, '/crm/v3/objects/tickets')).status).toBe(200)
    expect((await call(hubSpot, '/crm/v3/pipelines/tickets')).status).toBe(200)
    expect((await call(hubSpot, '/crm/v3/owners')).status).toBe(403)
    expect((await call(hubSpot, '/account-info/v3/details')).status).toBe(200)
    expect(await hubSpot.snapshot()).toEqual(before)
  })

  it('tells what is missing here from what HubSpot does not have', async () => {
    const hubSpot = await open()
    for (const path of [
      '/crm/v3/imports',
      '/cms/v3/pages/site-pages',
      '/crm/v3/objects/quotes/1',
      '/files/v3/files/1',
    ]) {
      const lacking = await call(hubSpot, path)
      expect(lacking, path).toMatchObject({ status: 501, body: { standin: 'not implemented', path } })
      expect(lacking.headers.get('x-stand-in')).toBe('hubspot/1')
    }
    expect((await call(hubSpot, '/crm/v3/contact')).status).toBe(404)
    expect((await call(hubSpot, contacts, { method: 'PUT', json: {} })).status).toBe(405)
    expect(await call(hubSpot, '/crm/v3/objects/inventions')).toMatchObject({
      status: 400,
      body: { message: 'Unable to infer object type from: inventions' },
    })
  })

  it('says how many calls are left, and never that there are none', async () => {
    const hubSpot = await open()
    for (let index = 0; index < 200; index++) {
      const { headers } = await call(hubSpot, '/account-info/v3/details')
      expect(Number(headers.get('x-hubspot-ratelimit-remaining'))).toBeGreaterThan(50)
    }
  })
})

describe('records', () => {
  it('makes, reads, changes and archives one, and the account shows it', async () => {
    const hubSpot = await open()
    const before = await hubSpot.snapshot()
    const made = await post(hubSpot, contacts, { properties: { email: ' Ann@Example.COM ', firstname: 'Ann' } })
    expect(made).toMatchObject({ status: 201, body: { properties: { email: 'ann@example.com', firstname: 'Ann' } } })
    const id = textAt(made.body, 'id')
    expect(at(made.body, 'properties.hs_object_id')).toBe(id)
    expect(difference(before, await hubSpot.snapshot()).made).toEqual([`contacts ${id}`])

    const change = { method: 'PATCH', json: { properties: { firstname: '', lastname: 'Lee' } } }
    const changed = await call(hubSpot, `${contacts}/${id}`, change)
    expect(changed).toMatchObject({ status: 200, body: { properties: { firstname: '', lastname: 'Lee' } } })
    const read = await call(hubSpot, `${contacts}/ann@example.com?idProperty=email&properties=firstname,lastname`)
    expect(read.body['properties']).toMatchObject({ firstname: null, lastname: 'Lee', hs_object_id: id })

    expect((await call(hubSpot, `${contacts}/${id}`, { method: 'DELETE' })).status).toBe(204)
    expect((await call(hubSpot, `${contacts}/${id}`, { method: 'DELETE' })).status).toBe(204)
    expect(await call(hubSpot, `${contacts}/${id}`)).toMatchObject({
      status: 404,
      body: { category: 'OBJECT_NOT_FOUND', context: { id: [id] } },
    })
    expect((await call(hubSpot, `${contacts}/${id}?archived=true`)).body).toMatchObject({ archived: true })
    expect((await call(hubSpot, `${contacts}/${id}`, change)).status).toBe(404)
  })

  it('answers with the few properties of the type unless others are asked for', async () => {
    const hubSpot = await open()
    const id = await firstId(hubSpot, companies)
    const plain = (await call(hubSpot, `${companies}/${id}`)).body
    const few = ['createdate', 'domain', 'hs_lastmodifieddate', 'hs_object_id', 'name']
    expect(Object.keys(plain['properties'] as JsonObject)).toEqual(few)
    const asked = await call(hubSpot, `${companies}/${id}?properties=website&properties=zip,invented`)
    const names = Object.keys(asked.body['properties'] as JsonObject)
    expect(names).toEqual(['createdate', 'hs_lastmodifieddate', 'hs_object_id', 'website', 'zip'])
    expect(at(asked.body, 'properties.zip')).toBeNull()
    const past = await call(hubSpot, `${companies}/${id}?propertiesWithHistory=name`)
    expect(at(past.body, 'propertiesWithHistory.name.0.value')).toBe(at(plain, 'properties.name'))
  })

  it('refuses what a property cannot hold, naming each', async () => {
    const hubSpot = await open()
    const before = await hubSpot.snapshot()
    const properties = {
      email: 'nobody',
      invented: 'x',
      lifecyclestage: 'wizard',
      hs_object_id: '1',
      closedate: 'soon',
    }
    const refused = await post(hubSpot, contacts, { properties })
    expect(refused).toMatchObject({ status: 400, body: { category: 'VALIDATION_ERROR' } })
    const codes = (refused.body['errors'] as JsonObject[]).map((error) => error['code'])
    expect(codes).toEqual([
      'INVALID_EMAIL',
      'PROPERTY_DOESNT_EXIST',
      'INVALID_OPTION',
      'READ_ONLY_VALUE',
      'INVALID_LONG',
    ])
    expect(refused.body['message']).toContain('Property \\"invented\\" does not exist')
    expect((await post(hubSpot, contacts, {})).body['message']).toContain('[properties]')
    const raw = new Request(`https://api.hubapi.com${contacts}`, {
      method: 'POST',
      headers: { authorization: 'Bearer right', 'content-type': 'application/json' },
      body: '{"properties": ',
    })
    expect((await hubSpot.fetch(raw)).status).toBe(400)
    expect(await hubSpot.snapshot()).toEqual(before)
  })

  it('keeps numbers, switches and times as texts of its own form', async () => {
    const hubSpot = await open()
    const sent = { name: 'X', domain: 'https://www.Example.com/a', annualrevenue: 12, is_public: true, closedate: 0 }
    const made = await post(hubSpot, companies, { properties: sent })
    expect(made.body['properties']).toMatchObject({
      domain: 'example.com',
      annualrevenue: '12',
      is_public: 'true',
      closedate: '1970-01-01T00:00:00Z',
    })
  })

  it('knows who has an e-mail address already', async () => {
    const hubSpot = await open()
    const taken = (await call(hubSpot, contacts)).body
    const [id, email] = [textAt(taken, 'results.0.id'), textAt(taken, 'results.0.properties.email')]
    expect(await post(hubSpot, contacts, { properties: { email: email.toUpperCase() } })).toMatchObject({
      status: 409,
      body: { category: 'CONFLICT', message: `Contact already exists. Existing ID: ${id}` },
    })
  })

  it('needs what a type cannot be without, and a stage of the right pipeline', async () => {
    const hubSpot = await open()
    expect(await post(hubSpot, '/crm/v3/objects/notes', { properties: { hs_note_body: 'x' } })).toMatchObject({
      status: 400,
      body: { context: { properties: ['hs_timestamp'] } },
    })
    const pipelines = (await call(hubSpot, '/crm/v3/pipelines/deals')).body
    const [first, second] = [0, 1].map((place) => textAt(pipelines, `results.${place}.id`))
    const stage = textAt(pipelines, 'results.1.stages.0.id')
    const deal = (pipeline: string) =>
      post(hubSpot, '/crm/v3/objects/deals', { properties: { dealname: 'X', pipeline, dealstage: stage } })
    expect((await deal(first!)).status).toBe(400)
    expect((await deal(second!)).status).toBe(201)
  })

  it('merges two: one takes what it lacks, the other is archived', async () => {
    const hubSpot = await open()
    const list = (await call(hubSpot, `${contacts}?limit=2`)).body
    const [one, other] = [textAt(list, 'results.0.id'), textAt(list, 'results.1.id')]
    const wish = { primaryObjectId: one, objectIdToMerge: other }
    expect((await post(hubSpot, `${contacts}/merge`, wish)).body).toMatchObject({
      id: one,
      properties: { hs_merged_object_ids: other },
    })
    expect((await call(hubSpot, `${contacts}/${other}`)).status).toBe(404)
  })
})

describe('pages', () => {
  it('gives a list in several pages, each record once', async () => {
    const hubSpot = await open()
    for (const path of [
      contacts,
      companies,
      '/crm/v3/objects/deals',
      '/crm/v3/objects/tickets',
      '/crm/v3/objects/tasks',
    ]) {
      const { results, pages } = await everyPage(hubSpot, `${path}?limit=100`)
      const ids = results.map((record) => at(record, 'id'))
      expect(pages, path).toBeGreaterThanOrEqual(3)
      expect(new Set(ids).size).toBe(ids.length)
      expect(ids.length).toBeGreaterThan(40)
    }
    for (const path of ['/crm/v3/owners', '/settings/v3/users/', '/marketing/v3/forms/', '/marketing/v3/emails'])
      expect((await everyPage(hubSpot, path)).pages, path).toBeGreaterThanOrEqual(2)
    expect((await everyPage(hubSpot, `${contacts}?archived=true`)).results).toHaveLength(2)
  })

  it('gives ten unless told, at most a hundred, and knows its own cursors', async () => {
    const hubSpot = await open()
    const page = (await call(hubSpot, contacts)).body
    expect(page['results']).toHaveLength(10)
    expect(at(page, 'paging.next.link')).toContain('https://api.hubapi.com/crm/v3/objects/contacts?after=')
    expect((await call(hubSpot, `${contacts}?limit=101`)).status).toBe(400)
    expect((await call(hubSpot, `${contacts}?after=xyz`)).status).toBe(400)
    expect((await call(hubSpot, '/marketing/v3/emails?after=xyz')).status).toBe(400)
  })
})

describe('two portals', () => {
  it('share nothing', async () => {
    const [one, other] = [await open(), await open()]
    const before = await other.snapshot()
    await post(one, companies, { properties: { name: 'Mine' } })
    expect(await other.snapshot()).toEqual(before)
    expect(difference(before, await one.snapshot()).made).toHaveLength(1)
  })
})
