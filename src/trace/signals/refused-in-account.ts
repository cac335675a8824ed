import { jsonObjectOrNothing } from '../../lib/json.ts'
import type { TimelineEvent } from '../timeline.ts'
import type { Signal } from './signal.ts'

/** S5: a write into a live account was refused, since the thing is not the attempt's, and no write was taken after that. */
export const refusedInAccount: Signal = {
  name: 'S5',
  find({ events }) {
    return events.flatMap((event, index) => {
      const said = refusalIn(event)
      if (said === undefined || events.slice(index + 1).some(isTakenWrite)) return []
      const because = `needed something of the test account that it may not reach, and found no way without: ${said}`
      return [{ event, subject: 'account', because, owner: 'task' }]
    })
  },
}

function refusalIn(event: TimelineEvent): string | undefined {
  if (event.kind !== 'exchanged' || event.exchange.madeBy !== 'policy') return undefined
  const error = jsonObjectOrNothing(event.exchange.responseBody)?.['error'] as { code?: unknown; message?: unknown }
  return error?.code === 'not_yours' ? String(error.message) : undefined
}

function isTakenWrite(event: TimelineEvent): boolean {
  if (event.kind !== 'exchanged') return false
  const { method, madeBy, status, kind } = event.exchange
  return kind === 'proxy' && method !== 'GET' && madeBy === undefined && status < 400
}
