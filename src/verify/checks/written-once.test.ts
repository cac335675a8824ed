import { describe, expect, it } from 'vitest'
import type { AccountObject } from '../../standins/stand-in.ts'
import { exchange, evidence, freshRun, object, trial } from '../testing/samples.ts'
import { interactionOf } from '../testing/stage-attempt.ts'
import { nothingLost } from './nothing-lost.ts'
import { writtenOnce } from './written-once.ts'

const post = (path: string, id: string, requestBody = '{"text":"hi"}') =>
  exchange({ method: 'POST', url: `https://api.test/${path}`, requestBody, responseBody: JSON.stringify({ id }) })
const planned = evidence({
  interaction: interactionOf('slack/send-message', { operations: [{ method: 'POST', path: 'messages' }] }),
})
const examined = (exchanges: ReturnType<typeof post>[], made: readonly string[]) =>
  writtenOnce.examine(
    trial({ evidence: planned, runs: [freshRun({ exchanges, after: made.map((key) => object('messages', key)) })] }),
  )

describe('written-once', () => {
  it('breaks where the same request has made two things, or another one has made something', () => {
    expect(examined([post('messages', 'm1'), post('messages', 'm2')], ['m1', 'm2'])).toMatchObject({
      outcome: 'broken',
    })
    expect(examined([post('messages', 'm1'), post('events', 'e1')], ['m1', 'e1'])).toMatchObject({ outcome: 'broken' })
  })

  it('breaks where something is made that has nothing of what was given', () => {
    const exchanges = [post('messages', 'm1', '{"text":"given text"}'), post('messages', 'm2', '{"text":"of its own"}')]
    const fresh = [{ path: ['text'], value: 'given text', isName: false }]
    const after = ['m1', 'm2'].map((key) => object('messages', key))
    const result = writtenOnce.examine(trial({ evidence: planned, runs: [freshRun({ exchanges, fresh, after })] }))
    expect(result).toMatchObject({ outcome: 'broken', because: expect.stringContaining('nobody') })
  })

  it('breaks where a row is there twice, and not where a text stands in two places', () => {
    const append = exchange({
      method: 'POST',
      url: 'https://api.test/messages',
      requestBody: '{"rows":[["given text"]]}',
    })
    const table = (fields: AccountObject['fields']) => [object('tables', 't1', fields)]
    const twice = (fields: AccountObject['fields']) =>
      writtenOnce.examine(
        trial({
          evidence: planned,
          runs: [
            freshRun({
              exchanges: [append, append],
              input: { rows: [['given text']] },
              before: table({ rows: [] }),
              after: table(fields),
            }),
          ],
        }),
      )
    expect(twice({ rows: [['given text'], ['given text']] })).toMatchObject({ outcome: 'broken' })
    expect(twice({ rows: [['given text']], title: 'given text' })).toEqual({ outcome: 'held' })
  })

  it('lets pass what is asked for twice and made once, what differs, and what only reads by POST', () => {
    expect(examined([post('messages', 'm1'), post('messages', 'm1')], ['m1'])).toEqual({ outcome: 'held' })
    const two = [post('messages', 'm1'), post('messages', 'm2', '{"text":"and"}')]
    expect(examined(two, ['m1', 'm2'])).toEqual({ outcome: 'held' })
    expect(examined([post('search', 'old'), post('search', 'old'), post('messages', 'm1')], ['m1'])).toEqual({
      outcome: 'held',
    })
  })
})

describe('nothing-lost', () => {
  const guests = (...emails: string[]) => [object('events', 'e1', { guests: emails.map((email) => ({ email })) })]
  const lost = (name: string, before: string[], after: string[]) =>
    nothingLost.examine(
      trial({
        evidence: evidence({ interaction: interactionOf(`google-calendar/${name}`) }),
        runs: [freshRun({ before: guests(...before), after: guests(...after) })],
      }),
    )

  it('breaks where adding to a list has taken something out of it', () => {
    expect(lost('add-attendee', ['ada@x.test', 'bo@x.test'], ['cy@x.test'])).toMatchObject({ outcome: 'broken' })
  })

  it('lets pass what adds, and is not asked of what replaces', () => {
    expect(lost('add-attendee', ['ada@x.test'], ['cy@x.test', 'ada@x.test'])).toEqual({ outcome: 'held' })
    expect(lost('set-attendees', ['ada@x.test'], ['cy@x.test'])).toBeUndefined()
  })
})
