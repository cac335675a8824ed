import { describe, expect, it } from 'vitest'
import { asked } from './asked.ts'
import { reachOf } from './may-reach.ts'
import { hiddenWrite } from './refusal-text.ts'
import { whatItDoes } from './what-it-does.ts'

const baseUrl = 'https://api.example/v1'

/** An attempt that made `own0001`, a contact, and `7`, an issue; the spec names `named01`. */
const rights = {
  isOwn: (name: string, collection: string) => name === 'own0001' || (name === '7' && collection === 'issues'),
  isNamed: (name: string) => name === 'named01' || name === 'PUT /settings/theme',
}

async function reach(line: string, body?: unknown): Promise<string> {
  const [method = 'GET', path = ''] = line.split(' ')
  const text = body === undefined ? null : JSON.stringify(body)
  const headers = { 'content-type': 'application/json' }
  const request = await asked(new Request(`${baseUrl}/${path}`, { method, headers, body: text }), { baseUrl })
  return reachOf(request, whatItDoes(request), rights).kind
}

describe('a request to a live account', () => {
  it.each([
    'GET contacts/8812345',
    'POST contacts',
    'POST contacts/search',
    'PATCH contacts/own0001',
    'DELETE contacts/own0001',
    'POST contacts/own0001/notes',
    'DELETE contacts/own0001/notes/8812345',
    'POST files/own0001:append',
    'PATCH issues/7',
    'PATCH users/me/contacts/own0001',
    'PATCH channels/named01',
    'POST channels/named01/messages',
    'PUT settings/theme',
    'PUT sheets/named01/values/Sheet1!A1:B2',
    'POST me/messages',
    'GET rest/api/3/issues/8812345',
    'POST rest/api/3/issues',
    'POST admin/2024-01/products',
    'GET conversations.list?channel=C0123456789',
    'POST users.lookupByEmail?email=a@b.example',
  ])('may be %s', async (line) => {
    expect(await reach(line)).toBe('allowed')
  })

  it.each([
    'PATCH contacts/8812345',
    'DELETE contacts/8812345',
    'PUT contacts/ada',
    'DELETE labels/bug',
    'PATCH pulls/7',
    'DELETE channels/named01/messages/8812345',
    'POST contacts/8812345/notes',
    'POST contacts/8812345/archive',
    'POST files/8812345:append',
    'POST files/8812345/copy',
    'DELETE contacts/own0001,8812345',
    'DELETE contacts/own0001%2F..%2F8812345',
    'DELETE contacts?id=8812345',
    'DELETE contacts/own0001?id=8812345',
    'GET chat.delete?channel=C0123456789',
    'GET deleteContact?id=8812345',
    'POST accounts/AC8812345/messages',
  ])('may not be %s', async (line) => {
    expect(await reach(line)).toBe('foreign')
  })

  it('takes nothing away, and changes nothing, that it does not name', async () => {
    const lines = ['DELETE contacts', 'DELETE files/trash', 'POST trash/empty', 'POST contacts.deleteAll']
    for (const line of [...lines, 'POST users.setPresence', 'POST labels.update?name=bug']) {
      expect([line, await reach(line)]).toEqual([line, 'unnamed'])
    }
  })

  it('to something of which there is one waits for its turn', async () => {
    for (const line of ['PATCH settings', 'PUT me/profile']) {
      expect([line, await reach(line)]).toEqual([line, 'singleton'])
    }
  })

  it('is read by its fields where its method says what it does, in GraphQL too', async () => {
    expect(await reach('POST contacts/batch/archive', { inputs: [{ id: 'own0001' }, { id: '8812345' }] })).toBe(
      'foreign',
    )
    expect(await reach('POST contacts/batch/archive', { inputs: [{ id: 'own0001' }] })).toBe('allowed')
    expect(await reach('POST chat.update', { ts: 'own0001', channel: 'C0123456789' })).toBe('foreign')
    expect(await reach('POST chat.postMessage', { channel: 'named01', text: 'build-2026a is green' })).toBe('allowed')
    const byMail = { inputs: [{ id: 'ada@acme.io', idProperty: 'email' }] }
    expect(await reach('POST contacts/batch/upsert', byMail)).toBe('foreign')
    expect(await reach('POST contacts', { owner_id: '8812345' })).toBe('allowed')
    const mutation = (id: string) => ({ query: `mutation { issueDelete(id: "${id}") { success } }` })
    expect(await reach('POST graphql', mutation('8812345a'))).toBe('foreign')
    expect(await reach('POST graphql', mutation('own0001'))).toBe('allowed')
    expect(await reach('POST graphql', { query: 'query { issue(id: "8812345a") { title } }' })).toBe('allowed')
    expect(await reach('POST graphql', { query: 'mutation { issueCreate(title: "update it") { id } }' })).toBe(
      'allowed',
    )
    expect(await reach('POST graphql', { query: 'mutation { settingsUpdate(dark: true) { id } }' })).toBe('unnamed')
    const variables = { query: 'mutation M($id: ID!) { x(id: $id) }', variables: { id: '8812345a' } }
    expect(await reach('POST graphql', variables)).toBe('foreign')
  })

  it('hides no other request in it', async () => {
    const hidden = async (init: RequestInit, path = 'contacts') => {
      return hiddenWrite(await asked(new Request(`${baseUrl}/${path}`, init), { baseUrl }))
    }
    expect(await hidden({ method: 'POST', body: '{}' })).toBeUndefined()
    expect(await hidden({ method: 'POST', body: '{}', headers: { 'x-http-method-override': 'DELETE' } })).toBeDefined()
    expect(await hidden({ method: 'POST' }, 'contacts?_method=DELETE')).toBeDefined()
    expect(await hidden({ method: 'POST', body: 'x', headers: { 'content-encoding': 'gzip' } })).toBeDefined()
    const batch = '--b\r\nContent-Type: application/http\r\n\r\nDELETE /v1/contacts/8812345\r\n--b--'
    expect(await hidden({ method: 'POST', body: batch, headers: { 'content-type': 'multipart/mixed' } })).toBeDefined()
  })
})
