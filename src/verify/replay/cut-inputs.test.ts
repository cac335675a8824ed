import { describe, expect, it } from 'vitest'
import type { Json } from '../../lib/json.ts'
import { replayOf } from '../testing/replay-of.ts'
import { answer } from '../testing/samples.ts'
import type { Scene } from './boxed/job.ts'
import { type CutInput, cutInputs } from './cut-inputs.ts'
import { type LongOptions, longTakes } from './long-takes.ts'

const said = 'See you at the harbour'

/** What is lost of the texts of an input, where `code` is what a function does. */
async function lostBy(code: string, input: Json = { channel: 'C1', text: said }, options?: Partial<LongOptions>) {
  const posted = answer({ method: 'POST', endpoint: 'messages', body: JSON.stringify(input), response: { id: 'M1' } })
  const scene: Scene = {
    purpose: 'fresh',
    input,
    answers: [posted],
    takes: [{ kind: 'same' }, { kind: 'same', later: 1000 }, ...longTakes(input, { seed: 7, ...options })],
  }
  const { scenes, cutShort } = await replayOf(code, [scene])
  expect(cutShort).toBeUndefined()
  return cutInputs(scenes[0]!).map(told)
}

function told({ path, differs, value }: CutInput): string {
  const size = Array.isArray(value) ? value.length : Math.round(String(value).length / 100) * 100
  return `${path.join('.')} ${differs}, of some ${size}`
}

const sending = (text: string) =>
  `return (await nango.post({ endpoint: '/messages', data: { channel: input.channel, text: ${text} } })).data`

describe('a text of the input', () => {
  it('is lost where what is behind some length is not sent', async () => {
    expect(await lostBy(sending('input.text.slice(0, 150)'))).toEqual(['text at the end, of some 200'])
    expect(await lostBy(sending('input.text.slice(0, 600)'))).toEqual(['text at the end, of some 900'])
    expect(await lostBy(sending('input.text.substring(0, 1000).trim()'))).toEqual(['text in the middle, of some 3800'])
  })

  it('is lost where only its beginning and its end are sent, or letters are left out or made others', async () => {
    expect(await lostBy(sending('input.text.slice(0, 200) + input.text.slice(-60)'))).toEqual([
      'text in the middle, of some 900',
    ])
    for (const letters of ["/[^\\x00-\\x7f]/g, ''", "/[\\ud800-\\udfff]/g, '?'"]) {
      expect(await lostBy(sending(`input.text.replace(${letters})`))).toEqual(['text in some letters, of some 200'])
    }
  })

  it.each([
    ['as it is', sending('input.text')],
    ['encoded', sending("Buffer.from(input.text).toString('base64')")],
    ['escaped', sending("input.text.replace(/&/g, '&amp;').replace(/</g, '&lt;')")],
    ['in lines', sending("input.text.match(/.{1,80}/gu).join('\\n')")],
    ['in another case', sending('input.text.toUpperCase()')],
    ['with a title from its beginning', sending('input.text, title: input.text.slice(0, 60)')],
    ['with a time', sending('input.text, at: Date.now()')],
    [
      'in several requests',
      `for (let at = 0; at < input.text.length; at += 2000) {
        await nango.post({ endpoint: '/messages', data: { text: input.text.slice(at, at + 2000) } })
      }
      return {}`,
    ],
    [
      'unless it is too long, which it says',
      `if (input.text.length > 500) throw new Error('too long')\n${sending('input.text')}`,
    ],
    [
      'to nobody',
      `const all = (await nango.post({ endpoint: '/messages', data: {} })).data\nreturn { found: all.id === input.text }`,
    ],
    ['as its first word', sending("input.text.split(' ')[0]")],
  ])('is whole where it is sent %s', async (_, code) => {
    expect(await lostBy(code)).toEqual([])
  })

  it('is not made longer than its schema allows, nor where it is of a certain form or a name', async () => {
    const cut = sending('input.text.slice(0, 600)')
    const schema = (text: Record<string, Json>) => ({
      schemas: { input: { type: 'object', properties: { text: { type: 'string', ...text } } }, definitions: {} },
    })
    expect(await lostBy(cut, undefined, schema({}))).toHaveLength(1)
    expect(await lostBy(cut, undefined, schema({ maxLength: 500 }))).toEqual([])
    expect(await lostBy(cut, undefined, schema({ pattern: '^.*$' }))).toEqual([])
    expect(await lostBy(cut, undefined, { names: [['text']] })).toEqual([])
    for (const text of ['C024BE91L', '2027-03-04T10:00:00Z', 'Europe/Lisbon', 'a@b.example', 'https://b.example/c']) {
      expect(longTakes({ value: text }, { seed: 1 })).toEqual([])
    }
  })

  it('is looked for in lists and objects, once for what is alike', () => {
    const input = {
      rows: [
        ['Tea time', 'x'],
        ['Cake time', 'y'],
      ],
      about: { note: 'Bring cups' },
    }
    const places = longTakes(input, { seed: 1 }).map(({ path }) => path.join('.'))
    expect([...new Set(places)]).toEqual(['rows.0.0', 'about.note', 'rows'])
  })
})

