import { describe, expect, it } from 'vitest'
import type { Json } from '../../lib/json.ts'
import { replayOf } from '../testing/replay-of.ts'
import { answer } from '../testing/samples.ts'
import type { Scene } from './boxed/job.ts'
import { cutTexts } from './cut-texts.ts'
import { type LongTextOptions, longTextTakes } from './long-text-takes.ts'

const said = 'See you at the harbour'

/** What is lost of the texts of an input, where `code` is what a function does. */
async function lostBy(code: string, input: Json = { channel: 'C1', text: said }, options?: Partial<LongTextOptions>) {
  const posted = answer({ method: 'POST', endpoint: 'messages', body: JSON.stringify(input), response: { id: 'M1' } })
  const scene: Scene = {
    purpose: 'fresh',
    input,
    answers: [posted, posted, posted],
    takes: [{ kind: 'same' }, { kind: 'same', later: 1000 }, ...longTextTakes(input, { seed: 7, ...options })],
  }
  const { scenes, cutShort } = await replayOf(code, [scene])
  expect(cutShort).toBeUndefined()
  return cutTexts(scenes[0]!).map(
    ({ path, differs, value }) => `${path.join('.')} ${differs}, of some ${Math.round(value.length / 100) * 100}`,
  )
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
      expect(longTextTakes({ value: text }, { seed: 1 })).toEqual([])
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
    const places = longTextTakes(input, { seed: 1 }).map(({ path }) => path.join('.'))
    expect([...new Set(places)]).toEqual(['rows.0.0', 'about.note'])
  })
})
