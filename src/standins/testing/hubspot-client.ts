import type { Json, JsonObject } from '../../lib/json.ts'
import type { StandIn } from '../stand-in.ts'
import { at, type Reply, send, type Sent } from './client.ts'

export function call(hubSpot: StandIn, path: string, sent: Sent = {}): Promise<Reply> {
  return send(hubSpot, `https://api.hubapi.com${path}`, sent)
}

export function post(hubSpot: StandIn, path: string, json: JsonObject): Promise<Reply> {
  return call(hubSpot, path, { method: 'POST', json })
}

/** All results of a list by its cursors, and how many pages they took. */
export async function everyPage(hubSpot: StandIn, path: string): Promise<{ results: Json[]; pages: number }> {
  const results: Json[] = []
  for (let pages = 1, after = ''; ; pages++) {
    const reply = await call(hubSpot, `${path}${path.includes('?') ? '&' : '?'}after=${encodeURIComponent(after)}`)
    if (reply.status !== 200) throw new Error(`page ${pages} of ${path} was answered ${reply.status}`)
    results.push(...(reply.body['results'] as Json[]))
    const next = at(reply.body, 'paging.next.after')
    if (next === undefined) return { results, pages }
    after = String(next)
  }
}
