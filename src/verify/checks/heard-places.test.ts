import { describe, expect, it } from 'vitest'
import type { Json, JsonObject } from '../../lib/json.ts'
import { becameOf } from '../replay/boxed/became.ts'
import type { Scene } from '../replay/boxed/job.ts'
import { changesIn, withValue } from '../replay/boxed/leaves.ts'
import { inputTakes } from '../replay/input-takes.ts'
import { answer, takeResult } from '../testing/samples.ts'
import { heardPlaces } from './heard-places.ts'

interface Tried {
  readonly output: Json
  readonly requests: Json
}

/** Plays a function of the input alone in all takes, as the box would. */
function heard(
  input: JsonObject,
  work: (input: JsonObject) => Tried,
  more: { literals?: string[]; answers?: Json[]; fresh?: string[]; schemas?: JsonObject } = {},
) {
  const { literals = [], answers = [], fresh = [], schemas } = more
  const scene: Scene = { purpose: 'fresh', input, answers: answers.map((response) => answer({ response })), takes: [] }
  const first = work(input)
  const takes = inputTakes(input, {
    seed: 7,
    literals,
    answers: scene.answers,
    ...(schemas && { schemas: { input: schemas, definitions: {} } }),
  })
  const empty = takeResult({ used: [] })
  const played = takes.map((take) => {
    try {
      const { output, requests } = work(withValue(input, take.path, take.value) as JsonObject)
      const became = becameOf(changesIn(first.output, output), changesIn(first.requests, requests))
      return { take, result: { ...empty, became } }
    } catch {
      return { take, result: { ...empty, end: 'threw' as const } }
    }
  })
  const values = fresh.map((name) => ({ path: [name], value: input[name] ?? null, isName: false }))
  const base = { ...empty, output: first.output }
  return Object.fromEntries(heardPlaces({ scene, base, takes: played }, { fresh: values, literals }))
}

const asks = (query: JsonObject, output: Json = 1): Tried => ({ requests: [{ query }], output })

describe('how an input is heard', () => {
  it('is by its value where it is sent, whatever becomes of its form', () => {
    const input = { text: ' Walnut bridge', at: '2027-03-01T10:00:00Z', ids: ['a1', 'b2'], size: 20, note: null }
    const how = heard(input, ({ text, at, ids, size, note }) =>
      asks({
        text: String(text).trim().toLowerCase(),
        at: new Date(String(at)).getTime(),
        ids: Buffer.from((ids as string[]).join(',')).toString('base64'),
        size: Math.min(Number(size), 100),
        ...(note !== null && { note }),
      }),
    )
    expect(new Set(Object.values(how))).toEqual(new Set(['by-value']))
  })

  it('is never where it is thrown away, or merely repeated', () => {
    expect(heard({ query: 'oak' }, () => asks({ q: 'all' }))).toEqual({ query: 'never' })
    expect(heard({ query: 'oak' }, ({ query }) => asks({ q: 'all' }, { query: query! }))).toEqual({ query: 'never' })
  })

  it('is only when absent where one constant stands for every value', () => {
    expect(heard({ query: 'oak' }, ({ query }) => asks(query ? { q: 'all' } : {}))).toEqual({ query: 'when-absent' })
    expect(heard({ query: 'oak tree' }, ({ query }) => asks({ n: String(query).length }))).toEqual({
      query: 'when-absent',
    })
  })

  it('is never where only a value that the source contains would be known', () => {
    const work = ({ query }: JsonObject) => asks({ q: query === 'maple' ? 'maple' : 'all' })
    expect(heard({ query: 'oak' }, work, { literals: ['maple', 'all'], fresh: ['query'] })).toEqual({
      query: 'when-absent',
    })
    expect(heard({ query: 'maple' }, work, { literals: ['maple', 'all'] })).toEqual({ query: 'as-written' })
  })

  it('is by its value in a table, a switch, or a choice of the schema', () => {
    const levels: Record<string, number> = { low: 1, high: 3 }
    const table = ({ level }: JsonObject) => asks({ level: levels[String(level)] ?? 2 })
    expect(heard({ level: 'low' }, table, { literals: ['low', 'high'] })).toEqual({ level: 'by-value' })
    const switched = ({ raw }: JsonObject) => asks(raw === 'true' ? { raw: 1 } : {})
    expect(heard({ raw: 'true' }, switched, { literals: ['true'] })).toEqual({ raw: 'by-value' })
    const schemas = { properties: { order: { enum: ['newest', 'oldest'] } } }
    const ordered = ({ order }: JsonObject) => asks(order === 'newest' ? { desc: 1 } : {})
    expect(heard({ order: 'newest' }, ordered, { schemas, literals: ['newest'] })).toEqual({ order: 'by-value' })
    expect(heard({ order: 'newest' }, () => asks({}), { schemas })).toEqual({ order: 'never' })
  })

  it('is by its value where it is looked up in what was answered, or refused when it is not there', () => {
    const files = [{ name: 'oak' }, { name: 'elm' }]
    const filter = ({ name }: JsonObject) =>
      asks(
        {},
        files.filter((file) => file.name === name),
      )
    expect(heard({ name: 'oak' }, filter, { answers: [files], fresh: ['name'] })).toEqual({ name: 'by-value' })
    expect(heard({ name: 'nothing like it' }, filter, { answers: [files] })).toEqual({ name: 'by-value' })
    const find = ({ name }: JsonObject) => {
      if (!files.some((file) => file.name === name)) throw new Error('not found')
      return asks({})
    }
    expect(heard({ name: 'oak' }, find, { fresh: ['name'] })).toEqual({ name: 'by-value' })
  })

  it('is by its value where a number cuts what was answered', () => {
    const cut = ({ limit }: JsonObject) => asks({}, [1, 2, 3].slice(0, Number(limit)))
    expect(heard({ limit: 50 }, cut)).toEqual({ limit: 'by-value' })
    expect(heard({ limit: 50 }, () => asks({}))).toEqual({ limit: 'never' })
  })
})
