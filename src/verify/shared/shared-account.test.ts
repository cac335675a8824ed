import { describe, expect, it } from 'vitest'
import type { Exchange } from '../../gateway/exchange.ts'
import type { Json } from '../../lib/json.ts'
import type { FreshRun } from '../trial.ts'
import { unseenExchange } from '../unattended.ts'
import { lostFromAnswers } from './lost-from-answers.ts'
import { madeAgain, madeTwice } from './made-twice.ts'
import { givenIn, seenIn } from './seen-state.ts'
import { readSeen, writeSeen } from './write-seen.ts'

interface Asked {
  readonly method?: string
  readonly path: string
  readonly sent?: Json
  readonly answer?: Json
  readonly status?: number
  readonly more?: Partial<Exchange>
}

function exchange({ method = 'GET', path, sent, answer = {}, status = 200, more = {} }: Asked, seq = 1): Exchange {
  const url = `https://api.example/v1/${path}`
  return {
    ...unseenExchange({
      seq,
      during: 'full-1',
      method,
      url,
      endpoint: `v1/${path}`,
      query: [],
      requestHeaders: {},
      requestBody: sent === undefined ? '' : JSON.stringify(sent),
      status,
      responseHeaders: {},
      responseBody: JSON.stringify(answer),
      upstream: 'direct',
    }),
    ...more,
  }
}

function run(asked: readonly Asked[], more: Partial<FreshRun> = {}): FreshRun {
  return {
    label: 'full-1',
    purpose: 'full',
    input: undefined,
    metadata: undefined,
    fresh: [],
    ending: { kind: 'returned', output: {}, saved: {}, deleted: {} },
    exchanges: asked.map((each, at) => exchange(each, at + 1)),
    before: [],
    after: [],
    changing: [],
    made: undefined,
    ...more,
  }
}

const fresh = [{ path: ['title'], value: 'Amber harbour', isName: false }]

describe('what is seen of a live account', () => {
  it('are the things that its API named, by the operation and the place in the answer', () => {
    const list = exchange({
      path: 'rooms',
      answer: { rooms: [{ id: 'r1', owner: { id: 'u7', email: 'a@b.example' } }, { id: 'r2' }] },
    })
    expect(seenIn([list]).map(({ collection, key, names }) => [collection, key, names])).toEqual([
      ['GET v1/rooms rooms[]', 'r1', ['id']],
      ['GET v1/rooms rooms[].owner', 'u7', ['id', 'email']],
      ['GET v1/rooms rooms[]', 'r2', ['id']],
    ])
  })

  it('and what an input names, which stays as it is: ids, addresses of people, what a path is made of', () => {
    const input = {
      room: 'C0123456789',
      to: 'a@b.example',
      hook: 'https://hook.example/1',
      kind: 'general',
      text: 'Hello there',
    }
    const asked = [exchange({ path: 'rooms/general/messages' })]
    expect(givenIn([input], asked).map(({ key }) => key)).toEqual([
      'C0123456789',
      'a@b.example',
      'https://hook.example/1',
      'general',
    ])
  })
})

