import type { Json, JsonObject } from '../../lib/json.ts'
import type { StandIn } from '../stand-in.ts'
import { type Reply, send, type Sent, textAt } from './client.ts'
import { breaksOf } from './specification.ts'

/** Every answer is held against Google's own description of Drive. */
export async function call(drive: StandIn, path: string, sent: Sent = {}): Promise<Reply> {
  const reply = await send(drive, `https://www.googleapis.com/drive/v3${path}`, sent)
  if (reply.status !== 200) return reply
  const operation = { method: sent.method ?? 'GET', path: `/drive/v3${path.replace(/\?.*$/s, '')}` }
  const found = breaksOf('google-drive', operation, reply.body)
  if (found.length > 0) throw new Error(`${operation.method} ${path}: ${found.join(', ')}`)
  return reply
}

/** All items of a list by its page tokens, and how many pages they took. */
export async function everyPage(
  drive: StandIn,
  path: string,
  list: string,
): Promise<{ items: Json[]; pages: number; last: JsonObject }> {
  const items: Json[] = []
  for (let pages = 1, token = ''; ; pages++) {
    const { body, status } = await call(drive, `${path}${path.includes('?') ? '&' : '?'}${token}`)
    if (status !== 200) throw new Error(`page ${pages} of ${path} was answered ${status}`)
    items.push(...(body[list] as Json[]))
    if (body['nextPageToken'] === undefined) return { items, pages, last: body }
    token = `pageToken=${textAt(body, 'nextPageToken')}`
  }
}
