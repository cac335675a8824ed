import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { checkNames } from './check-names.ts'
import { openTempDir } from './lib/temp-dir.ts'
import { openProofAccounts } from './open-proof-accounts.ts'
import { parseSpec } from './plan/parse-spec.ts'
import { planSpec } from './plan/plan.ts'
import { serveStandIns } from './standins/serve/serve-stand-ins.ts'

const opened: AsyncDisposable[] = []
afterEach(async () => {
  for (const each of opened.splice(0).toReversed()) await each[Symbol.asyncDispose]()
})

const api = 'google-calendar'
const events = '/calendar/v3/calendars/primary/events'
const times = { start: { dateTime: '2027-01-01T10:00:00Z' }, end: { dateTime: '2027-01-01T11:00:00Z' } }
const listed = { id: `${api}/write`, api, name: 'write', kind: 'action', path: '' } as const

/** A served account that a spec names, as several proofs after each other enter it. */
async function account(more: object = {}) {
  const served = await serveStandIns({ port: 0, seed: 1, apis: [api] })
  const temp = await openTempDir()
  opened.push(served, temp)
  const address = served.apis[0]!.url
  const spec = { version: 1, models: [], apis: { [api]: { address, ...more, interactions: { write: 'Write.' } } } }
  const plan = planSpec(parseSpec(JSON.stringify(spec), 'assay.yaml', checkNames), {
    embedded: [],
    upstream: 'direct',
  })
  const booksDir = join(temp.dir, 'books')
  const keys = { ASSAY_GOOGLE_CALENDAR_TOKEN: served.credential }
  const enter = async () => {
    const accounts = await openProofAccounts({ plan, keys, booksDir }, [listed])
    const { live } = accounts.of(listed)!
    const ask = async (method: string, path: string, body?: object) => {
      const sent = body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
      const answer = await live.upstream.fetch(new Request(address + path, { method, ...sent }))
      return { status: answer.status, body: (await answer.json()) as { id: string; status: string; items: never[] } }
    }
    return { accounts, ask }
  }
  return { enter, booksDir }
}

describe('the account in which functions are proved', () => {
  it('gives nothing away that the proof did not make, nor writes to whom nobody named', async () => {
    const { enter } = await account()
    const proof = await enter()
    const [there] = (await proof.ask('GET', events)).body.items as { id: string }[]
    expect((await proof.ask('PATCH', `${events}/${there!.id}`, { summary: 'x' })).status).toBe(403)
    expect((await proof.ask('DELETE', `${events}/${there!.id}`)).status).toBe(403)
    const attendees = [{ email: 'ada@acme.io' }]
    expect((await proof.ask('POST', events, { summary: 'x', ...times, attendees })).status).toBe(403)
    expect(await proof.accounts.clear()).toEqual([])
    await proof.accounts[Symbol.asyncDispose]()
  })

  it('gives what the spec names', async () => {
    const first = await account()
    const looked = await first.enter()
    const [there] = (await looked.ask('GET', events)).body.items as { id: string }[]
    await looked.accounts[Symbol.asyncDispose]()
    const { enter } = await account({ may: [there!.id] })
    const proof = await enter()
    expect((await proof.ask('PATCH', `${events}/${there!.id}`, { summary: 'x' })).status).toBe(200)
    await proof.accounts[Symbol.asyncDispose]()
  })

  it('has nothing left of what the proof made, and then its books are closed', async () => {
    const { enter, booksDir } = await account()
    const proof = await enter()
    const { body: made } = await proof.ask('POST', events, { summary: 'Mine', ...times })
    expect(existsSync(booksDir)).toBe(true)
    expect(await proof.accounts.clear()).toEqual([])
    expect((await proof.ask('GET', `${events}/${made.id}`)).body.status).toBe('cancelled')
    await proof.accounts[Symbol.asyncDispose]()
    expect(existsSync(booksDir)).toBe(false)
  })

  it('is tidied by the next proof after one that was killed', async () => {
    const { enter, booksDir } = await account()
    const killed = await enter()
    const { body: made } = await killed.ask('POST', events, { summary: 'Mine', ...times })
    await killed.accounts[Symbol.asyncDispose]()
    expect(existsSync(booksDir)).toBe(true)
    const next = await enter()
    // It is not this one's to change.
    expect((await next.ask('PATCH', `${events}/${made.id}`, { summary: 'x' })).status).toBe(403)
    expect(await next.accounts.clear()).toEqual([])
    expect((await next.ask('GET', `${events}/${made.id}`)).body.status).toBe('cancelled')
    await next.accounts[Symbol.asyncDispose]()
  })

  it('tells what is left there, with the reason', async () => {
    const { enter } = await account()
    const proof = await enter()
    await proof.ask('POST', '/calendar/v3/calendars', { summary: 'Mine' })
    expect(await proof.accounts.clear()).toMatchObject([{ api, because: 'the API does not say that it was new' }])
    await proof.accounts[Symbol.asyncDispose]()
  })
})
