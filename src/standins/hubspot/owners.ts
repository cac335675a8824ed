import { pageByPlace, paging } from './pages.ts'
import { notFound } from './refusal.ts'
import type { HubSpotAnswer, HubSpotCall, HubSpotRoute } from './route.ts'
import type { HubSpotState } from './state.ts'

const limits = { most: 500, usual: 100 }

/** The people who can own records. They come and go with users, not through the API. */
export function ownerRoutes(state: HubSpotState): readonly HubSpotRoute[] {
  const read = { method: 'get', scopes: () => ['crm.objects.owners.read'] } as const
  return [
    { ...read, path: '/crm/v3/owners', answer: (call) => list(state, call) },
    { ...read, path: '/crm/v3/owners/:id', answer: (call) => get(state, call) },
  ]
}

function list(state: HubSpotState, { query }: HubSpotCall): HubSpotAnswer {
  const archived = query.get('archived') === 'true'
  const email = query.get('email')?.trim().toLowerCase() ?? ''
  const all = state.owners
    .map(({ fields }) => fields)
    .filter((owner) => owner['archived'] === archived && (email === '' || owner['email'] === email))
  const { items, after } = pageByPlace(all, query, limits)
  return [200, { results: items, ...paging(after, { path: '/crm/v3/owners/', query }) }]
}

function get(state: HubSpotState, { params, query }: HubSpotCall): HubSpotAnswer {
  const archived = query.get('archived') === 'true'
  const by = query.get('idProperty') === 'userId' ? 'userId' : 'id'
  const found = state.owners.find(
    ({ fields }) => fields['archived'] === archived && String(fields[by]) === params['id'],
  )
  if (!found) throw notFound()
  return [200, found.fields]
}
