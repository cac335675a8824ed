import assert from 'node:assert/strict'
import type { Client } from '@hubspot/api-client'
import type { Judge } from '../jury.ts'
import { asked, everyPage, hubSpotAt, isRecent, refused, sure } from './client.ts'

export const account: Judge = {
  name: 'account',
  async judge(served) {
    const client = hubSpotAt(served)
    const token = await client.oauth.accessTokensApi.get(served.credential)
    const { json: details } = await asked(client, 'GET', '/account-info/v3/details')
    assert.deepEqual([token.token, token.hubId, token.tokenType], [served.credential, details['portalId'], 'access'])
    const {
      results: [owner],
    } = await client.crm.owners.ownersApi.getPage(token.user)
    assert.deepEqual([owner?.email, owner?.userId], [token.user, token.userId])
    assert.ok(token.expiresIn > 0 && token.appId > 0 && token.hubDomain && token.scopes.includes('tickets'))
    const names = Object.keys(details).toSorted()
    const told =
      'accountType additionalCurrencies companyCurrency dataHostingLocation portalId timeZone uiDomain utcOffset utcOffsetMilliseconds'
    assert.equal(names.join(' '), told)
    await refused(client.oauth.accessTokensApi.get('another'), 404, 'OBJECT_NOT_FOUND')
    const open = hubSpotAt(served, 'another').oauth.accessTokensApi.get(served.credential)
    assert.equal((await open).token, served.credential, 'the token in the path is the credential')
    const { json: usage } = await asked(client, 'GET', '/account-info/v3/api-usage/daily/private-apps')
    assert.deepEqual(usage, { results: [] })
    const limits = (await client.apiRequest({ path: '/account-info/v3/details' })).headers
    assert.ok(Number(limits.get('x-hubspot-ratelimit-remaining')) > 50)
    assert.deepEqual(
      [limits.get('x-hubspot-ratelimit-max'), limits.get('x-hubspot-ratelimit-interval-milliseconds')],
      ['190', '10000'],
    )
  },
}

export const access: Judge = {
  name: 'access',
  async judge(served) {
    const client = hubSpotAt(served)
    for (const token of ['wrong', '']) {
      const { crm, settings } = hubSpotAt(served, token)
      await refused(crm.contacts.basicApi.getPage(), 401, 'INVALID_AUTHENTICATION')
      await refused(crm.contacts.basicApi.create({ properties: {}, associations: [] }), 401, 'INVALID_AUTHENTICATION')
      await refused(settings.users.usersApi.getPage(), 401, 'INVALID_AUTHENTICATION')
    }
    const status = async (method: string, path: string) => (await client.apiRequest({ method, path })).status
    assert.equal(await status('GET', '/crm/v3/nothing'), 404)
    assert.equal(await status('PUT', '/crm/v3/objects/contacts'), 405)
    assert.equal(await status('GET', '/crm/v3/imports/'), 501)
    assert.equal(await status('GET', '/crm/v3/objects/quotes'), 501)
    await refused(client.crm.objects.basicApi.getPage('inventions'), 400, 'VALIDATION_ERROR')
    const posted = async (body: string, type: string) => {
      const [method, path] = ['POST', '/crm/v3/objects/contacts']
      return (await client.apiRequest({ method, path, body, defaultJson: false, headers: { 'content-type': type } }))
        .status
    }
    assert.equal(await posted('not json', 'text/plain'), 415)
    assert.equal(await posted('{"properties":', 'application/json'), 400)
  },
}

const flows = '/automation/v4/flows'

/** Workflows: the client has no names for them, and carries the requests. */
export const workflows: Judge = {
  name: 'workflows',
  async judge(served) {
    const client = hubSpotAt(served)
    const list = async (after?: string) => {
      const { json } = await asked(
        client,
        'GET',
        `${flows}?limit=2${after ? `&after=${encodeURIComponent(after)}` : ''}`,
      )
      return json as never as { results: { id: string; name: string }[]; paging?: { next: { after: string } } }
    }
    const { items: before, sizes } = await everyPage(list)
    assert.ok(sizes.length > 1 && new Set(before.map(({ id }) => id)).size === before.length)
    const brief = 'createdAt flowType id isEnabled name objectTypeId revisionId updatedAt'
    assert.equal(Object.keys(before[0]!).toSorted().join(' '), brief)
    const { json: first } = await asked(client, 'GET', `${flows}/${before[0]!.id}`)
    assert.deepEqual(
      [first['id'], first['name'], Array.isArray(first['actions'])],
      [before[0]!.id, before[0]!.name, true],
    )
    await changed(client, await made(client))
    const id = before[0]!.id
    assert.equal((await asked(client, 'DELETE', `${flows}/${id}`)).status, 204)
    assert.equal((await asked(client, 'GET', `${flows}/${id}`)).status, 404)
    assert.equal((await asked(client, 'DELETE', `${flows}/${id}`)).status, 404)
    const left = (await everyPage(list)).items.map((flow) => flow.id)
    assert.deepEqual(
      left,
      before.slice(1).map((flow) => flow.id),
    )
  },
}

async function made(client: Client): Promise<Record<string, unknown>> {
  const wanted = { type: 'CONTACT_FLOW', objectTypeId: '0-1', name: 'Judged' }
  const { status, json } = await asked(client, 'POST', flows, wanted)
  assert.deepEqual([status, json['name'], json['type'], json['objectTypeId']], [201, 'Judged', 'CONTACT_FLOW', '0-1'])
  assert.deepEqual([json['isEnabled'], json['actions'], json['revisionId']], [false, [], '1'])
  isRecent(String(json['createdAt']))
  isRecent(String(json['updatedAt']))
  assert.deepEqual((await asked(client, 'GET', `${flows}/${String(json['id'])}`)).json, json)
  for (const name of ['type', 'objectTypeId']) {
    const lacking = Object.fromEntries(Object.entries(wanted).filter(([one]) => one !== name))
    assert.equal((await asked(client, 'POST', flows, lacking)).status, 400)
  }
  return json
}

async function changed(client: Client, flow: Record<string, unknown>): Promise<void> {
  const path = `${flows}/${String(sure(flow['id'], 'id'))}`
  const { status, json } = await asked(client, 'PUT', path, { ...flow, name: 'Judged again' })
  assert.deepEqual([status, json['name'], json['revisionId']], [200, 'Judged again', '2'])
  assert.deepEqual([json['id'], json['createdAt']], [flow['id'], flow['createdAt']])
  assert.deepEqual((await asked(client, 'GET', path)).json, json)
  assert.equal((await asked(client, 'PUT', path, { ...flow, name: 'Too late' })).status, 400)
  assert.equal((await asked(client, 'DELETE', path)).status, 204)
}
