import { describe, expect, it } from 'vitest'
import { checkNames } from '../../../src/check-names.ts'
import { type Json, type JsonObject, isJsonObject } from '../../../src/lib/json.ts'
import { parseSpec } from '../../../src/plan/parse-spec.ts'
import type { StandInOptions } from '../../../src/standins/stand-in.ts'
import { openVitrine } from './open-vitrine.ts'
import { vitrineApi, vitrineSpec } from './vitrine-api.ts'

const credential = 'the-right-key'

/** A client of one account, with key and contract. */
async function desk(options: Partial<StandInOptions> = {}) {
  const standIn = await openVitrine({ seed: 1, credential, ...options })
  async function ask(method: string, path: string, body?: Json, headers: Record<string, string> = {}) {
    const response = await standIn.fetch(
      new Request(`https://desk.vitrine.example${path}`, {
        method,
        headers: { authorization: `Bearer ${credential}`, 'vitrine-contract': '2026-04', ...headers },
        body: body === undefined ? null : JSON.stringify(body),
      }),
    )
    const text = await response.text()
    const answer = text === '' ? {} : (JSON.parse(text) as JsonObject)
    const [trouble] = (answer['troubles'] as JsonObject[] | undefined) ?? []
    return { status: response.status, headers: response.headers, answer, trouble }
  }
  return { standIn, ask }
}

const keysOf = (state: readonly { collection: string; key: string }[], collection: string) =>
  state.flatMap((each) => (each.collection === collection ? [each.key] : []))

function shape(value: Json): Json {
  if (Array.isArray(value)) return value.map(shape)
  if (!isJsonObject(value)) return value === null ? 'null' : typeof value
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, shape(child)]))
}

describe('the door of the desk', () => {
  it('lets in only who has the key, the contract and the right', async () => {
    const { ask } = await desk({ scopes: ['houses.read'] })
    const stranger = await ask('GET', '/lend/2/houses', undefined, { authorization: 'Bearer other' })
    expect([stranger.status, stranger.trouble?.['sort']]).toEqual([401, 'stranger'])
    const unbound = await ask('GET', '/lend/2/houses', undefined, { 'vitrine-contract': '1' })
    expect([unbound.status, unbound.trouble?.['sort']]).toEqual([400, 'contract'])
    const lacking = await ask('GET', '/lend/2/pieces')
    expect([lacking.status, lacking.trouble?.['sort'], lacking.headers.get('www-authenticate')]).toEqual([
      403,
      'right-lacking',
      'Bearer error="insufficient_scope", scope="pieces.read"',
    ])
    expect((await ask('GET', '/lend/2/houses')).status).toBe(200)
  })

  it('refuses in its own shape', async () => {
    const { ask } = await desk()
    expect((await ask('GET', '/lend/2/loans/loan:zzz')).trouble).toMatchObject({ sort: 'unheard-of', about: 'loan' })
    expect((await ask('GET', '/lend/2/others')).status).toBe(404)
    expect((await ask('POST', '/lend/2/shelves', {})).status).toBe(405)
    const wrong = await ask('POST', '/lend/2/loans', { piece: 'piece:zzz', span: { out: 'soon' } })
    expect(wrong.status).toBe(422)
    expect((wrong.answer['troubles'] as JsonObject[]).map(({ about }) => about)).toEqual([
      'house',
      'span.out',
      'span.due',
      'purpose',
      'piece',
    ])
  })

  it('has enough of a client that hurries', async () => {
    const { ask } = await desk()
    const answers = await Promise.all(Array.from({ length: 420 }, () => ask('GET', '/lend/2/shelves')))
    const refused = answers.filter(({ status }) => status === 429)
    expect(refused.length).toBeGreaterThan(0)
    expect([refused[0]?.trouble?.['sort'], refused[0]?.headers.get('retry-after')]).toEqual(['too-busy', '1'])
  })
})

