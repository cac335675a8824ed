import assert from 'node:assert/strict'
import type { Client } from '@hubspot/api-client'
import type { Judge } from '../jury.ts'
import { hubSpotAt, refused, sure } from './client.ts'

type Properties = Record<string, string>

/** In which form values are kept, and which are refused. */
export const values: Judge = {
  name: 'values',
  async judge(served) {
    const client = hubSpotAt(served)
    const { companies, contacts, tickets } = client.crm
    const kept = async (properties: Properties) =>
      (await companies.basicApi.create({ properties, associations: [] })).properties
    const company = await kept({
      domain: 'HTTPS://www.Judge.example/about',
      annualrevenue: '+12.50',
      is_public: 'TRUE',
      closedate: '0',
      name: '  spaced  ',
      industry: 'ACCOUNTING',
    })
    assert.deepEqual(
      [company['domain'], company['annualrevenue'], company['is_public'], company['closedate'], company['name']],
      ['judge.example', '12.50', 'true', '1970-01-01T00:00:00Z', '  spaced  '],
    )
    assert.equal(company['industry'], 'ACCOUNTING')
    assert.equal((await kept({ closedate: '2026-02-03T04:05:06.789Z' }))['closedate'], '2026-02-03T04:05:06.789Z')
    assert.equal((await kept({ closedate: '2026-02-03' }))['closedate'], '2026-02-03T00:00:00Z')
    assert.equal((await kept({ renewal_date: '2026-02-03' }))['renewal_date'], '2026-02-03')
    assert.equal((await kept({ renewal_date: '1770076800000' }))['renewal_date'], '2026-02-03')
    assert.equal((await kept({ numberofemployees: '-1e3' }))['numberofemployees'], '-1e3')
    assert.ok(!('phone' in (await kept({ phone: '   ' }))))

    const properties = { email: ' Mixed.Case@Judge.EXAMPLE ' }
    const contact = await contacts.basicApi.create({ properties, associations: [] })
    assert.equal(contact.properties['email'], 'mixed.case@judge.example')
    assert.equal(contact.properties['hs_email_domain'], 'judge.example')
    const several = { hs_pipeline_stage: '1', hs_ticket_category: 'PRODUCT_ISSUE;BILLING_ISSUE;' }
    const ticket = await tickets.basicApi.create({ properties: several, associations: [] })
    assert.equal(ticket.properties['hs_ticket_category'], 'PRODUCT_ISSUE;BILLING_ISSUE')
    assert.equal(ticket.properties['hs_ticket_id'], ticket.id)
    await wrongValues(client)
    await owned(client)
  },
}

async function wrongValues({ crm }: Client): Promise<void> {
  const wrong: readonly (readonly [
    type: 'contacts' | 'companies' | 'tickets',
    properties: Properties,
    code: string,
  ])[] = [
    ['contacts', { email: 'nobody' }, 'INVALID_EMAIL'],
    ['contacts', { email: 'two@at@judge.example' }, 'INVALID_EMAIL'],
    ['contacts', { email: 'no@domain' }, 'INVALID_EMAIL'],
    ['contacts', { lifecyclestage: 'wizard' }, 'INVALID_OPTION'],
    ['contacts', { hubspot_owner_id: '1' }, 'INVALID_OPTION'],
    ['contacts', { hs_object_id: '1' }, 'READ_ONLY_VALUE'],
    ['contacts', { invented: 'x' }, 'PROPERTY_DOESNT_EXIST'],
    ['companies', { annualrevenue: 'much' }, 'INVALID_INTEGER'],
    ['companies', { annualrevenue: '1,000' }, 'INVALID_INTEGER'],
    ['companies', { is_public: 'maybe' }, 'INVALID_BOOLEAN'],
    ['companies', { closedate: 'soon' }, 'INVALID_LONG'],
    ['companies', { closedate: '99999999999999999' }, 'INVALID_LONG'],
    ['companies', { renewal_date: 'soon' }, 'INVALID_DATE'],
    ['companies', { renewal_date: '2026-02-03T10:00:00Z' }, 'INVALID_DATE'],
    ['tickets', { hs_pipeline_stage: 'nowhere' }, 'INVALID_OPTION'],
    ['tickets', { hs_pipeline_stage: '1', hs_ticket_category: 'PRODUCT_ISSUE;OTHER_PLANET' }, 'INVALID_OPTION'],
  ]
  for (const [type, properties, code] of wrong) {
    const request = crm[type].basicApi.create({ properties, associations: [] })
    const { errors = [], message } = await refused(request, 400, 'VALIDATION_ERROR')
    const name = Object.keys(properties).at(-1)!
    assert.deepEqual([errors.length, errors[0]?.code, errors[0]?.context], [1, code, { propertyName: [name] }])
    const told = JSON.parse(message.slice(message.indexOf('['))) as Record<string, unknown>[]
    assert.deepEqual([told[0]?.['error'], told[0]?.['name'], told[0]?.['isValid']], [code, name, false])
    const message0 = errors[0]?.message
    assert.deepEqual([told[0]?.['message'], told[0]?.['localizedErrorMessage']], [message0, message0])
    assert.equal(typeof told[0]?.['portalId'], 'number')
  }
  const both = crm.contacts.basicApi.create({ properties: { email: 'x', invented: 'y' }, associations: [] })
  const { errors } = await refused(both, 400, 'VALIDATION_ERROR')
  assert.deepEqual(
    errors?.map(({ code }) => code),
    ['INVALID_EMAIL', 'PROPERTY_DOESNT_EXIST'],
  )
  await refused(crm.contacts.basicApi.create({ associations: [] } as never), 400, 'VALIDATION_ERROR')
  const nested = { properties: { firstname: { deep: 1 } as never }, associations: [] }
  await refused(crm.contacts.basicApi.create(nested), 400, 'VALIDATION_ERROR')
}

