import { describe, expect, it } from 'vitest'
import type { Json } from '../../lib/json.ts'
import type { Take } from '../replay/boxed/job.ts'
import { answer, takeResult, trial } from '../testing/samples.ts'
import { valuesWhole } from './values-whole.ts'

/** Plays a mapping of one text of an answer, as the replay does. */
function played(whole: string, name: string, map: (text: string) => Json) {
  const output = (value: Json): Json => ({ [name]: map(value === null ? 'null' : String(value)) })
  const base = takeResult({ output: output(whole) })
  const takes = [`${whole}-linden`, '', null].map((value) => ({
    take: { kind: 'response', answer: 0, path: ['id'], value } satisfies Take,
    result: {
      ...base,
      output: output(value),
      outputChanges: JSON.stringify(output(value)) === JSON.stringify(output(whole)) ? [] : [name],
    },
  }))
  const scene = {
    purpose: 'fresh',
    kind: 'action',
    input: {},
    answers: [answer({ response: { id: whole } })],
    takes: takes.map(({ take }) => take),
  }
  return valuesWhole.examine(trial({ replay: { scenes: [{ scene, base, takes }] } as never }))
}

describe('values-whole', () => {
  it('sees an id or a text that was cut', () => {
    const cut = played('4k1q2m9v0d8s7c6b5a', 'eventId', (text) => text.slice(0, 3))
    expect(cut).toMatchObject({ outcome: 'broken', because: expect.stringContaining('eventId is "4k1"') })
    expect(played('Planning of week 7', 'summary', (text) => text.slice(0, 5))?.outcome).toBe('broken')
  })

  it.each<[string, string, string, (text: string) => Json]>([
    ['whole', '4k1q2m9v0d8s7c6b5a', 'eventId', (text) => text],
    ['before a mark', 'ada@example.com', 'user', (text) => text.split('@')[0] ?? ''],
    ['of a time', '2027-03-04T10:00:00Z', 'day', (text) => text.slice(0, 10)],
    ['of seconds', '1503435956.000247', 'seconds', (text) => text.split('.')[0] ?? ''],
    ['that says so', '0a1b2c3d4e5f6a7b', 'shortId', (text) => text.slice(0, 7)],
    ['a constant', 'user12345', 'type', () => 'user'],
  ])('lets go the part %s', (_, whole, name, map) => {
    expect(played(whole, name, map)).toEqual({ outcome: 'held' })
  })
})
