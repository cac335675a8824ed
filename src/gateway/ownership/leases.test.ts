import { describe, expect, it } from 'vitest'
import type { Upstream } from '../gateway.ts'
import type { Note } from './ledger.ts'
import { openOwnership } from './ownership.ts'

const baseUrl = 'https://api.example/v1'

/** An account with settings and nothing else. */
function account(settings: Record<string, unknown> = { theme: 'light', size: 3 }) {
  let state = settings
  const secrets = ['tok-4711-0815-canary']
  const asked: string[] = []
  const upstream: Upstream = {
    kind: 'direct',
    secrets: () => secrets,
    async fetch(request) {
      const { pathname } = new URL(request.url)
      asked.push(`${request.method} ${pathname}`)
      if (pathname !== '/v1/settings') return Response.json({}, { status: 404 })
      const sent = request.method === 'GET' ? {} : ((await request.json()) as Record<string, unknown>)
      state = request.method === 'PUT' ? sent : { ...state, ...sent }
      return Response.json(state)
    },
  }
  const notes: Note[] = []
  const note = (each: Note) => notes.push(each) > 0
  const ownership = openOwnership({ api: 'toy', baseUrl, upstream, note, earlier: [] })
  const of = (attempt: number) => {
    const owner = { interaction: 'toy/a', attempt }
    const own = ownership.upstreamFor({ ...owner, named: new Set(), recipients: new Set() })
    const write = (method: string, path: string, body: unknown) =>
      own.fetch(new Request(`${baseUrl}/${path}`, { method, body: JSON.stringify(body) }))
    return { write, release: () => ownership.release(owner) }
  }
  /** As the next process of a run puts back what one that was killed left changed. */
  const putBack = async () => {
    const left = notes.flatMap((each) => (each.kind === 'setting-kept' ? [each] : [])).slice(-1)
    await openOwnership({ api: 'toy', baseUrl, upstream, note, earlier: [] }).putBack(left)
  }
  return { of, notes, asked, putBack, state: () => state, become: (next: typeof state) => (state = next) }
}

describe('something of which an account has one', () => {
  it('is put back when the attempt that changed it is over', async () => {
    const { of, notes, state } = account()
    const one = of(1)
    await one.write('PATCH', 'settings', { theme: 'dark' })
    await one.write('PATCH', 'settings', { theme: 'darker' })
    expect(state()).toEqual({ theme: 'darker', size: 3 })
    await one.release()
    expect(state()).toEqual({ theme: 'light', size: 3 })
    expect(notes.at(-1)).toEqual({ kind: 'thing-gone', api: 'toy', address: `${baseUrl}/settings` })
  })

  it('is put back whole where it was replaced', async () => {
    const { of, state } = account()
    const one = of(1)
    await one.write('PUT', 'settings', { theme: 'dark' })
    await one.release()
    expect(state()).toEqual({ theme: 'light', size: 3 })
  })

  it('is changed by one attempt at a time', async () => {
    const { of, state } = account()
    const [one, two] = [of(1), of(2)]
    await one.write('PATCH', 'settings', { theme: 'dark' })
    let isDone = false
    const second = two.write('PATCH', 'settings', { size: 4 }).then((answer) => {
      isDone = true
      return answer.status
    })
    expect([isDone, state()]).toEqual([false, { theme: 'dark', size: 3 }])
    await one.release()
    expect(await second).toBe(200)
    expect(state()).toEqual({ theme: 'light', size: 4 })
  })

  it('is put back by the next process where the one that changed it was killed', async () => {
    const { of, notes, putBack, state } = account()
    await of(1).write('PATCH', 'settings', { theme: 'dark' })
    await of(1).write('PATCH', 'settings', { size: 4 })
    await putBack()
    expect(state()).toEqual({ theme: 'light', size: 3 })
    expect(notes.at(-1)).toMatchObject({ kind: 'thing-gone', address: `${baseUrl}/settings` })
  })

  it('is put back whole by the next process where it was replaced', async () => {
    const { of, putBack, state } = account()
    await of(1).write('PUT', 'settings', { theme: 'dark' })
    await putBack()
    expect(state()).toEqual({ theme: 'light', size: 3 })
  })

  it('is left alone by the next process where somebody else has changed it since', async () => {
    const { of, notes, putBack, state, become } = account()
    await of(1).write('PATCH', 'settings', { theme: 'dark' })
    become({ theme: 'sepia', size: 3 })
    await putBack()
    expect(state()).toEqual({ theme: 'sepia', size: 3 })
    expect(notes.at(-1)).toMatchObject({ kind: 'thing-left', because: expect.stringContaining('look yourself') })
  })

  it('is not written down where a credential is in it', async () => {
    const { of, notes, state } = account({ theme: 'light', token: 'tok-4711-0815-canary' })
    const one = of(1)
    await one.write('PUT', 'settings', { theme: 'dark' })
    expect(notes.map(({ kind }) => kind)).toEqual(['write-sent', 'write-answered'])
    expect(JSON.stringify(notes)).not.toContain('canary')
    await one.release()
    expect(state()).toEqual({ theme: 'light', token: 'tok-4711-0815-canary' })
  })

  it('is not touched where the API shows nothing that could be put back', async () => {
    const { of, asked } = account()
    const answer = await of(1).write('PUT', 'preference', { theme: 'dark' })
    expect(answer.status).toBe(403)
    expect(await answer.text()).toContain('could be put back')
    expect(asked).toEqual(['GET /v1/preference'])
  })

  it('is told as left where it could not be put back', async () => {
    const { of, notes } = account()
    const one = of(1)
    await one.write('PATCH', 'settings', ['no object'])
    await one.release()
    expect(notes.at(-1)).toMatchObject({ kind: 'thing-left', because: 'what was changed of it is not known' })
  })
})
