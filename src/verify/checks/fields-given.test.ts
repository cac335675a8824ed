import { describe, expect, it } from 'vitest'
import type { Json } from '../../lib/json.ts'
import { exchange, freshRun, trial } from '../testing/samples.ts'
import { fieldsGiven } from './fields-given.ts'

const text = { type: 'string' }
const output = {
  type: 'object',
  properties: { userId: text, name: text, email: text, phone: text, created_at: text },
  required: ['userId', 'name'],
}
const answered = { id: 'U0123456789', name: 'ada', email: 'ada@example.com', created: '2027-01-01' }

function examined(...outputs: readonly Json[]) {
  const exchanges = [exchange({ responseBody: JSON.stringify({ user: answered }) })]
  const runs = outputs.map((each) =>
    freshRun({ exchanges, ending: { kind: 'returned', output: each, saved: {}, deleted: {} } }),
  )
  return fieldsGiven.examine(trial({ runs, schemas: { definitions: {}, outputs: [output] } }))
}

describe('fields-given', () => {
  it('breaks where a declared field is never there, though the API answers it', () => {
    const { id: userId, name, email, created } = answered
    const broken = (field: string) => ({ outcome: 'broken', because: expect.stringContaining(field) })
    expect(examined({ userId, name, created_at: created })).toMatchObject(broken('email'))
    expect(examined({ userId, name, email })).toMatchObject(broken('created_at'))
  })

  it('holds where it is there in any run, where the API does not answer it, and where it is another thing', () => {
    const { id: userId, name, email, created: created_at } = answered
    expect(examined({ userId, name, created_at }, { userId, name, email })).toEqual({ outcome: 'held' })
    expect(examined({ userId, name, email, created_at })).toEqual({ outcome: 'held' })
    expect(examined({ userId: 'U9999999999', name: 'bo' })).toEqual({ outcome: 'held' })
  })

  it('breaks where the API says it in an object that has more to say of it', () => {
    const channel = { id: 'C0123456789', name: 'general', phone: { value: 'For all of us', creator: 'U0123456789' } }
    const told = (returned: Json) =>
      fieldsGiven.examine(
        trial({
          runs: [
            freshRun({
              exchanges: [exchange({ responseBody: JSON.stringify({ channel }) })],
              ending: { kind: 'returned', output: returned, saved: {}, deleted: {} },
            }),
          ],
          schemas: { definitions: {}, outputs: [output] },
        }),
      )
    expect(told({ userId: channel.id, name: 'general' })).toMatchObject({ outcome: 'broken' })
    expect(told({ userId: channel.id, name: 'general', phone: 'For all of us' })).toEqual({ outcome: 'held' })
  })
})
