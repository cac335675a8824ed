import { afterEach, describe, expect, it } from 'vitest'
import type { TestGateway } from '../../src/gateway/open-test-gateway.ts'
import { openTestGateway } from '../../src/gateway/open-test-gateway.ts'
import { openDirect } from '../../src/gateway/live/live-api.ts'
import type { Note } from '../../src/gateway/ownership/ledger.ts'
import { type LiveAccounts, type LiveAccountsOptions, openLiveAccounts } from '../../src/live-accounts.ts'
import type { LiveApis } from '../../src/open-live-apis.ts'
import type { Interaction } from '../../src/plan/interaction.ts'
import type { Recorded } from '../../src/record/entry.ts'
import { leaksOf, thingsLeft } from '../../src/report/leaks.ts'
import { serveStandIns } from '../../src/standins/serve/serve-stand-ins.ts'
import { closeAll, keep } from './direct-rig.ts'

afterEach(closeAll)

interface Room {
  readonly gateway: TestGateway
  write(method: string, endpoint: string, body?: unknown): Promise<{ status: number; body: Record<string, unknown> }>
}

function interactionOf(api: string, more: Partial<Interaction> = {}): Interaction {
  const plain = { kind: 'action', does: '', connection: 'mine', docs: [], operations: [], exempt: [] } as const
  return { id: `${api}/write`, api, name: 'write', ...plain, ...more }
}

/** One live account on a served stand-in, and rooms of several attempts before it. */
async function account(api: 'slack' | 'google-calendar' | 'hubspot') {
  const served = await keep(serveStandIns({ port: 0, seed: 1, apis: [api] }))
  const url = served.apis[0]?.url ?? ''
  const env = { [`ASSAY_${api.toUpperCase().replace('-', '_')}_TOKEN`]: served.credential }
  const reach = { address: api === 'slack' ? `${url}/api` : url }
  const live = await keep(openDirect({ api, connection: 'mine', reach, env }))
  const notes: Note[] = []
  const apis = Object.assign(new Map([[api as string, live]]), { [Symbol.asyncDispose]: async () => {} }) as LiveApis
  const note = (each: Note) => notes.push(each) > 0
  const open = (earlier: LiveAccountsOptions['earlier'] = { things: {}, settings: {} }) =>
    openLiveAccounts({ live: apis, interactions: [interactionOf(api)], note, earlier })
  const accounts = open()
  return {
    accounts,
    notes,
    open,
    room: (attempt: number, more = {}) => roomOf(accounts, interactionOf(api, more), attempt),
  }
}

async function roomOf(accounts: LiveAccounts, interaction: Interaction, attempt: number): Promise<Room> {
  const { upstream, baseUrl } = accounts.of(interaction, attempt)!
  const gateway = await keep(openTestGateway(() => new Response(), { api: interaction.api, upstream, baseUrl }))
  return {
    gateway,
    async write(method, endpoint, body) {
      const headers = { 'content-type': 'application/json' }
      const sent = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }
      const answer = await gateway.proxy(endpoint, sent)
      return { status: answer.status, body: JSON.parse(answer.body || '{}') as Record<string, unknown> }
    },
  }
}

const times = { start: { dateTime: '2027-01-01T10:00:00Z' }, end: { dateTime: '2027-01-01T11:00:00Z' } }
const events = 'calendar/v3/calendars/primary/events'