const rows = [
  ['Tea', 3],
  ['Cake', 4],
]
const adding = (list: string) => `return (await nango.post({ endpoint: '/rows', data: { values: ${list} } })).data`

describe('a list of the input', () => {
  it('is lost where what is behind some number is not sent', async () => {
    const input = { rows, guests: [{ email: 'ada@acme.example' }] }
    expect(await lostBy(adding('input.rows.slice(0, 10)'), input)).toEqual(['rows at the end, of some 12'])
    expect(await lostBy(adding('[...input.rows.slice(0, 20), ...input.rows.slice(-2)]'), input)).toEqual([
      'rows in the middle, of some 40',
    ])
    expect(await lostBy(adding('input.guests.slice(0, 50)'), input)).toEqual(['guests at the end, of some 90'])
  })

  it('is whole where it is sent as it is, in parts, one by one, or in another form', async () => {
    const input = { rows }
    const each = (size: number) => `for (let at = 0; at < input.rows.length; at += ${size}) {
      await nango.post({ endpoint: '/rows', data: { values: input.rows.slice(at, at + ${size}) } })
    }
    return {}`
    const styles = [
      adding('input.rows'),
      adding('input.rows.map(([name, count]) => ({ name, count: String(count) }))'),
      adding("input.rows.join(';')"),
      adding('[...new Set(input.rows.map((row) => row.join()))]'),
      each(10),
      each(1),
    ]
    for (const code of styles) expect(await lostBy(code, input)).toEqual([])
  })

  it('is whole where it is of numbers, of single letters or of dates, and each is sent once', async () => {
    const each = adding('Object.fromEntries(Object.entries(input).map(([name, list]) => [name, [...new Set(list)]]))')
    for (const seed of [1, 2, 3]) {
      expect(await lostBy(each, { numbers: [3, 4], letters: ['x'], dates: ['2027-03-04'] }, { seed })).toEqual([])
    }
    expect(await lostBy(adding('input.list.slice(0, 30)'), { list: [3, 4] })).toEqual(['list at the end, of some 40'])
  })

  it('has entries of which none is like another, in all that are compared', () => {
    const input = { numbers: [3, 3], letters: ['x'], dates: ['2027-03-04'], mails: ['ada@acme.example'] }
    for (const { value } of longTakes(input, { seed: 1 })) {
      const entries = (value as readonly Json[]).map(String)
      expect(entries.slice(2)).toEqual([...new Set(entries.slice(2))])
    }
  })

  it('is no longer than its schema allows, and holds neither names of things nor choices', () => {
    const sizesOf = (tags: Record<string, Json>, names: LongOptions['names'] = []) => {
      const schema = { type: 'object', properties: { tags: { type: 'array', ...tags } } }
      const takes = longTakes(
        { tags: ['one-1', 'two-2'] },
        { seed: 1, schemas: { input: schema, definitions: {} }, names },
      )
      return [...new Set(takes.map(({ size }) => size))]
    }
    expect(sizesOf({ items: { type: 'string' } })).toEqual([12, 40, 90])
    expect(sizesOf({ items: { type: 'string' }, maxItems: 50 })).toEqual([12, 40])
    expect(sizesOf({ items: { enum: ['one-1', 'two-2'] } })).toEqual([])
    expect(sizesOf({ items: { type: 'string' } }, [['tags', 0]])).toEqual([])
    expect(longTakes({ switches: [true, null] }, { seed: 1 })).toEqual([])
  })
})
