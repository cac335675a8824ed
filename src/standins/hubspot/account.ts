import { refuse } from './refusal.ts'
import type { HubSpotRoute } from './route.ts'
import type { StandInOptions } from '../stand-in.ts'
import type { HubSpotState } from './state.ts'

/** What the portal is, and whose token this is. */
export function accountRoutes(state: HubSpotState, { credential, scopes }: StandInOptions): readonly HubSpotRoute[] {
  const anyone = { method: 'get', scopes: () => [] } as const
  return [
    { ...anyone, path: '/account-info/v3/details', answer: () => [200, state.account] },
    {
      ...anyone,
      path: '/account-info/v3/api-usage/daily/private-apps',
      answer: () => [200, { results: [] }],
    },
    {
      ...anyone,
      // The token in the path is the credential.
      isOpen: true,
      path: '/oauth/v1/access-tokens/:token',
      answer({ params }) {
        const { token = '' } = params
        if (token !== credential) throw refuse(404, 'OBJECT_NOT_FOUND', 'access token not found')
        const { user, userId, appId, hubDomain } = state.identity
        const about = { hub_domain: hubDomain, scopes: scopes ?? everyScope, hub_id: state.portalId, app_id: appId }
        return [200, { token, user, ...about, expires_in: 1742, user_id: userId, token_type: 'access' }]
      },
    },
  ]
}

const everyScope = [
  'automation',
  'content',
  'crm.lists.read',
  'crm.lists.write',
  'crm.objects.companies.read',
  'crm.objects.companies.write',
  'crm.objects.contacts.read',
  'crm.objects.contacts.write',
  'crm.objects.custom.read',
  'crm.objects.custom.write',
  'crm.objects.deals.read',
  'crm.objects.deals.write',
  'crm.objects.owners.read',
  'crm.schemas.custom.read',
  'e-commerce',
  'forms',
  'oauth',
  'settings.users.read',
  'settings.users.write',
  'tickets',
]
