import { expect, it } from 'vitest'
import type { Argument, Draft } from './draft.ts'
import { learnFrom } from './learn.ts'
import { noLessons } from './lessons.ts'
import { readOperation } from './read-page.ts'

const operation = readOperation(`# boxes.create · Create a box

POST /shop/boxes
Body: JSON, Box

- key: string, required. What it is called in code
- colour: string. What it looks like
- domain: string. Where it is`)!
const key: Argument = {
  field: operation.body[0]!,
  place: 'body',
  isRequired: true,
  shape: { kind: 'text' },
  value: 'Walnut 4',
}
const draft: Draft = { operation, args: [key], fixed: [], envelope: undefined }
const refused = (because: string) =>
  learnFrom({ kind: 'failed', because: JSON.stringify({ domain: 'global', message: because }), status: 400 }, draft, {
    ...noLessons,
  })

it('writes a name as code is written when it has to be', () => {
  expect(refused('The value of key: it must be lower case letters and digits').coded).toEqual(['key'])
})

it('gives what an error misses, and not what the error calls its own fields', () => {
  expect(refused('The colour is required').wanted).toEqual(['colour'])
})
