import type { JsonObject } from '../../lib/json.ts'
import { notFound, refuse } from '../google/refusal.ts'

/** One person's account. Resources are kept as the API shows them, without the etags that it computes. */
export interface CalendarState {
  /** The person's address, which is also the id of the primary calendar. */
  readonly owner: string
  calendars: Calendar[]
  settings: JsonObject[]
  /** Of notifications, as they were opened. */
  channels: Channel[]
  /** Grows with every change: what a sync token points at. */
  revision: number
}

/** Where the account is asked to send what changes in one of its lists. */
export type Channel = {
  readonly id: string
  readonly resourceId: string
  readonly resourceUri: string
  readonly token?: string
  readonly type: string
  readonly address: string
  /** Milliseconds since 1970, in digits. */
  readonly expiration: string
}

export interface Calendar {
  readonly id: string
  resource: JsonObject
  readonly role: AccessRole
  /** What the owner chose for it in the list; null when it is not in the list. */
  entry: JsonObject | null
  entryRevision: number
  rules: Stored[]
  events: Stored[]
}

export interface Stored {
  readonly id: string
  resource: JsonObject
  revision: number
}

export type AccessRole = 'none' | 'freeBusyReader' | 'reader' | 'writer' | 'owner'
const roles: readonly AccessRole[] = ['none', 'freeBusyReader', 'reader', 'writer', 'owner']

/** The calendar by its id or as `primary`; a 404 when the person has no access to one of that id. */
export function findCalendar(state: CalendarState, named: string): Calendar {
  const id = named === 'primary' ? state.owner : named
  const calendar = state.calendars.find((candidate) => candidate.id.toLowerCase() === id.toLowerCase())
  if (!calendar) throw notFound()
  return calendar
}

export function requireRole(calendar: Calendar, role: AccessRole): void {
  if (roleRank(calendar.role) >= roleRank(role)) return
  const message = `You need to have ${role} access to this calendar.`
  throw refuse(403, { domain: 'calendar', reason: 'requiredAccessLevel', message })
}

/** A higher rank may do all that a lower one may. */
export function roleRank(role: AccessRole): number {
  return roles.indexOf(role)
}

export function zoneOf(calendar: Calendar): string {
  return String(calendar.resource['timeZone'] ?? 'UTC')
}

export function nextRevision(state: CalendarState): number {
  return ++state.revision
}
