import { request } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { JsonObject } from '../../lib/json.ts'
import { standInApis } from '../open-stand-in.ts'
import { at, textAt } from '../testing/client.ts'
import { type ServedStandIns, serveStandIns } from './serve-stand-ins.ts'

describe('the served stand-ins', () => {
  let served: ServedStandIns
  beforeEach(async () => void (served = await serveStandIns({ port: 0, seed: 7 })))
  afterEach(() => served[Symbol.asyncDispose]())

  const url = (path: string) => `http://127.0.0.1:${served.port}${path}`
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(url(path), {
      ...init,
      headers: { authorization: `Bearer ${served.credential}`, 'content-type': 'application/json', ...init.headers },
    })
  const read = async (path: string, init?: RequestInit) => (await (await ask(path, init)).json()) as JsonObject

  it('are all of them, each under its own name', async () => {
    expect(served.apis.map(({ api }) => api)).toEqual(standInApis)
    for (const { api, url, origin, label } of served.apis) {
      expect({ url, origin }).toEqual({
        url: `http://127.0.0.1:${served.port}/${api}`,
        origin: expect.stringMatching(/^https:\/\/[\w.]+$/),
      })
      const answer = await fetch(`${url}/nowhere`, { headers: { authorization: `Bearer ${served.credential}` } })
      expect(answer.headers.get('x-stand-in')).toBe(label)
    }
  })

  it('keep what is written, of any method, until the end', async () => {
    const events = '/google-calendar/calendar/v3/calendars/primary/events'
    const moment = (hour: number) => ({ dateTime: `2026-03-01T${hour}:00:00Z` })
    const event = { summary: 'Überall 🎉', start: moment(10), end: moment(11) }
    const made = await read(events, { method: 'POST', body: JSON.stringify(event) })
    const path = `${events}/${textAt(made, 'id')}`
    await read(path, { method: 'PATCH', body: '{"location":"here"}' })
    expect(await read(path)).toMatchObject({ summary: 'Überall 🎉', location: 'here' })
    expect(await ask(path, { method: 'DELETE' })).toMatchObject({ status: 204 })
    expect(await read(path)).toMatchObject({ status: 'cancelled' })
  })

  it("are found by their own paths where a client drops the name, as Google's do", async () => {
    const [named, bare] = [await read('/google-drive/drive/v3/files'), await read('/drive/v3/files')]
    expect(bare).toEqual(named)
    expect(await ask('/calendar/v3/colors')).toMatchObject({ status: 200 })
  })

  it('let in nobody else, in the words of the API', async () => {
    const calendars = await fetch(url('/google-calendar/calendar/v3/users/me/calendarList'))
    expect(calendars.status).toBe(401)
    const slack = await ask('/slack/api/users.list', { headers: { authorization: 'Bearer other' } })
    expect(await slack.json()).toMatchObject({ ok: false, error: 'invalid_auth' })
  })

  it('take an upload at the address that they gave', async () => {
    const form = new URLSearchParams({ filename: 'note.txt', length: '5' })
    const type = { 'content-type': 'application/x-www-form-urlencoded' }
    const answer = await read('/slack/api/files.getUploadURLExternal', { method: 'POST', body: form, headers: type })
    const address = textAt(answer, 'upload_url')
    expect(address).toContain(url('/slack/upload/v1/'))
    expect((await fetch(address, { method: 'POST', body: 'hello' })).status).toBe(200)
    const files = JSON.stringify([{ id: at(answer, 'file_id'), title: 'Note' }])
    const completed = await read('/slack/api/files.completeUploadExternal', {
      method: 'POST',
      body: JSON.stringify({ files }),
    })
    expect(completed).toMatchObject({ ok: true })
  })

  it.each([
    [
      '/slak/api/users.list',
      'There is no "slak" here. Did you mean "slack"? A path begins with one of: /google-calendar',
    ],
    ['/', 'There is no "" here.'],
    ['/slackk', 'There is no "slackk" here.'],
  ])('say of %s what there is', async (path, complaint) => {
    const answer = await ask(path)
    expect(answer.status).toBe(404)
    expect(await answer.json()).toEqual({ standin: expect.stringContaining(complaint) })
  })

  it('refuse what is no request to an API, and go on', async () => {
    const status = await new Promise((resolve, reject) => {
      request(url('/slack/api/users.list'), { method: 'TRACE' }, (response) => {
        response.resume()
        resolve(response.statusCode)
      })
        .on('error', reject)
        .end()
    })
    expect(status).toBe(400)
    expect(await read('/slack/api/auth.test', { method: 'POST' })).toMatchObject({ ok: true })
  })

  it('name a port that is taken', async () => {
    await expect(serveStandIns({ port: served.port, seed: 1 })).rejects.toMatchObject({
      message: `Port ${served.port} cannot be had: something else listens there.`,
      fix: expect.stringContaining('leave --port out'),
    })
  })
})
