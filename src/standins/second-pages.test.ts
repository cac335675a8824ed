import { afterEach, describe, expect, it } from 'vitest'
import { openStandIn } from './open-stand-in.ts'
import type { AccountObject, StandIn } from './stand-in.ts'
import { at, send } from './testing/client.ts'

const opened: StandIn[] = []
afterEach(async () => {
  for (const standIn of opened.splice(0)) await standIn[Symbol.asyncDispose]()
})

interface List {
  readonly api: string
  /** Without the size; `{x}` is the key of the first object in the collection x that has what `of` asks for. */
  readonly url: string
  readonly size: string
  readonly next: string
  /** Where an object has to be of some sort for its list to be long. */
  readonly of?: (object: AccountObject, account: readonly AccountObject[]) => boolean
}

const google = 'https://www.googleapis.com'
const hubSpot = 'https://api.hubapi.com'
const slack = 'https://slack.com/api'
const calendar = { api: 'google-calendar', size: 'maxResults', next: 'nextPageToken' }
const drive = { api: 'google-drive', size: 'fields=*&pageSize', next: 'nextPageToken' }
const crm = { api: 'hubspot', size: 'limit', next: 'paging.next.after' }
const byCursor = { api: 'slack', size: 'limit', next: 'response_metadata.next_cursor' }
const inFile = (collection: string) => (file: AccountObject, account: readonly AccountObject[]) =>
  account.filter((object) => object.collection === collection && object.fields['fileId'] === file.key).length > 8

const lists: readonly List[] = [
  { ...calendar, url: `${google}/calendar/v3/users/me/calendarList` },
  { ...calendar, url: `${google}/calendar/v3/users/me/settings` },
  { ...calendar, url: `${google}/calendar/v3/calendars/primary/acl` },
  { ...calendar, url: `${google}/calendar/v3/calendars/primary/events` },
  { ...calendar, url: `${google}/calendar/v3/calendars/primary/events?q=review` },
  { ...calendar, url: `${google}/calendar/v3/calendars/primary/events?singleEvents=true&orderBy=startTime` },
  {
    ...calendar,
    url: `${google}/calendar/v3/calendars/primary/events/{events}/instances`,
    of: ({ fields }) => Array.isArray(fields['recurrence']),
  },
  { ...drive, url: `${google}/drive/v3/files` },
  { ...drive, url: `${google}/drive/v3/files?q=${encodeURIComponent("name contains 'report'")}` },
  {
    ...drive,
    url: `${google}/drive/v3/files?q=${encodeURIComponent("mimeType = 'application/vnd.google-apps.folder' and name contains 'report'")}`,
  },
  { ...drive, url: `${google}/drive/v3/drives` },
  { ...drive, url: `${google}/drive/v3/files/{files}/permissions`, of: inFile('permissions') },
  { ...drive, url: `${google}/drive/v3/files/{files}/comments`, of: inFile('comments') },
  { ...drive, url: `${google}/drive/v3/files/{files}/revisions`, of: inFile('revisions') },
  ...['companies', 'contacts', 'deals', 'tickets', 'products', 'tasks', 'notes'].map((type) => ({
    ...crm,
    url: `${hubSpot}/crm/v3/objects/${type}`,
  })),
  ...['crm/v3/owners', 'marketing/v3/forms', 'marketing/v3/emails', 'settings/v3/users'].map((path) => ({
    ...crm,
    url: `${hubSpot}/${path}`,
  })),
  { ...byCursor, url: `${slack}/users.list` },
  { ...byCursor, url: `${slack}/conversations.list` },
  { ...byCursor, url: `${slack}/conversations.members?channel={channels}` },
  { ...byCursor, url: `${slack}/conversations.history?channel={channels}` },
  { ...byCursor, url: `${slack}/reactions.list` },
  { ...byCursor, url: `${slack}/chat.scheduledMessages.list` },
  { ...byCursor, url: `${slack}/search.messages?query=review&cursor=*`, size: 'count' },
  { ...byCursor, url: `${slack}/files.list?page=1`, size: 'count', next: 'paging.pages' },
  { ...byCursor, url: `${slack}/search.files?query=review&page=1`, size: 'count', next: 'files.paging.pages' },
]

describe('the second page', () => {
  it.each(lists)('of $url is there however many are asked for', async ({ api, url, size, next, of }) => {
    const standIn = await openStandIn(api, { seed: 1, credential: 'right' })
    opened.push(standIn)
    const account = await standIn.snapshot()
    const address = url.replaceAll(/\{(\w+)\}/g, (_, wanted: string) => {
      const found = account.find((object) => object.collection === wanted && (of?.(object, account) ?? true))!
      return encodeURIComponent(String(found.fields['id']))
    })
    for (const asked of [10, 100]) {
      const { body, status } = await send(standIn, `${address}${address.includes('?') ? '&' : '?'}${size}=${asked}`)
      expect(status, JSON.stringify(body)).toBe(200)
      const more = at(body, next)
      if (typeof more === 'number') expect(more).toBeGreaterThan(1)
      else expect(more, JSON.stringify(body).slice(0, 200)).toMatch(/./)
    }
  })
})
