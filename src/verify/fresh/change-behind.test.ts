import { describe, expect, it } from 'vitest'
import { type Json, type JsonObject, isJsonObject } from '../../lib/json.ts'
import { openStandIn } from '../../standins/open-stand-in.ts'
import { exchange, freshRun } from '../testing/samples.ts'
import { changeBehind } from './change-behind.ts'

const credential = 'let-me-in'

/** A list of an account, and a sync that has saved all of it. */
async function synced(api: Parameters<typeof openStandIn>[0], url: string, body: string) {
  const account = await openStandIn(api, { seed: 5, credential })
  const method = body === '' ? 'GET' : 'POST'
  const headers = { authorization: `Bearer ${credential}`, 'content-type': 'application/json' }
  const things = async (): Promise<JsonObject[]> => {
    const response = await account.fetch(new Request(url, { method, headers, body: body || null }))
    const page = (await response.json()) as JsonObject
    return Object.values(page).flatMap((value) =>
      Array.isArray(value) ? value.filter((each) => isJsonObject(each) && 'id' in each) : [],
    )
  }
  const listed = await things()
  const run = freshRun({
    exchanges: [exchange({ method, url, requestBody: body, responseBody: JSON.stringify({ listed }) })],
    ending: { kind: 'returned', output: null, saved: { Thing: listed }, deleted: {} },
  })
  return { run, listed, account, clean: { account: () => account, credential } }
}

const lists = [
  ['google-calendar', 'https://www.googleapis.com/calendar/v3/calendars/primary/events?maxResults=50', ''],
  ['google-drive', 'https://www.googleapis.com/drive/v3/files?fields=files(id,name,mimeType,trashed,modifiedTime)', ''],
  ['hubspot', 'https://api.hubapi.com/crm/v3/objects/contacts?limit=50', ''],
  ['hubspot', 'https://api.hubapi.com/crm/v3/objects/contacts/search', '{"limit":50}'],
] as const

describe('changes behind a list', () => {
  it.each(lists)('makes, changes and deletes things of %s as listed by %s', async (api, url, body) => {
    const { run, listed, account, clean } = await synced(api, url, body)
    const began = new Date().toISOString().slice(0, 16)
    const changes = await changeBehind(clean, run, 7)
    expect(changes).toMatchObject({ idName: 'id', deleted: expect.any(Array) as Json })
    const state = await account.snapshot()
    const fieldsOf = (id = '') =>
      JSON.stringify(state.find(({ key, fields }) => key.includes(id) || fields['id'] === id)?.fields ?? null)
    expect(fieldsOf(changes?.changed?.id)).toContain(changes?.changed?.text)
    expect(listed.map(({ id }) => id)).not.toContain(changes?.made)
    // It is a new one, not one that says it is old.
    const times = fieldsOf(changes?.made).match(/\d{4}-\d\d-\d\dT\d\d:\d\d/g) ?? []
    expect(times.some((time) => time >= began)).toBe(true)
    expect(changes?.deleted.length).toBeGreaterThan(0)
    expect(changes?.deleted).not.toContain(changes?.changed?.id)
  })

  it('does nothing where an API has nothing below its lists', async () => {
    const { run, clean } = await synced('slack', 'https://slack.com/api/users.list?limit=50', '')
    expect(await changeBehind(clean, run, 7)).toBeUndefined()
  })
})
