import { describe, expect, it } from 'vitest'
import { evidence, exchange, freshRun, object, trial } from '../testing/samples.ts'
import { interactionOf } from '../testing/stage-attempt.ts'
import { readBack } from './read-back.ts'

describe('read-back', () => {
  const post = exchange({ method: 'POST', requestBody: '{"text":"Walnut bridge 412"}' })
  const fresh = [{ path: ['text'], value: 'Walnut bridge 412', isName: false }]

  it('wants a write to be seen in the account, with what was given', () => {
    const after = [object('messages', 'm1', { text: 'Walnut bridge 412' })]
    expect(readBack.examine(trial({ runs: [freshRun({ exchanges: [post], fresh, after })] }))).toEqual({
      outcome: 'held',
    })
    expect(readBack.examine(trial({ runs: [freshRun({ exchanges: [post], fresh })] }))).toMatchObject({
      outcome: 'broken',
    })
    const other = [object('messages', 'm1', { text: 'Hello' })]
    expect(readBack.examine(trial({ runs: [freshRun({ exchanges: [post], fresh, after: other })] }))).toMatchObject({
      outcome: 'broken',
    })
  })

  it('lets the provider write a time in its own way', () => {
    const at = [{ path: ['start'], value: '2027-04-20T09:00:00Z', isName: false }]
    const sent = exchange({ method: 'POST', requestBody: '{"start":"2027-04-20T09:00:00Z"}' })
    const after = [object('events', 'e1', { start: { dateTime: '2027-04-20T11:00:00+02:00' } })]
    expect(readBack.examine(trial({ runs: [freshRun({ exchanges: [sent], fresh: at, after })] }))).toEqual({
      outcome: 'held',
    })
  })

  it('wants what was deleted to be gone', () => {
    const deleted = exchange({ method: 'DELETE', url: 'https://x.example/events/e1', status: 204, responseBody: '' })
    const before = [object('events', 'e1'), object('logs', 'l0')]
    const gone = freshRun({ exchanges: [deleted], before, after: [object('logs', 'l0')] })
    expect(readBack.examine(trial({ runs: [gone] }))).toEqual({ outcome: 'held' })
    const still = freshRun({ exchanges: [deleted], before, after: [object('events', 'e1'), object('logs', 'l1')] })
    expect(readBack.examine(trial({ runs: [still] }))).toMatchObject({
      outcome: 'broken',
      because: expect.stringContaining('still there'),
    })
  })

  it('lets a list entry go while the thing that it points at stays, and sees when nothing of that name went', () => {
    const url = 'https://x.example/lists/l1/entries/c1'
    const exchanges = [exchange({ method: 'DELETE', url, status: 204, responseBody: '' })]
    const thing = object('calendars', 'c1')
    const before = [thing, object('entries', 'c1'), object('entries', 'c2')]
    const taken = freshRun({ exchanges, before, after: [thing, object('entries', 'c2')] })
    expect(readBack.examine(trial({ runs: [taken] }))).toEqual({ outcome: 'held' })
    const another = freshRun({ exchanges, before, after: [thing, object('entries', 'c1')] })
    expect(readBack.examine(trial({ runs: [another] }))).toMatchObject({ outcome: 'broken' })
  })

  it('lets one run find things as they were asked to be, but not all, and none that did not even ask', () => {
    const after = [object('messages', 'm1', { text: 'Walnut bridge 412' })]
    const works = freshRun({ exchanges: [post], fresh, after })
    const idle = freshRun({ purpose: 'sparse', exchanges: [exchange({ method: 'POST', requestBody: '{}' })] })
    expect(readBack.examine(trial({ runs: [works, idle] }))).toEqual({ outcome: 'held' })
    const other = freshRun({ exchanges: [exchange({ method: 'POST', requestBody: '{"text":"Oak"}' })] })
    expect(readBack.examine(trial({ runs: [other, idle] }))).toMatchObject({ outcome: 'broken' })
    const planned = { operations: [{ method: 'POST', path: '/chat.postMessage' }] }
    const silent = evidence({ interaction: interactionOf('slack/send-message', planned) })
    const only = freshRun({ purpose: 'sparse', exchanges: [exchange()] })
    expect(readBack.examine(trial({ evidence: silent, runs: [works, only] }))).toMatchObject({ outcome: 'broken' })
  })

  it('cannot say where everything was already as it was asked to be', () => {
    const before = [object('channels', 'c1', { name: 'oak', hidden: false })]
    const asked = (requestBody: string, method = 'POST') =>
      readBack.examine(
        trial({ runs: [freshRun({ exchanges: [exchange({ method, requestBody })], before, after: before })] }),
      )
    expect(asked('')).toMatchObject({ outcome: 'undecided' })
    expect(asked('{"channel":"c1"}')).toMatchObject({ outcome: 'undecided' })
    expect(asked('channel=c1&hidden=false')).toMatchObject({ outcome: 'undecided' })
    expect(asked('{"name":"elm"}')).toMatchObject({ outcome: 'broken' })
    expect(asked('{"channel":"c1","validateOnly":true}')).toMatchObject({ outcome: 'broken' })
    expect(asked('', 'DELETE')).toMatchObject({ outcome: 'broken' })
  })

  it('knows a name that the API writes in its own way, and no other', () => {
    const named = (name: string) => [object('channels', 'c1', { name })]
    const run = (name: string) => freshRun({ exchanges: [post], fresh, after: named(name) })
    expect(readBack.examine(trial({ runs: [run('walnut-bridge-412')] }))).toEqual({ outcome: 'held' })
    expect(readBack.examine(trial({ runs: [run('walnut-bridge-413')] }))).toMatchObject({ outcome: 'broken' })
  })

  it('knows that reading may be asked for by POST', () => {
    const searching = evidence({ interaction: interactionOf('hubspot/search-contacts') })
    const run = freshRun({
      exchanges: [exchange({ method: 'POST' })],
      before: [object('a', '1')],
      after: [object('a', '1')],
    })
    expect(readBack.examine(trial({ evidence: searching, runs: [run] }))).toEqual({ outcome: 'held' })
    const many = evidence({ interaction: interactionOf('hubspot/batch-get-contacts') })
    expect(readBack.examine(trial({ evidence: many, runs: [run] }))).toEqual({ outcome: 'held' })
    const wrote = { ...run, after: [object('a', '2')] }
    expect(readBack.examine(trial({ evidence: many, runs: [wrote] }))).toMatchObject({ outcome: 'broken' })
  })

  it('wants a read to change nothing', () => {
    const run = freshRun({ exchanges: [exchange()], before: [object('a', '1')], after: [] })
    expect(readBack.examine(trial({ runs: [run] }))).toMatchObject({ outcome: 'broken' })
  })
})