describe('a write into a live account', () => {
  it('has happened where the answer says what was sent, or the API does when it is asked back', () => {
    const sent = { title: 'Amber harbour' }
    const answered = run([{ method: 'POST', path: 'notes', sent, answer: { id: 'n1', title: 'amber-harbour' } }], {
      fresh,
    })
    expect(writeSeen(answered)).toBeUndefined()
    const silent = { method: 'PATCH', path: 'notes/n1', sent, answer: {} }
    const asked = run([silent], { fresh, askedBack: [{ write: 1, status: 200, body: { title: 'Amber harbour' } }] })
    expect(writeSeen(asked)).toBeUndefined()
    expect(writeSeen(run([silent], { fresh }))).toMatchObject({ outcome: 'undecided' })
  })

  it('is undecided where the API says that it is done and no more', () => {
    const sent = { title: 'Amber harbour' }
    const said = run([{ method: 'POST', path: 'reactions.add', sent, answer: { ok: true } }], { fresh })
    expect(writeSeen(said)).toMatchObject({
      outcome: 'undecided',
      because: expect.stringContaining('reactions.add') as string,
    })
  })

  it('is broken where there was none, and where what was deleted is still there', () => {
    expect(writeSeen(run([{ path: 'notes' }]))).toMatchObject({ outcome: 'broken' })
    const gone = { method: 'DELETE', path: 'notes/n1', status: 204 }
    const back = (status: number, body: Json) => run([gone], { askedBack: [{ write: 1, status, body }] })
    expect(writeSeen(back(404, {}))).toBeUndefined()
    expect(writeSeen(back(200, { id: 'n1', status: 'cancelled' }))).toBeUndefined()
    expect(writeSeen(back(200, { id: 'n1', status: 'confirmed' }))).toMatchObject({ outcome: 'broken' })
    expect(writeSeen(run([gone]))).toMatchObject({ outcome: 'undecided' })
    for (const status of [401, 403, 429, 500, 502])
      expect(writeSeen(back(status, {}))).toMatchObject({ outcome: 'undecided' })
  })

  it('by a function that is to read is undecided, unless its words say that it searches', () => {
    const interaction = { operations: [] } as never
    expect(readSeen(run([{ method: 'POST', path: 'contacts/search' }]), interaction)).toBeUndefined()
    expect(readSeen(run([{ method: 'POST', path: 'contacts' }]), interaction)).toMatchObject({ outcome: 'undecided' })
  })

  it('is made twice where the API names two things for the same words', () => {
    const post = (id: string, title = 'a') => ({ method: 'POST', path: 'notes', sent: { title }, answer: { id } })
    expect(madeTwice([run([post('n1'), post('n2')])])).toMatchObject({ outcome: 'broken' })
    expect(madeTwice([run([post('n1'), post('n1')])])).toEqual({ outcome: 'held' })
    expect(madeTwice([run([post('n1'), post('n2', 'b')])])).toEqual({ outcome: 'held' })
  })

  it('is made again after a lost answer by what the API called it both times', () => {
    const lost = (id: string): Asked => {
      const answer = { status: 200, responseHeaders: {}, responseBody: JSON.stringify({ id }), responseBytes: 1 }
      return {
        method: 'POST',
        path: 'notes',
        more: { status: 0, responseBody: '', madeBy: 'fault', faults: [{ kind: 'lost-answer', ...answer }] },
      }
    }
    const again = (answer: Json, sent?: Json): Asked => ({
      method: 'POST',
      path: 'notes',
      answer,
      ...(sent !== undefined && { sent }),
    })
    expect(madeAgain(run([lost('n1'), again({ id: 'n2' })]))).toMatchObject({ outcome: 'broken' })
    expect(madeAgain(run([lost('n1'), again({ id: 'n1' })]))).toEqual({ outcome: 'held' })
    expect(madeAgain(run([lost('n1'), again({ ok: true })]))).toMatchObject({ outcome: 'undecided' })
    expect(madeAgain(run([lost('n1')]))).toEqual({ outcome: 'held' })
    // Another note before it and after it is no second one of it.
    expect(madeAgain(run([again({ id: 'n0' }, 'a'), lost('n1'), again({ id: 'n1' })]))).toEqual({ outcome: 'held' })
    expect(madeAgain(run([lost('n1'), again({ id: 'n2' }, 'b')]))).toMatchObject({ outcome: 'undecided' })
    expect(madeAgain(run([again({ id: 'n1' }), again({ id: 'n2' })]))).toMatchObject({ outcome: 'undecided' })
  })

  it('that replaces a list must have read it, and keep what was in it', () => {
    const read = { path: 'events/e1', answer: { guests: ['ada@x.example', 'bob@x.example'] } }
    const write = (guests: string[]) => ({ method: 'PATCH', path: 'events/e1', sent: {}, answer: { guests } })
    const all = ['ada@x.example', 'bob@x.example', 'cy@x.example']
    expect(lostFromAnswers([run([read, write(all)])])).toEqual({ outcome: 'held' })
    expect(lostFromAnswers([run([read, write(['cy@x.example'])])])).toMatchObject({ outcome: 'broken' })
    expect(lostFromAnswers([run([write(all)])])).toMatchObject({ outcome: 'undecided' })
    // What is read afterwards does not show what was there.
    expect(lostFromAnswers([run([write(all), read])])).toMatchObject({ outcome: 'undecided' })
    const back = (status: number, body: Json) => run([read, write(all)], { askedBack: [{ write: 2, status, body }] })
    expect(lostFromAnswers([back(200, { guests: all })])).toEqual({ outcome: 'held' })
    expect(lostFromAnswers([back(200, { guests: [] })])).toMatchObject({ outcome: 'broken' })
    expect(lostFromAnswers([back(500, {})])).toMatchObject({ outcome: 'undecided' })
    expect(lostFromAnswers([back(200, { ok: false })])).toMatchObject({ outcome: 'undecided' })
    const silent = { ...write([]), answer: { id: 'e1' } }
    expect(lostFromAnswers([run([read, silent])])).toMatchObject({ outcome: 'undecided' })
    expect(lostFromAnswers([run([{ method: 'POST', path: 'events/e1/guests', answer: { id: 'g' } }])])).toEqual({
      outcome: 'held',
    })
  })
})
