import { notFound } from '../../google/refusal.ts'
import { type Calendar, type Stored, zoneOf } from '../state.ts'
import { instancesOf } from './recurrence.ts'

/** The event, or one instance of a recurring event that nobody has changed yet. 404 when there is neither. */
export function findEvent(calendar: Calendar, id: string): Stored {
  const stored = calendar.events.find((event) => event.id === id)
  if (stored) return stored
  const parent = calendar.events.find((event) => event.id === /^(.+)_\d{8}(T\d{6}Z)?$/.exec(id)?.[1])
  const instance =
    parent && instancesOf(parent.resource, Infinity, zoneOf(calendar)).find((event) => event['id'] === id)
  if (!parent || !instance) throw notFound()
  return { id, resource: instance, revision: parent.revision }
}