/** Addresses of contacts are unique, and owners and records of others can be named. */
async function owned({ crm }: Client): Promise<void> {
  const {
    results: [owner],
  } = await crm.owners.ownersApi.getPage(undefined, undefined, 1)
  const properties = { email: 'owned@judge.example', hubspot_owner_id: sure(owner?.id, 'an owner') }
  const made = await crm.contacts.basicApi.create({ properties, associations: [] })
  assert.equal(made.properties['hubspot_owner_id'], owner?.id)
  const twin = { properties: { email: 'OWNED@judge.example' }, associations: [] }
  const told = await refused(crm.contacts.basicApi.create(twin), 409, 'CONFLICT')
  assert.equal(told.message, `Contact already exists. Existing ID: ${made.id}`)
  const other = await crm.contacts.basicApi.create({ properties: { email: 'other@judge.example' }, associations: [] })
  await refused(crm.contacts.basicApi.update(other.id, { properties: { email: properties.email } }), 409, 'CONFLICT')
  const same = await crm.contacts.basicApi.update(made.id, { properties: { email: properties.email } })
  assert.equal(same.id, made.id)
  const byAddress = async (address: string) =>
    await crm.contacts.basicApi.getById(address, ['email'], undefined, undefined, false, 'email')
  assert.equal((await byAddress('Owned@Judge.example')).id, made.id)
  await refused(byAddress('nobody@judge.example'), 404, 'OBJECT_NOT_FOUND')
  const changed = await crm.contacts.basicApi.update('owned@judge.example', { properties: { city: 'X' } }, 'email')
  assert.deepEqual([changed.id, changed.properties['city']], [made.id, 'X'])
  const byCity = crm.contacts.basicApi.getById('X', undefined, undefined, undefined, false, 'city')
  await refused(byCity, 400, 'VALIDATION_ERROR')
  await crm.contacts.basicApi.archive(made.id)
  const again = await crm.contacts.basicApi.create({ properties: { email: properties.email }, associations: [] })
  assert.notEqual(again.id, made.id)
}

/** What HubSpot computes from other values. */
export const derivedValues: Judge = {
  name: 'derived values',
  async judge(served) {
    const { crm } = hubSpotAt(served)
    const deal = async (properties: Properties) =>
      (await crm.deals.basicApi.create({ properties: { amount: '50', ...properties }, associations: [] })).properties
    const { results: pipelines } = await crm.pipelines.pipelinesApi.getAll('deals')
    const [first, second] = pipelines
    const won = await deal({ dealstage: 'closedwon' })
    const computed = ['hs_is_closed', 'hs_is_closed_won', 'hs_closed_amount', 'hs_deal_stage_probability', 'pipeline']
    const shown = (of: Record<string, string | null>) => computed.map((name) => of[name])
    assert.deepEqual(shown(won), ['true', 'true', '50', '1.0', first?.id])
    assert.deepEqual(shown(await deal({ dealstage: 'closedlost' })), ['true', 'false', '0', '0.0', first?.id])
    const open = await deal({ dealstage: 'contractsent' })
    assert.deepEqual(shown(open), ['false', 'false', '0', '0.9', first?.id])
    const id = sure(open['hs_object_id'], 'id')
    const closed = await crm.deals.basicApi.update(id, { properties: { dealstage: 'closedwon' } })
    assert.deepEqual(shown(closed.properties), ['true', 'true', '50', '1.0', first?.id])
    const stage = sure(second?.stages[0]?.id, 'a stage of another pipeline')
    const astray = crm.deals.basicApi.create({ properties: { dealstage: stage }, associations: [] })
    await refused(astray, 400, 'VALIDATION_ERROR')
    const there = await deal({ dealstage: stage, pipeline: sure(second?.id, 'a pipeline') })
    assert.deepEqual([there['dealstage'], there['pipeline']], [stage, second?.id])

    const timestamp = { hs_timestamp: '2026-03-04T05:06:07Z' }
    const task = async (properties: Properties) =>
      (await crm.objects.tasks.basicApi.create({ properties: { ...timestamp, ...properties }, associations: [] }))
        .properties
    const todo = await task({ hs_task_body: '<b>Do</b>  it' })
    assert.deepEqual(
      [todo['hs_task_status'], todo['hs_task_priority'], todo['hs_task_is_completed'], todo['hs_body_preview']],
      ['NOT_STARTED', 'NONE', '0', 'Do it'],
    )
    assert.ok(!('hs_task_completion_date' in todo))
    const done = await task({ hs_task_status: 'COMPLETED' })
    assert.equal(done['hs_task_is_completed'], '1')
    assert.equal(done['hs_task_completion_date'], done['hs_lastmodifieddate'])
    const body = { ...timestamp, hs_note_body: '<p>A  <i>note</i></p>' }
    const note = await crm.objects.notes.basicApi.create({ properties: body, associations: [] })
    assert.equal(note.properties['hs_body_preview'], 'A note')
    const line = { quantity: '3', price: '10', discount: '1' }
    const item = await crm.lineItems.basicApi.create({ properties: line, associations: [] })
    assert.equal(item.properties['amount'], '27')
    const half = await crm.lineItems.basicApi.create({ properties: { quantity: '3' }, associations: [] })
    assert.ok(!('amount' in half.properties))
    const {
      results: [queue],
    } = await crm.pipelines.pipelinesApi.getAll('tickets')
    const ticket = await crm.tickets.basicApi.create({ properties: { hs_pipeline_stage: '2' }, associations: [] })
    assert.equal(ticket.properties['hs_pipeline'], queue?.id)
  },
}
