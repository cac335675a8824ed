import { afterEach, describe, expect, it } from 'vitest'
import type { JsonObject } from '../../lib/json.ts'
import type { StandIn } from '../stand-in.ts'
import { at, difference, textAt } from '../testing/client.ts'
import { call, post } from '../testing/hubspot-client.ts'
import { openHubSpot } from './open-hubspot.ts'

const opened: StandIn[] = []
afterEach(async () => {
  for (const standIn of opened.splice(0)) await standIn[Symbol.asyncDispose]()
})

async function open(): Promise<StandIn> {
  const hubSpot = await openHubSpot({ seed: 1, credential: 'right' })
  opened.push(hubSpot)
  return hubSpot
}

const patch = (json: JsonObject) => ({ method: 'PATCH', json })
const remove = { method: 'DELETE' }

describe('definitions', () => {
  it('of properties can be made, used, changed and archived', async () => {
    const hubSpot = await open()
    const path = '/crm/v3/properties/contacts'
    const options = [{ label: 'Red', value: 'red' }]
    const shape = { name: 'colour', label: 'Colour', groupName: 'contactinformation' }
    const made = await post(hubSpot, path, { ...shape, type: 'enumeration', fieldType: 'select', options })
    expect(made).toMatchObject({ status: 201, body: { name: 'colour', archived: false, options: [{ value: 'red' }] } })
    expect((await post(hubSpot, path, { ...shape, type: 'string', fieldType: 'text' })).status).toBe(409)
    const contact = (colour: string) => post(hubSpot, '/crm/v3/objects/contacts', { properties: { colour } })
    expect([(await contact('red')).status, (await contact('blue')).status]).toEqual([201, 400])
    expect((await call(hubSpot, `${path}/colour`, patch({ label: 'Tint' }))).body).toMatchObject({ label: 'Tint' })
    expect((await call(hubSpot, `${path}/colour`, remove)).status).toBe(204)
    expect((await call(hubSpot, `${path}/colour`)).status).toBe(404)
    expect((await contact('red')).status).toBe(400)
    expect((await call(hubSpot, `${path}/email`, remove)).status).toBe(400)
  })

  it('of properties need a name, a type and a group that exists', async () => {
    const hubSpot = await open()
    const path = '/crm/v3/properties/deals'
    const whole = { name: 'x', label: 'X', type: 'string', fieldType: 'text', groupName: 'dealinformation' }
    const { name: _name, ...nameless } = whole
    expect((await post(hubSpot, path, nameless)).body['message']).toContain('[name]')
    expect((await post(hubSpot, path, { ...whole, groupName: 'nowhere' })).status).toBe(400)
    expect((await post(hubSpot, path, { ...whole, fieldType: 'number' })).status).toBe(400)
    expect((await post(hubSpot, path, whole)).status).toBe(201)
  })

  it('of pipelines and their stages can be made and changed, and kept while they are used', async () => {
    const hubSpot = await open()
    const stages = ['Open', 'Done'].map((label, displayOrder) => ({
      label,
      displayOrder,
      metadata: { probability: '0.5' },
    }))
    const made = await post(hubSpot, '/crm/v3/pipelines/deals', { label: 'New', displayOrder: 9, stages })
    expect(made.status).toBe(201)
    const path = `/crm/v3/pipelines/deals/${textAt(made.body, 'id')}`
    const stage = textAt(made.body, 'stages.1.id')
    expect((await call(hubSpot, `${path}/stages/${stage}`, patch({ label: 'Over' }))).body).toMatchObject({
      label: 'Over',
    })
    const deal = { dealname: 'X', pipeline: textAt(made.body, 'id'), dealstage: stage }
    await post(hubSpot, '/crm/v3/objects/deals', { properties: deal })
    expect((await call(hubSpot, path, remove)).status).toBe(400)
    expect((await call(hubSpot, `${path}/stages/${textAt(made.body, 'stages.0.id')}`, remove)).status).toBe(204)
    expect((await call(hubSpot, path)).body['stages']).toHaveLength(1)
  })

  it('of custom types come with records like those of any other type', async () => {
    const hubSpot = await open()
    const schemas = (await call(hubSpot, '/crm/v3/schemas')).body
    const type = textAt(schemas, 'results.0.objectTypeId')
    const full = textAt(schemas, 'results.0.fullyQualifiedName')
    const listed = await call(hubSpot, `/crm/v3/objects/${type}?properties=title`)
    expect(listed.body['results']).toHaveLength(9)
    expect((await post(hubSpot, `/crm/v3/objects/${full}`, { properties: { title: 'New' } })).status).toBe(201)
    const boat = {
      name: 'boat',
      labels: { singular: 'Boat', plural: 'Boats' },
      requiredProperties: ['hull'],
      properties: [{ name: 'hull', label: 'Hull', type: 'string', fieldType: 'text' }],
      associatedObjects: ['CONTACT'],
    }
    expect((await post(hubSpot, '/crm-object-schemas/v3/schemas', boat)).status).toBe(201)
    expect((await post(hubSpot, '/crm/v3/objects/boat', { properties: { hull: 'H1' } })).status).toBe(201)
    expect((await post(hubSpot, '/crm/v3/schemas', boat)).status).toBe(409)
  })
})