describe('a write into a live account', () => {
  it('reaches what the attempt has made itself, in every way', async () => {
    const { room } = await account('google-calendar')
    const mine = await room(1)
    const { body: made } = await mine.write('POST', events, { summary: 'Mine', ...times })
    expect((await mine.write('PATCH', `${events}/${String(made['id'])}`, { summary: 'Changed' })).status).toBe(200)
    expect((await mine.write('DELETE', `${events}/${String(made['id'])}`)).status).toBe(204)
  })

  it("reaches nothing that was there before, nor another attempt's, and says what to do instead", async () => {
    const { room } = await account('google-calendar')
    const [mine, other] = [await room(1), await room(2)]
    const { body: made } = await mine.write('POST', events, { summary: 'Mine', ...times })
    const listed = await mine.write('GET', events)
    const [there] = (listed.body['items'] as { id: string }[]).filter(({ id }) => id !== made['id'])
    for (const [who, id] of [
      [mine, there?.id],
      [other, String(made['id'])],
    ] as const) {
      for (const method of ['PATCH', 'PUT', 'DELETE']) {
        const refused = await who.write(method, `${events}/${id}`, method === 'DELETE' ? undefined : { summary: 'x' })
        expect(refused).toMatchObject({ status: 403, body: { error: { code: 'not_yours' } } })
        expect(JSON.stringify(refused.body)).toMatch(/was not made by this attempt.*apis\.google-calendar\.may/)
      }
    }
    expect(mine.gateway.gateway.recording.at(-1)).toMatchObject({ madeBy: 'policy', upstreamCalls: 0 })
    expect(mine.gateway.gateway.accessStops).toEqual([])
  })

  it('reaches what the spec names, and not what is in it', async () => {
    const { room } = await account('google-calendar')
    const reader = await room(1)
    const { body: list } = await reader.write('GET', 'calendar/v3/users/me/calendarList')
    const calendars = list['items'] as { id: string; accessRole: string; primary?: boolean }[]
    const writable = calendars.find(({ accessRole, primary }) => !primary && /owner|writer/.test(accessRole))
    const calendar = encodeURIComponent(writable?.id ?? '')
    const path = `calendar/v3/calendars/${calendar}/events`
    expect((await reader.write('POST', path, { summary: 'x', ...times })).status).toBe(403)
    const named = await room(2, { input: { calendar: writable?.id } })
    expect((await named.write('POST', path, { summary: 'x', ...times })).status).toBe(200)
    expect((await named.write('PATCH', `calendar/v3/calendars/${calendar}`, { summary: 'x' })).status).toBe(200)
    const { body: inside } = await named.write('GET', path)
    const foreign = (inside['items'] as { id: string; summary?: string }[]).find(({ summary }) => summary !== 'x')
    expect((await named.write('DELETE', `${path}/${foreign?.id ?? 'none there'}`)).status).toBe(403)
    expect(foreign).toBeDefined()
  })

  it('is looked at by its fields where the method says what it does', async () => {
    const { room } = await account('slack')
    const [mine, other] = [await room(1), await room(2)]
    const { body: list } = await mine.write('GET', 'conversations.list')
    const [general] = list['channels'] as { id: string }[]
    const text = { text: 'Hello there' }
    expect((await mine.write('POST', 'chat.postMessage', { channel: general?.id, ...text })).status).toBe(403)
    const { body: made } = await mine.write('POST', 'conversations.create', { name: 'assay-own-7f3' })
    const { id } = made['channel'] as { id: string }
    const { body: posted } = await mine.write('POST', 'chat.postMessage', { channel: id, ...text })
    expect(posted).toMatchObject({ ok: true })
    expect((await other.write('POST', 'chat.postMessage', { channel: id, ...text })).status).toBe(403)
    const message = { channel: id, ts: posted['ts'] }
    expect((await other.write('GET', `chat.delete?channel=${id}&ts=${String(posted['ts'])}`)).status).toBe(403)
    expect((await mine.write('POST', 'chat.update', { ...message, text: 'Hello again' })).body).toMatchObject({
      ok: true,
    })
    expect((await mine.write('POST', 'chat.delete', message)).body).toMatchObject({ ok: true })
    expect((await mine.write('POST', 'conversations.archive', { channel: general?.id })).status).toBe(403)
  })

  it('owns nothing by having looked for it with POST', async () => {
    const { room } = await account('hubspot')
    const mine = await room(1)
    const { body: found } = await mine.write('POST', 'crm/v3/objects/contacts/search', { limit: 1 })
    const [there] = found['results'] as { id: string }[]
    expect((await mine.write('DELETE', `crm/v3/objects/contacts/${there?.id}`)).status).toBe(403)
    const inputs = [{ id: there?.id }]
    expect((await mine.write('POST', 'crm/v3/objects/contacts/batch/archive', { inputs })).status).toBe(403)
    const { body: made } = await mine.write('POST', 'crm/v3/objects/contacts', {
      properties: { email: 'own@example.com' },
    })
    const own = { inputs: [{ id: made['id'] }] }
    expect((await mine.write('POST', 'crm/v3/objects/contacts/batch/archive', own)).status).toBe(204)
  })

  it.each([
    ['POST', 'X-HTTP-Method-Override', 'DELETE'],
    ['GET', 'X-Method-Override', 'DELETE'],
  ])('is what it looks like: %s with %s is refused', async (method, header, value) => {
    const { room } = await account('google-calendar')
    const { gateway } = await room(1)
    const answer = await gateway.proxy(events, { method, headers: { [`Nango-Proxy-${header}`]: value } })
    expect(answer.status).toBe(403)
  })

  it('reaches nobody outside of the account who was not named', async () => {
    const { room } = await account('google-calendar')
    const mine = await room(1, { recipients: ['ada@acme.io'] })
    const invite = (email: string) => mine.write('POST', events, { summary: 'x', ...times, attendees: [{ email }] })
    expect((await invite('someone@acme.io')).body).toMatchObject({
      error: { message: expect.stringMatching(/someone@acme\.io.*someone@example\.com.*recipients/) as string },
    })
    expect((await invite('ada@acme.io')).status).toBe(200)
    expect((await invite('someone@example.com')).status).toBe(200)
    const hook = { id: 'my-channel', type: 'web_hook', address: 'https://evil.io/x' }
    expect((await mine.write('POST', `${events}/watch`, hook)).status).toBe(403)
  })
})

