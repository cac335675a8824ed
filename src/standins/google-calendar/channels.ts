import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { JsonObject } from '../../lib/json.ts'
import { withoutNulls } from '../google/merge-patch.ts'
import { refuse } from '../google/refusal.ts'
import type { GoogleCall, GoogleRoute } from '../google/route.ts'
import { acceptedScopes } from './scopes.ts'
import { type CalendarState, type Channel, findCalendar, requireRole } from './state.ts'

const base = '/calendar/v3'

/** Opening and stopping channels of notifications. The account keeps them; nothing is ever sent through one. */
export function channelRoutes(state: CalendarState): readonly GoogleRoute[] {
  const watch = (name: string, path: string, scopes: readonly string[]) => ({
    operation: `calendar.v3.${name}.Watch`,
    method: 'post' as const,
    path: `${base}${path}/watch`,
    scopes,
  })
  const calendarOf = ({ params }: GoogleCall) => findCalendar(state, params['calendarId'] ?? '')
  return [
    {
      ...watch('Events', '/calendars/:calendarId/events', acceptedScopes.readEvents),
      answer: (call) => {
        requireRole(calendarOf(call), 'reader')
        return openChannel(state, call, `/calendars/${encodeURIComponent(calendarOf(call).id)}/events`)
      },
    },
    {
      ...watch('Acl', '/calendars/:calendarId/acl', acceptedScopes.writeAcl),
      answer: (call) => {
        requireRole(calendarOf(call), 'owner')
        return openChannel(state, call, `/calendars/${encodeURIComponent(calendarOf(call).id)}/acl`)
      },
    },
    {
      ...watch('CalendarList', '/users/me/calendarList', acceptedScopes.readCalendarList),
      answer: (call) => openChannel(state, call, '/users/me/calendarList'),
    },
    {
      ...watch('Settings', '/users/me/settings', acceptedScopes.readSettings),
      answer: (call) => openChannel(state, call, '/users/me/settings'),
    },
    {
      operation: 'calendar.v3.Channels.Stop',
      method: 'post',
      path: `${base}/channels/stop`,
      scopes: acceptedScopes.stopChannel,
      answer: (call) => stopChannel(state, call),
    },
  ]
}

/** What names the list that is watched: the same for every channel of one account. */
export function watched({ owner }: CalendarState, path: string): Pick<Channel, 'resourceId' | 'resourceUri'> {
  const resourceUri = `https://www.googleapis.com${base}${path}?alt=json`
  const resourceId = createHash('sha256').update(`${owner} ${resourceUri}`).digest('base64url').slice(0, 27)
  return { resourceId, resourceUri }
}

function openChannel(state: CalendarState, { body }: GoogleCall, path: string): JsonObject {
  const { id, type, address, token, params, expiration } = readInput(body)
  if (id === undefined || id === '') throw required('id')
  if (!/^[\w+/=-]{1,64}$/.test(id)) throw invalid('Invalid channel id')
  if (type !== 'web_hook' && type !== 'webhook') throw invalid(`Unknown channel type: ${type ?? ''}`)
  if (address === undefined || address === '') throw required('address')
  if (!address.startsWith('https://')) {
    throw refuse(400, { reason: 'push.webhookUrlNotHttps', message: `WebHook callback must be HTTPS: ${address}` })
  }
  if (live(state).some((channel) => channel.id === id)) {
    throw refuse(400, { reason: 'channelIdNotUnique', message: `Channel id ${id} not unique` })
  }
  const channel: Channel = {
    id,
    ...watched(state, path),
    ...(token === undefined ? {} : { token }),
    type: 'web_hook',
    address,
    expiration: expirationOf(expiration, params?.['ttl']),
  }
  state.channels = [...live(state), channel]
  const { resourceId, resourceUri } = channel
  return {
    kind: 'api#channel',
    id,
    resourceId,
    resourceUri,
    ...(token === undefined ? {} : { token }),
    expiration: channel.expiration,
  }
}

const day = 86_400_000

/** A week unless something else is asked for, and never longer than a month. */
function expirationOf(wanted: string | number | undefined, lifetime: string | undefined): string {
  const now = Date.now()
  const until =
    wanted === undefined ? now + (lifetime === undefined ? 7 * day : Number(lifetime) * 1000) : Number(wanted)
  if (!Number.isSafeInteger(until) || until <= now) throw invalid('Invalid channel expiration')
  return String(Math.min(until, now + 30 * day))
}

function stopChannel(state: CalendarState, { body }: GoogleCall): undefined {
  const { id = '', resourceId = '' } = readInput(body)
  if (id === '') throw required('id')
  if (resourceId === '') throw required('resourceId')
  const channel = live(state).find((candidate) => candidate.id === id && candidate.resourceId === resourceId)
  if (!channel) throw refuse(404, { reason: 'notFound', message: `Channel '${id}' not found for project '${project}'` })
  state.channels = live(state).filter((candidate) => candidate !== channel)
}

// The number of the client's project in Google's console: the same for every credential here.
const project = '304785291746'

/** A channel ends by itself. */
function live(state: CalendarState): Channel[] {
  return state.channels.filter(({ expiration }) => Number(expiration) > Date.now())
}

function required(field: string) {
  return refuse(400, { reason: 'required', message: `Required: ${field}` })
}

function invalid(message: string) {
  return refuse(400, { reason: 'invalid', message })
}

function readInput(body: JsonObject): z.infer<typeof channelInput> {
  const read = channelInput.safeParse(withoutNulls(body))
  if (read.success) return read.data
  throw invalid(`Invalid value for: ${read.error.issues[0]?.path.join('.') ?? ''}`)
}

const channelInput = z.object({
  id: z.string().optional(),
  resourceId: z.string().optional(),
  type: z.string().optional(),
  address: z.string().optional(),
  token: z.string().max(256).optional(),
  params: z.record(z.string(), z.string()).optional(),
  expiration: z.union([z.string(), z.number()]).optional(),
})
