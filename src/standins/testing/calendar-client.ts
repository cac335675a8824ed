import type { Json, JsonObject } from '../../lib/json.ts'
import type { StandIn } from '../stand-in.ts'
import { type Reply, send, type Sent, textAt } from './client.ts'

export function call(calendar: StandIn, path: string, sent: Sent = {}): Promise<Reply> {
  return send(calendar, `https://www.googleapis.com/calendar/v3${path}`, sent)
}

/** All items of a list by its page tokens, how many pages they took, and the last answer. */
export async function everyPage(
  calendar: StandIn,
  path: string,
): Promise<{ items: Json[]; pages: number; last: JsonObject }> {
  const items: Json[] = []
  for (let pages = 1, token = ''; ; pages++) {
    const { body, status } = await call(calendar, `${path}${path.includes('?') ? '&' : '?'}pageToken=${token}`)
    if (status !== 200) throw new Error(`page ${pages} of ${path} was answered ${status}`)
    items.push(...(body['items'] as Json[]))
    if (body['nextPageToken'] === undefined) return { items, pages, last: body }
    token = textAt(body, 'nextPageToken')
  }
}
