import { describe, expect, it } from 'vitest'
import { type JsonObject } from '../../src/lib/json.ts'
import { embeddedApi, ownApis } from '../../src/standins/embedded-apis.ts'
import { dictionaryOf } from './dictionary.ts'
import { renamedApi } from './renamed-api.ts'
import { inventedAddress, ownBody, ownValue } from './translate.ts'

const seed = 5

async function renamed(name: string) {
  const api = embeddedApi(name)
  const pack = api.docs()!
  const dictionary = dictionaryOf(
    pack.pages.map((page) => pack.read(page) ?? ''),
    seed,
  )
  const { open, docs, baseUrl } = await renamedApi(api, seed)
  const standIn = await open({ seed: 1, credential: 'key' })
  const ask = async (method: string, path: string, body?: JsonObject) => {
    const response = await standIn.fetch(
      new Request(`${baseUrl}${path}`, {
        method,
        headers: { authorization: 'Bearer key', 'content-type': 'application/json' },
        body: body ? JSON.stringify(body) : null,
      }),
    )
    const text = await response.text()
    return { status: response.status, answer: text === '' ? {} : (JSON.parse(text) as JsonObject) }
  }
  return { word: dictionary.invented, dictionary, ask, docs: docs()!, standIn }
}

describe('an API in invented words', () => {
  it('understands them, and answers in them', async () => {
    const { word, ask } = await renamed('google-calendar')
    const body = {
      [word('summary')]: 'Lunch',
      [word('start')]: { [word('dateTime')]: '2027-03-01T12:00:00Z' },
      [word('end')]: { [word('dateTime')]: '2027-03-01T13:00:00Z' },
    }
    const made = await ask('POST', '/calendar/v3/calendars/primary/events', body)
    expect(made.status).toBe(200)
    expect(made.answer).toMatchObject({ [word('summary')]: 'Lunch', status: 'confirmed' })
    expect(Object.keys(made.answer)).not.toContain('summary')
    const listed = await ask('GET', `/calendar/v3/calendars/primary/events?${word('maxResults')}=2`)
    expect(listed.answer[word('items')]).toHaveLength(2)
    expect(listed.answer[word('nextPageToken')]).toEqual(expect.any(String))
  })

  it('does not understand the old ones any more', async () => {
    const { ask } = await renamed('google-calendar')
    const at = (dateTime: string) => ({ dateTime })
    const body = { summary: 'Lunch', start: at('2027-03-01T12:00:00Z'), end: at('2027-03-01T13:00:00Z') }
    expect((await ask('POST', '/calendar/v3/calendars/primary/events', body)).status).toBe(400)
  })

  it('refuses in them, and leaves the other words of a refusal alone', async () => {
    const { word, ask } = await renamed('google-calendar')
    const unread = await ask('GET', `/calendar/v3/calendars/primary/events?${word('maxResults')}=much`)
    expect(JSON.stringify(unread.answer)).toContain(word('maxResults'))
    expect(JSON.stringify(unread.answer)).not.toContain('maxResults')
    const missing = await ask('POST', '/calendar/v3/calendars/primary/events', { [word('summary')]: 'Lunch' })
    expect(JSON.stringify(missing.answer)).toContain(`Missing ${word('start')} time.`)
  })

  it('reads masks, orders and queries in them', async () => {
    const { word, ask } = await renamed('google-drive')
    const mask = `${word('files')}(${word('id')},${word('size')})`
    const query = `${word('mimeType')} = 'text/plain' and ${word('trashed')} = false`
    const search = new URLSearchParams({ [word('fields')]: mask, [word('q')]: query })
    const { status, answer } = await ask('GET', `/drive/v3/files?${search}`)
    expect(status).toBe(200)
    const [file] = answer[word('files')] as JsonObject[]
    expect(Object.keys(file ?? {}).toSorted()).toEqual([word('id'), word('size')].toSorted())
  })

  it('leaves the names of what people define to them', async () => {
    const { word, ask, docs } = await renamed('hubspot')
    const body = { [word('properties')]: { email: 'ada@example.com', firstname: 'Ada' } }
    const made = await ask('POST', '/crm/v3/objects/contacts', body)
    expect(made.status).toBe(201)
    expect(made.answer[word('properties')]).toMatchObject({ firstname: 'Ada' })
    expect(docs.read('overview')).toContain('`firstname`')
  })

  it('says itself whether a request went well', async () => {
    const { ask } = await renamed('slack')
    expect((await ask('GET', '/conversations.info?nothing=1')).answer).toMatchObject({
      ok: false,
      error: expect.any(String),
    })
  })

  it('has pages in which no field has its old name', async () => {
    for (const { name } of ownApis) {
      const { docs, dictionary } = await renamed(name)
      const text = docs.pages.map((page) => docs.read(page)).join('\n')
      const fields = [...text.matchAll(/^ *- ([A-Za-z_]\w*): /gm), ...text.matchAll(/(?:Fields:|\),) (\w+) \(/g)]
      const left = fields.filter(([, field = '']) => dictionary.has(field))
      expect(left.map(([, field]) => field)).toEqual([])
    }
  })

  it('has accounts whose things go by values that can be found under invented names', async () => {
    for (const { name } of ownApis) {
      const { standIn } = await renamed(name)
      const own = await embeddedApi(name).open({ seed: 1, credential: 'key' })
      const [state, before] = [await standIn.snapshot(), await own.snapshot()]
      const values = (objects: typeof state) =>
        objects.map(({ fields, names }) =>
          names.map(
            (path) => fields[path] ?? path.split('.').reduce<unknown>((at, key) => (at as JsonObject)?.[key], fields),
          ),
        )
      expect(values(state)).toEqual(values(before))
    }
  })
})

describe('translating', () => {
  const page =
    '# x · X\n\nGET /things/{thingId}\n\n- thingId: string\n- startTime: string\n- fields: string\n- labels: object of string'
  const dictionary = dictionaryOf([page], 1)
  const word = dictionary.invented

  it('keeps the way in which names are written, and is the same for one seed', () => {
    expect(word('startTime')).toMatch(/^[a-z]+[A-Z][a-z]+$/)
    expect(dictionaryOf([page], 1).invented('thingId')).toBe(word('thingId'))
    expect(dictionaryOf([page], 2).invented('thingId')).not.toBe(word('thingId'))
  })

  it('keeps keys that are data, and texts in quotes', () => {
    expect(ownBody({ [word('labels')]: { startTime: 'x' }, startTime: 1 }, dictionary)).toEqual({
      labels: { startTime: 'x' },
      unknown_startTime: 1,
    })
    expect(ownValue('fields', `${word('startTime')} > 'startTime'`, dictionary)).toBe(`startTime > 'startTime'`)
  })

  it('renames what an address asks', () => {
    expect(inventedAddress('https://x.example/a?startTime=1&other=2', dictionary)).toBe(
      `https://x.example/a?${word('startTime')}=1&other=2`,
    )
  })
})