describe('people', () => {
  it('are made users, given another role, and removed', async () => {
    const hubSpot = await open()
    const before = await hubSpot.snapshot()
    const roles = (await call(hubSpot, '/settings/v3/users/roles')).body
    const [first, second] = [textAt(roles, 'results.0.id'), textAt(roles, 'results.1.id')]
    const made = await post(hubSpot, '/settings/v3/users/', { email: 'New@Example.com', roleId: first })
    expect(made).toMatchObject({ status: 201, body: { email: 'new@example.com', roleIds: [first] } })
    const id = textAt(made.body, 'id')
    expect(difference(before, await hubSpot.snapshot()).made).toEqual([`users ${id}`])
    const change = { method: 'PUT', json: { roleId: second } }
    expect((await call(hubSpot, `/settings/v3/users/${id}`, change)).body).toMatchObject({ roleIds: [second] })
    expect((await call(hubSpot, `/settings/v3/users/new@example.com?idProperty=EMAIL`)).body).toMatchObject({ id })
    expect((await post(hubSpot, '/settings/v3/users', { email: 'new@example.com' })).status).toBe(409)
    expect((await post(hubSpot, '/settings/v3/users', { email: 'other@example.com', roleId: '1' })).status).toBe(400)
    expect((await call(hubSpot, `/settings/v3/users/${id}`, remove)).status).toBe(204)
    expect((await call(hubSpot, `/settings/v3/users/${id}`, remove)).status).toBe(404)
  })

  it('own records', async () => {
    const hubSpot = await open()
    const owners = (await call(hubSpot, '/crm/v3/owners?limit=1')).body
    const [id, email] = [textAt(owners, 'results.0.id'), textAt(owners, 'results.0.email')]
    expect((await call(hubSpot, `/crm/v3/owners/?email=${email}`)).body['results']).toHaveLength(1)
    expect((await call(hubSpot, `/crm/v3/owners/${id}`)).body).toMatchObject({ id, email, archived: false })
    const userId = textAt(owners, 'results.0.userId')
    expect((await call(hubSpot, `/crm/v3/owners/${userId}?idProperty=userId`)).body).toMatchObject({ id })
    const deal = (owner: string) =>
      post(hubSpot, '/crm/v3/objects/deals', { properties: { dealname: 'X', hubspot_owner_id: owner } })
    expect([(await deal(id)).status, (await deal('1')).status]).toEqual([201, 400])
  })
})

