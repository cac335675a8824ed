import type { JsonObject } from '../../lib/json.ts'
import { etagOf, withEtag } from '../google/etag.ts'
import { continuation, pageOf, type Tokens } from '../google/pages.ts'
import { notFound } from '../google/refusal.ts'
import type { GoogleRoute } from '../google/route.ts'
import { readSyncToken } from './events/list-events.ts'
import { acceptedScopes } from './scopes.ts'
import type { CalendarState } from './state.ts'

const collection = '/calendar/v3/users/me/settings'
const limits = { most: 250, given: 5 }

/** Settings can only be read. */
export function settingRoutes(state: CalendarState, tokens: Tokens): readonly GoogleRoute[] {
  const read = (name: string) => ({
    operation: `calendar.v3.Settings.${name}`,
    method: 'get' as const,
    scopes: acceptedScopes.readSettings,
  })
  return [
    { ...read('List'), path: collection, answer: ({ query }) => listSettings(state, query, tokens) },
    {
      ...read('Get'),
      path: `${collection}/:setting`,
      answer: ({ params }) => withEtag(findSetting(state, params['setting'])),
    },
  ]
}

function listSettings(state: CalendarState, query: URLSearchParams, tokens: Tokens): JsonObject {
  const token = query.get('syncToken') ?? ''
  const changed = token === '' ? state.settings : (readSyncToken(tokens, token, 'settings'), [])
  const page = pageOf(changed, query, 'settings', { tokens, limits })
  return {
    kind: 'calendar#settings',
    etag: etagOf(state.settings),
    ...continuation(page, () => tokens.seal('sync', state.revision, 'settings')),
    items: page.items.map(withEtag),
  }
}

function findSetting(state: CalendarState, id: string | undefined): JsonObject {
  const setting = state.settings.find((candidate) => candidate['id'] === id)
  if (!setting) throw notFound()
  return setting
}
