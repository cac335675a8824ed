import { describe, expect, it } from 'vitest'
import { exchange, freshRun, object, trial } from '../testing/samples.ts'
import { valuesKept } from './values-kept.ts'

const long = 'The whole of a text that goes on for longer than anybody thought'
const event = {
  id: 'ev0123456789',
  summary: 'Planning',
  status: 'confirmed',
  description: long,
  start: { dateTime: '2027-04-02T09:00:00Z', timeZone: 'UTC' },
}
const before = ['confirmed', 'confirmed', 'confirmed', 'cancelled', 'cancelled', 'cancelled'].map((status, index) =>
  object('events', `ev-${index}`, { status }),
)

function examined(output: object) {
  const ending = { kind: 'returned', output: output as never, saved: {}, deleted: {} } as const
  const exchanges = [exchange({ responseBody: JSON.stringify({ items: [event, { ...event, id: 'ev9876543210' }] }) })]
  return valuesKept.examine(trial({ runs: [freshRun({ ending, exchanges, before })] }))
}

describe('values-kept', () => {
  it.each([
    ['another of the words of the API', { eventId: event.id, status: 'cancelled' }],
    ['another time', { eventId: event.id, start: '2027-04-02T11:00:00Z' }],
    ['only how a text begins', { eventId: event.id, description: long.slice(0, 40) }],
    ['only how it begins, and says so', { eventId: event.id, description: `${long.slice(0, 40)}…` }],
  ])('breaks for %s', (_, output) => {
    expect(examined(output)).toMatchObject({ outcome: 'broken' })
    expect(examined({ items: [output] })).toMatchObject({ outcome: 'broken' })
  })

  it.each([
    ['the same', { eventId: event.id, status: 'confirmed', description: long, start: '2027-04-02T09:00:00Z' }],
    ['the same time in another zone', { eventId: event.id, start: '2027-04-02T11:00:00+02:00' }],
    ['the day of a time', { eventId: event.id, start: '2027-04-02' }],
    ['the same word in capitals', { eventId: event.id, status: 'CONFIRMED' }],
    ['a word of its own', { eventId: event.id, status: 'on' }],
    ['a short form of a short text', { eventId: event.id, summary: 'Plan' }],
    ['a thing that nobody knows', { eventId: 'other', status: 'cancelled' }],
  ])('holds for %s', (_, output) => {
    expect(examined(output)).toEqual({ outcome: 'held' })
  })

  it('breaks for another time than a thing has whose known values are all in an object within', () => {
    const properties = { email: 'ada@example.com', firstname: 'Ada' }
    const contact = { id: '7', properties, createdAt: '2027-04-02T09:00:00Z' }
    const output = { email: 'ada@example.com', firstName: 'Ada', createdAt: '2027-04-02T11:00:00Z' }
    const ending = { kind: 'returned', output, saved: {}, deleted: {} } as const
    const runs = [freshRun({ ending, exchanges: [exchange({ responseBody: JSON.stringify(contact) })], before })]
    expect(valuesKept.examine(trial({ runs }))).toMatchObject({ outcome: 'broken' })
  })

  it('breaks for one phrase where the API says another each time, and holds for a word, or a note of its own', () => {
    const asked = ['Lobby walnut timber 274', 'Walnut cabinet pebble 256']
    const told = (output: object) =>
      valuesKept.examine(
        trial({
          runs: asked.map((text, index) => {
            const answer = { channel: 'C0123456789', message: { text, user: `U012345678${index}`, subtype: text } }
            const ending = { kind: 'returned', output: { channel: 'C0123456789', ...output }, saved: {}, deleted: {} }
            return freshRun({
              ending: ending as never,
              exchanges: [exchange({ responseBody: JSON.stringify(answer) })],
            })
          }),
        }),
      )
    expect(told({ text: 'The stand-up moves to ten' })).toMatchObject({
      outcome: 'broken',
      because: expect.stringContaining('text is always'),
    })
    expect(told({ text: 'sent' })).toEqual({ outcome: 'held' })
    expect(told({ message: 'The message was sent' })).toEqual({ outcome: 'held' })
    expect(told({ note: 'The message was sent' })).toEqual({ outcome: 'held' })
  })
})
