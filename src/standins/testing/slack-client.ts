import type { Json, JsonObject } from '../../lib/json.ts'
import type { StandIn } from '../stand-in.ts'
import { send, textAt } from './client.ts'

export async function post(slack: StandIn, method: string, args: JsonObject = {}): Promise<JsonObject> {
  return (await send(slack, `https://slack.com/api/${method}`, { method: 'POST', json: args })).body
}

export async function get(slack: StandIn, method: string, args: Record<string, string> = {}): Promise<JsonObject> {
  return (await send(slack, `https://slack.com/api/${method}?${new URLSearchParams(args)}`)).body
}

export async function everyPage(
  slack: StandIn,
  method: string,
  field: string,
  args: Record<string, string> = {},
): Promise<Json[][]> {
  const pages: Json[][] = []
  for (let cursor: string | undefined = ''; cursor !== undefined;) {
    const page = await get(slack, method, cursor === '' ? args : { ...args, cursor })
    if (page['ok'] !== true) throw new Error(`${method} answered ${JSON.stringify(page)}`)
    pages.push(page[field] as Json[])
    cursor = textAt(page, 'response_metadata.next_cursor') || undefined
    if (cursor === 'undefined') cursor = undefined
  }
  return pages
}

export async function firstChannel(slack: StandIn): Promise<string> {
  return textAt(await get(slack, 'conversations.list'), 'channels.0.id')
}
