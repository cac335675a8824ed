import { describe, expect, it } from 'vitest'
import type { Json } from '../../lib/json.ts'
import { asked } from './asked.ts'
import { madeThings } from './made-things.ts'
import { whatItDoes } from './what-it-does.ts'

const baseUrl = 'https://api.example/v1'
const now = '2027-01-01T10:00:00Z'

async function made(line: string, body: Json, { status = 200, sent = {} as Json } = {}) {
  const [method = 'POST', path = ''] = line.split(' ')
  const headers = { 'content-type': 'application/json' }
  const request = await asked(new Request(`${baseUrl}/${path}`, { method, headers, body: JSON.stringify(sent) }), {
    baseUrl,
  })
  const answer = { status, headers: new Headers({ date: new Date(now).toUTCString() }), body }
  return madeThings(request, whatItDoes(request), answer).map(({ name, isCertain, address }) => ({
    name,
    isCertain,
    at: address.slice(baseUrl.length + 1),
  }))
}

describe('what a request has made', () => {
  it('is what its answer is about, and not what that mentions', async () => {
    const thing = { id: 'c1', owner: { id: 'u7' }, tags: [{ id: 't1' }] }
    expect(await made('POST contacts', thing, { status: 201 })).toEqual([
      { name: 'c1', isCertain: true, at: 'contacts/c1' },
    ])
    expect(await made('POST contacts', { data: { contact: thing } })).toEqual([
      { name: 'c1', isCertain: false, at: 'contacts/c1' },
    ])
    expect(await made('POST files/f1/copy', { id: 'f2', created_at: now })).toEqual([
      { name: 'f2', isCertain: true, at: 'files/f2' },
    ])
    expect(await made('POST contacts/batch/create', { results: [{ id: 'a' }, { id: 'b' }] }, { status: 201 })).toEqual([
      { name: 'a', isCertain: true, at: 'contacts/a' },
      { name: 'b', isCertain: true, at: 'contacts/b' },
    ])
    expect(await made('PUT labels/mine', { name: 'mine' }, { status: 201, sent: { name: 'mine' } })).toEqual([
      { name: 'mine', isCertain: false, at: 'labels/mine' },
    ])
  })

  it('is nothing that was there before: named in the request, older, found, or invited', async () => {
    const old = '2020-01-01T10:00:00Z'
    expect(await made('POST contacts', { id: 'c1', createdAt: old })).toEqual([])
    expect(
      await made('POST conversations.invite', { ok: true, channel: { id: 'C1' } }, { sent: { channel: 'C1' } }),
    ).toEqual([])
    expect(await made('POST users.lookupByEmail', { user: { id: 'U1' } })).toEqual([])
    expect(await made('POST contacts/search', { results: [{ id: 'a' }] })).toEqual([])
    expect(await made('POST contacts/resolve', { id: 'a' })).toEqual([])
    expect(await made('POST contacts', [{ id: 'a' }, { id: 'b' }])).toEqual([])
    expect(
      await made('POST contacts/batch/upsert', { results: [{ id: 'a', createdAt: old }] }, { status: 201 }),
    ).toEqual([])
    const added = await made('POST groups/g1/members', { id: 'U1' }, { status: 201, sent: { id: 'U1' } })
    expect(added).toEqual([{ name: 'U1', isCertain: false, at: 'groups/g1/members/U1' }])
    expect(await made('PATCH contacts/c1', { id: 'c1' })).toEqual([])
  })
})