describe('the desk', () => {
  it('leads from sheet to sheet, from stretch to stretch, and beyond', async () => {
    const { standIn, ask } = await desk()
    const state = await standIn.snapshot()
    const seen: Json[] = []
    for (let path: unknown = '/lend/2/pieces?per_sheet=15'; typeof path === 'string';) {
      const { answer } = await ask('GET', path)
      seen.push(...(answer['rows'] as JsonObject[]).map(({ mark }) => mark!))
      path = (answer['sheet'] as JsonObject)['onward']
    }
    expect(seen).toEqual(keysOf(state, 'pieces'))

    const loans: Json[] = []
    for (let behind = '', more = true; more;) {
      const { answer } = await ask('GET', `/lend/2/loans${behind}`)
      loans.push(...(answer['loans'] as JsonObject[]).map(({ mark }) => mark!))
      behind = `?behind=${String(answer['tail'])}`
      more = answer['hasMore'] === true
    }
    expect(loans.toSorted()).toEqual(keysOf(state, 'loans').toSorted())

    const first = await ask('POST', '/lend/2/pieces/search', { words: 'vessel' })
    const { beyond } = first.answer
    const second = await ask('POST', '/lend/2/pieces/search', { words: 'vessel', ...(beyond && { beyond }) })
    expect((first.answer['hits'] as Json[]).length + (second.answer['hits'] as Json[]).length).toBe(
      first.answer['found'],
    )
  })

  it('keeps what is written, and demands the edition that it is in', async () => {
    const { standIn, ask } = await desk()
    const [mark = ''] = keysOf(await standIn.snapshot(), 'pieces')
    const path = `/lend/2/pieces/${encodeURIComponent(mark)}`
    const { answer: piece } = await ask('GET', path)
    const moved = await ask('PUT', path, { ...piece, remarks: 'Dusted.' })
    expect([moved.status, moved.answer['remarks'], moved.answer['edition']]).toEqual([
      200,
      'Dusted.',
      Number(piece['edition']) + 1,
    ])
    expect((await ask('PUT', path, piece)).trouble?.['sort']).toBe('older-edition')
    const check = await ask('POST', `${path}/checks`, { seenBy: 'Ada', grade: 'worn', words: 'A scratch.' })
    expect(check.status).toBe(201)
    expect((await ask('GET', `${path}/checks`)).answer['checks']).toContainEqual(check.answer['check'])
  })

  it('takes a loan that is asked, and lets it go only while it is', async () => {
    const { standIn, ask } = await desk()
    const state = await standIn.snapshot()
    const span = { out: '2027-05-01', due: '2027-06-01' }
    const [piece, house] = [keysOf(state, 'pieces')[3]!, Number(keysOf(state, 'houses')[2])]
    const asked = await ask('POST', '/lend/2/loans', { piece, house, span, purpose: 'Sea' })
    expect(asked.status).toBe(202)
    const mark = String((asked.answer['loan'] as JsonObject)['mark'])
    const changed = await ask('GET', '/lend/2/loans?touchedSince=2026-11-01T00:00:00Z')
    expect((changed.answer['loans'] as JsonObject[]).map((loan) => loan['mark'])).toEqual([mark])
    expect((await ask('DELETE', `/lend/2/loans/${mark}`)).status).toBe(204)
    const out = state.find(({ collection, fields }) => collection === 'loans' && fields['phase'] === 'out')!
    expect((await ask('DELETE', `/lend/2/loans/${out.key}`)).trouble?.['sort']).toBe('too-late')
  })

  it('has accounts of one shape, and of another content for each seed', async () => {
    const [one, same, other] = await Promise.all(
      [1, 1, 2].map(async (seed) => await (await desk({ seed })).standIn.snapshot()),
    )
    expect(same).toEqual(one)
    const outline = (state: typeof one) => state!.map(({ collection, fields }) => [collection, shape(fields)])
    expect(outline(other)).toEqual(outline(one))
    const keys = new Set(one!.map(({ key }) => key))
    expect(other!.filter(({ key }) => keys.has(key))).toEqual([])
  })
})

describe('what is written about the desk', () => {
  it('has a page for every operation of its spec', () => {
    const pages = vitrineApi.docs()!
    const text = pages.pages.map((page) => pages.read(page)).join('\n')
    const { interactions } = parseSpec(vitrineSpec, 'vitrine.yaml', checkNames).apis['private-api-bearer']!
    expect(Object.keys(interactions)).toHaveLength(10)
    const missing = Object.values(interactions)
      .flatMap(({ operations }) => operations.map(({ method, path }) => `${method} ${path}`))
      .filter((operation) => !text.split('\n').includes(operation))
    expect(missing).toEqual([])
  })
})