describe('marketing and automation', () => {
  it('makes, clones, changes and removes an e-mail', async () => {
    const hubSpot = await open()
    const path = '/marketing/v3/emails'
    const made = await post(hubSpot, path, { name: 'Spring', subject: 'Hello' })
    expect(made).toMatchObject({ status: 201, body: { name: 'Spring', state: 'DRAFT', isPublished: false } })
    const id = textAt(made.body, 'id')
    const copy = await post(hubSpot, `${path}/clone`, { id, cloneName: 'Summer' })
    expect(copy).toMatchObject({ status: 200, body: { name: 'Summer', subject: 'Hello', clonedFrom: id } })
    expect((await call(hubSpot, `${path}/${id}`, patch({ subject: 'Bye' }))).body).toMatchObject({ subject: 'Bye' })
    expect((await call(hubSpot, `${path}/${id}`, remove)).status).toBe(204)
    expect((await call(hubSpot, `${path}/${id}`)).status).toBe(404)
    expect((await post(hubSpot, path, {})).status).toBe(400)
    const drafts = (await call(hubSpot, `${path}?isPublished=false&limit=5`)).body
    expect(drafts['total']).toBeGreaterThan(5)
    expect((drafts['results'] as JsonObject[]).every((email) => email['isPublished'] === false)).toBe(true)
  })

  it('lists forms and workflows and removes them', async () => {
    const hubSpot = await open()
    const forms = (await call(hubSpot, '/marketing/v3/forms/')).body
    const form = `/marketing/v3/forms/${textAt(forms, 'results.0.id')}`
    expect((await call(hubSpot, form)).body).toMatchObject({ formType: 'hubspot', archived: false })
    expect((await call(hubSpot, form, remove)).status).toBe(204)
    expect((await call(hubSpot, form)).status).toBe(404)
    expect((await call(hubSpot, `${form}?archived=true`)).status).toBe(200)
    const flows = (await call(hubSpot, '/automation/v4/flows')).body
    expect(at(flows, 'results.0.actions')).toBeUndefined()
    const flow = `/automation/v4/flows/${textAt(flows, 'results.0.id')}`
    expect((await call(hubSpot, flow)).body['actions']).toHaveLength(1)
    expect((await call(hubSpot, flow, remove)).status).toBe(204)
    expect((await call(hubSpot, flow, remove)).status).toBe(404)
  })

  it('keeps lists and their members', async () => {
    const hubSpot = await open()
    const people = (await call(hubSpot, '/crm/v3/objects/contacts?limit=1')).body
    const id = textAt(people, 'results.0.id')
    const made = await post(hubSpot, '/crm/v3/lists', { name: 'Few', objectTypeId: '0-1', processingType: 'MANUAL' })
    const path = `/crm/v3/lists/${textAt(made.body, 'list.listId')}`
    const add = { method: 'PUT', json: [id, '1'] as unknown as JsonObject }
    expect((await call(hubSpot, `${path}/memberships/add`, add)).body).toEqual({
      recordsIdsAdded: [id],
      recordIdsRemoved: [],
      recordIdsMissing: ['1'],
    })
    expect((await call(hubSpot, `${path}/memberships`)).body).toMatchObject({ results: [{ recordId: id }], total: 1 })
    const found = await post(hubSpot, '/crm/v3/lists/search', { query: 'few' })
    expect(at(found.body, 'lists.0.name')).toBe('Few')
    expect((await call(hubSpot, path, remove)).status).toBe(204)
  })
})

describe('the account', () => {
  it('tells what it is and whose the token is, to whoever has the token', async () => {
    const hubSpot = await open()
    const details = (await call(hubSpot, '/account-info/v3/details')).body
    const token = (await call(hubSpot, '/oauth/v1/access-tokens/right', { credential: null })).body
    expect(token).toMatchObject({ token: 'right', hub_id: details['portalId'], token_type: 'access' })
    expect((await call(hubSpot, '/oauth/v1/access-tokens/other')).status).toBe(404)
  })
})
