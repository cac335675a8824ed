import { describe, expect, it } from 'vitest'
import type { Json, JsonObject } from '../../lib/json.ts'
import type { AccountObject, AccountState } from '../../standins/stand-in.ts'
import { type KnownRun, type Recipe, freshInputs } from './fresh-input.ts'
import type { DeclaredSchemas } from './input-schema.ts'
import { plausible } from './plausible.ts'

const channel = (id: string, name: string, more: JsonObject = {}): AccountObject => ({
  collection: 'channels',
  key: id,
  fields: { id, name, is_archived: false, ...more },
  names: ['id', 'name'],
})
const message = (ts: string, channelId: string, user: string): AccountObject => ({
  collection: 'messages',
  key: ts,
  fields: { ts, channel: channelId, user, text: 'hey' },
  names: ['ts'],
})
const user = (id: string): AccountObject => ({ collection: 'users', key: id, fields: { id }, names: ['id'] })

const old: AccountState = [
  user('U100000'),
  user('U200000'),
  channel('C111111', 'general'),
  channel('C222222', 'random', { is_archived: true }),
  message('1700000001.000100', 'C111111', 'U100000'),
  message('1700000002.000100', 'C222222', 'U200000'),
]
const young: AccountState = [
  user('U700000'),
  user('U800000'),
  channel('C777777', 'harbour'),
  channel('C888888', 'violin', { is_archived: true }),
  message('1800000001.000900', 'C777777', 'U700000'),
  message('1800000002.000900', 'C888888', 'U800000'),
]

const bold: Recipe = { fields: 'as-known', boldness: { choices: true, dates: true }, vary: true }
const noSchema: DeclaredSchemas = { definitions: {} }

function first(
  input: Json,
  more: { account?: AccountState; young?: AccountState; recipe?: Recipe; schemas?: DeclaredSchemas } = {},
) {
  const known: KnownRun = {
    label: 'dry-run-1',
    input,
    metadata: undefined,
    otherInputs: [],
    account: more.account ?? old,
  }
  const tools = { schemas: more.schemas ?? noSchema, random: plausible(7) }
  return freshInputs(known, more.young ?? young, more.recipe ?? bold, tools).next().value as {
    input: JsonObject
    fresh: unknown[]
  }
}

describe('freshInputs', () => {
  it('begins a list at its beginning, unless the schema demands a place in it', () => {
    const property = { type: 'string' }
    const input = { type: 'object', properties: { cursor: property, after: property, channel: property } }
    const given = { channel: 'C111111', cursor: 'dXNlcg==', after: '2026-03-01' }
    const optional = first(given, { schemas: { input, definitions: {} } })
    expect(optional.input).toEqual({ channel: 'C777777', after: expect.stringMatching(/^20/) })
    const demanded = first(given, { schemas: { input: { ...input, required: ['cursor'] }, definitions: {} } })
    expect(Object.keys(demanded.input)).toContain('cursor')
  })

  it('puts in the same thing of the new account', () => {
    expect(first({ channel: 'C222222' }).input).toEqual({ channel: 'C888888' })
  })

  it('keeps a message in its channel', () => {
    expect(first({ channel: 'C222222', ts: '1700000002.000100' }).input).toEqual({
      channel: 'C888888',
      ts: '1800000002.000900',
    })
  })

  it('finds another of the same kind and author for a thing that the agent made itself', () => {
    const made = message('1700000009.000100', 'C111111', 'U100000')
    expect(first({ channel: 'C111111', ts: '1700000009.000100' }, { account: [...old, made] }).input).toEqual({
      channel: 'C777777',
      ts: '1800000001.000900',
    })
  })

  it('finds names within longer texts', () => {
    expect(first({ users: 'U100000,U200000' }).input).toEqual({ users: 'U700000,U800000' })
  })

  it('keeps the distance between dates and their way of writing', () => {
    const { input } = first({ start: '2026-02-25T10:00:00+01:00', end: '2026-02-25T11:30:00+01:00', day: '2026-03-01' })
    expect(input).toEqual({ start: '2026-03-14T10:00:00+01:00', end: '2026-03-14T11:30:00+01:00', day: '2026-03-18' })
  })

  it('writes other texts, and no two alike', () => {
    const input = first({ text: 'Hello to all of you', summary: 'Hello' }).input
    expect(input['text']).not.toContain('Hello')
    expect(input['summary']).not.toBe('Hello')
    expect(input['text']).not.toBe(input['summary'])
  })

  it('leaves single words alone that may be choices of the API', () => {
    expect(first({ order_by: 'updated' }).input).toEqual({ order_by: 'updated' })
  })

  it('adds optional fields where any value will do, and leaves all of them out when asked', () => {
    const input = {
      type: 'object',
      required: ['channel'],
      properties: {
        channel: { type: 'string' },
        unfurl: { type: 'boolean' },
        mode: { enum: ['a', 'b'] },
        limit: { type: 'number' },
        topic: { type: 'string' },
      },
    }
    const schemas = { input, definitions: {} }
    const all = first(
      { channel: 'C111111', topic: 'x y' },
      { schemas, recipe: { ...bold, fields: 'all', boldness: { choices: false, dates: false } } },
    )
    expect(Object.keys(all.input).toSorted()).toEqual(['channel', 'limit', 'mode', 'topic', 'unfurl'])
    const few = first({ channel: 'C111111', topic: 'x y' }, { schemas, recipe: { ...bold, fields: 'required' } })
    expect(few.input).toEqual({ channel: 'C777777' })
  })

  it('writes something for people where nobody tried it, and nothing where a text must have a form', () => {
    const text: JsonObject = { type: 'string' }
    const properties = { description: text, location: text, cursor: text, note: { ...text, format: 'uri' } }
    const schemas = { input: { type: 'object', properties }, definitions: {} }
    const { input } = first({}, { schemas, recipe: { ...bold, fields: 'all' } })
    expect(Object.keys(input).toSorted()).toEqual(['description', 'location'])
    expect(String(input['description']).length).toBeGreaterThan(5)
  })

  it('takes a guest of the counterpart for a guest of the thing, and a counterpart that has some', () => {
    const event = (id: string, ...guests: string[]): AccountObject => ({
      collection: 'events',
      key: id,
      fields: { id, attendees: guests.map((email) => ({ email })) },
      names: ['id'],
    })
    const input = { event: 'ev-00001', email: 'bo@old.example' }
    const account = [event('ev-00001', 'ann@old.example', 'bo@old.example')]
    const others = [event('ev-70001'), event('ev-70002', 'cy@new.example', 'di@new.example')]
    expect(first(input, { account, young: others }).input).toEqual({ event: 'ev-70002', email: 'di@new.example' })
  })

  it('offers other casts when the likeliest one is refused', () => {
    const known: KnownRun = {
      label: 'dry-run-1',
      input: { channel: 'C111111' },
      metadata: undefined,
      otherInputs: [],
      account: old,
    }
    const inputs = [...freshInputs(known, young, bold, { schemas: noSchema, random: plausible(1) })].map(
      ({ input }) => input,
    )
    expect(inputs).toEqual([{ channel: 'C777777' }, { channel: 'C888888' }])
  })
})
