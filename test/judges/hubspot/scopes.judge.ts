import assert from 'node:assert/strict'
import type { Judge } from '../jury.ts'
import { asked, hubSpotAt, refused } from './client.ts'

const crm = (type: string, ...also: string[]) => ({
  read: [...also, `crm.objects.${type}.read`],
  write: [...also, `crm.objects.${type}.write`],
})
const contacts = crm('contacts')

// Method, path, and the scopes of which any one is enough.
const operations: readonly (readonly [method: string, path: string, scopes: readonly string[]])[] = [
  ...(
    [
      ['contacts', contacts],
      ['companies', crm('companies')],
      ['deals', crm('deals')],
      ['tickets', crm('tickets', 'tickets')],
      ['products', crm('products', 'e-commerce')],
      ['line_items', crm('line_items', 'e-commerce')],
      ['tasks', contacts],
      ['notes', contacts],
      ['calls', contacts],
    ] as const
  ).flatMap(([type, { read, write }]) => [
    ['GET', `/crm/v3/objects/${type}`, read] as const,
    ['POST', `/crm/v3/objects/${type}`, write] as const,
    ['PATCH', `/crm/v3/objects/${type}/1`, write] as const,
    ['DELETE', `/crm/v3/objects/${type}/1`, write] as const,
    ['POST', `/crm/v3/objects/${type}/search`, read] as const,
    ['POST', `/crm/v3/objects/${type}/batch/read`, read] as const,
    ['POST', `/crm/v3/objects/${type}/batch/create`, write] as const,
    ['GET', `/crm/v3/properties/${type}`, [...read, `crm.schemas.${type}.read`]] as const,
    ['POST', `/crm/v3/properties/${type}`, [...write, `crm.schemas.${type}.write`]] as const,
    ['GET', `/crm/v3/pipelines/${type}`, [...read, `crm.schemas.${type}.read`]] as const,
    ['POST', `/crm/v3/pipelines/${type}`, [...write, `crm.schemas.${type}.write`]] as const,
  ]),
  ['POST', '/crm/v3/associations/contacts/companies/batch/create', [...contacts.write, 'crm.objects.companies.write']],
  ['POST', '/crm/v3/associations/contacts/companies/batch/read', [...contacts.read, 'crm.objects.companies.read']],
  ['GET', '/crm/v4/objects/contacts/1/associations/tasks', contacts.read],
  ['GET', '/crm/v3/owners', ['crm.objects.owners.read']],
  ['GET', '/crm/v3/schemas', ['crm.schemas.custom.read', 'crm.schemas.custom.write']],
  ['POST', '/crm-object-schemas/v3/schemas', ['crm.schemas.custom.write']],
  ['POST', '/crm/v3/lists/search', ['crm.lists.read']],
  ['POST', '/crm/v3/lists', ['crm.lists.write']],
  ['GET', '/marketing/v3/emails', ['content', 'crm.objects.marketing_emails.read']],
  ['POST', '/marketing/v3/emails', ['content', 'crm.objects.marketing_emails.write']],
  ['GET', '/marketing/v3/forms', ['forms', 'external_integrations.forms.access']],
  ['DELETE', '/marketing/v3/forms/1', ['forms', 'external_integrations.forms.access']],
  ['GET', '/automation/v4/flows', ['automation']],
  ['DELETE', '/automation/v4/flows/1', ['automation']],
  ['GET', '/settings/v3/users', ['settings.users.read']],
  ['GET', '/settings/v3/users/roles', ['settings.users.read']],
  ['GET', '/settings/v3/users/teams', ['settings.users.teams.read']],
  ['POST', '/settings/v3/users', ['settings.users.write']],
  ['PUT', '/settings/v3/users/1', ['settings.users.write']],
  ['DELETE', '/settings/v3/users/1', ['settings.users.write']],
]

export const noScopes: Judge = {
  name: 'no scopes',
  scopes: ['oauth'],
  async judge(served) {
    const client = hubSpotAt(served)
    for (const [method, path, scopes] of operations) {
      const { status, json } = await asked(client, method, path, method === 'GET' ? undefined : {})
      const { category, errors } = json as { category?: string; errors?: { context: Record<string, string[]> }[] }
      assert.deepEqual([status, category], [403, 'MISSING_SCOPES'], `${method} ${path}`)
      assert.deepEqual(errors?.[0]?.context, { requiredGranularScopes: scopes }, `${method} ${path}`)
    }
    await refused(client.crm.contacts.basicApi.getPage(), 403, 'MISSING_SCOPES')
    await refused(client.crm.contacts.basicApi.archive('1'), 403, 'MISSING_SCOPES')
    const token = await client.oauth.accessTokensApi.get(served.credential)
    assert.deepEqual(token.scopes, ['oauth'])
    assert.equal((await asked(client, 'GET', '/account-info/v3/details')).status, 200)
  },
}

/** The last of the scopes of each operation is enough. */
export const enoughScopes: Judge = {
  name: 'enough scopes',
  scopes: [...new Set(operations.map(([, , scopes]) => scopes.at(-1)!))],
  async judge(served) {
    const client = hubSpotAt(served)
    for (const [method, path] of operations) {
      const { status } = await asked(client, method, path, method === 'GET' ? undefined : {})
      assert.notEqual(status, 403, `${method} ${path}`)
      assert.ok(status < 500, `${method} ${path}`)
    }
  },
}