describe('what was made in a live account', () => {
  it('is deleted at the end where it is known how, and else told', async () => {
    const { room, accounts, notes } = await account('google-calendar')
    const mine = await room(1)
    const { body: made } = await mine.write('POST', events, { summary: 'Mine', ...times })
    await accounts.clear()
    expect(notes.map(({ kind }) => kind)).toEqual(['write-sent', 'write-answered', 'thing-gone'])
    const { body: now } = await mine.write('GET', `${events}/${String(made['id'])}`)
    expect(now).toMatchObject({ status: 'cancelled' })
  })

  it('is known after a kill, and deleted by whoever goes on', async () => {
    const { room, notes, open } = await account('google-calendar')
    const mine = await room(1)
    const { body: made } = await mine.write('POST', events, { summary: 'Mine', ...times })
    const underWay = { method: 'POST', address: 'https://api.example/x', api: 'google-calendar', write: 'w' }
    notes.push({ kind: 'write-sent', interaction: 'google-calendar/write', attempt: 1, ...underWay })
    expect(leaksOf(recordedOf(notes))).toMatchObject([
      { what: `events ${String(made['id'])}`, because: 'the run ended before it could delete it' },
      { what: 'what POST may have made or changed', because: 'it was never answered' },
    ])
    const things = { 'google-calendar': thingsLeft(recordedOf(notes)) }
    await open({ things, settings: {} }).clear()
    expect(thingsLeft(recordedOf(notes))).toEqual([])
    expect((await mine.write('GET', `${events}/${String(made['id'])}`)).body).toMatchObject({ status: 'cancelled' })
  })

  it('is left where the API does not say that it is new: it may have been found', async () => {
    const { room, accounts, notes } = await account('google-calendar')
    const mine = await room(1)
    const { body: made } = await mine.write('POST', 'calendar/v3/calendars', { summary: 'Mine' })
    const own = `calendar/v3/calendars/${encodeURIComponent(String(made['id']))}`
    expect((await mine.write('PATCH', own, { summary: 'Changed' })).status).toBe(200)
    await accounts.clear()
    expect(leaksOf(recordedOf(notes))).toMatchObject([{ because: 'the API does not say that it was new' }])
    expect((await mine.write('DELETE', own)).status).toBe(204)
    expect(leaksOf(recordedOf(notes))).toEqual([])
  })

  it('is deleted by the method of its family that takes its ids, where things have no addresses', async () => {
    const { room, accounts, notes } = await account('slack')
    const mine = await room(1)
    const { body: made } = await mine.write('POST', 'conversations.create', { name: 'assay-own-7f3' })
    const channel = (made['channel'] as { id: string }).id
    await mine.write('POST', 'chat.postMessage', { channel, text: 'Hello there' })
    await accounts.clear()
    expect(thingsLeft(recordedOf(notes)).map(({ thing }) => thing.name)).toEqual([channel])
    const { body: history } = await mine.write('GET', `conversations.history?channel=${channel}`)
    expect(JSON.stringify(history)).not.toContain('Hello there')
  })

  it('and cannot be deleted is told with the reason', async () => {
    const { room, accounts, notes } = await account('slack')
    const mine = await room(1)
    const { body: made } = await mine.write('POST', 'conversations.create', { name: 'assay-own-7f3' })
    const channel = (made['channel'] as { id: string }).id
    await mine.write('POST', 'reactions.add', { channel, timestamp: '1', name: 'eyes' })
    await accounts.clear()
    expect(leaksOf(recordedOf(notes))).toMatchObject([
      {
        api: 'slack',
        what: `conversations ${channel}`,
        because: expect.stringContaining('how it is deleted') as string,
      },
    ])
  })

  it('is not made where that cannot be written down', async () => {
    const { open, notes } = await account('google-calendar')
    const accounts = open()
    notes.push = () => 0
    const mine = await roomOf(accounts, interactionOf('google-calendar'), 1)
    expect((await mine.write('POST', events, { summary: 'Mine', ...times })).status).toBe(502)
    const { body } = await mine.write('GET', events)
    expect(JSON.stringify(body)).not.toContain('Mine')
  })
})

function recordedOf(notes: readonly Note[]): Recorded[] {
  return notes.map((entry, index) => ({ seq: index + 1, at: '', entry }))
}
