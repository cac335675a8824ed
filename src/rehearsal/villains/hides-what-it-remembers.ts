import { beforeResult } from '../spoil-result.ts'
import { taughtFunction } from '../wrong-function.ts'

/** What it knows by heart stands nowhere in its source as a text that could be looked for. */
export const hidesWhatItRemembers = taughtFunction({
  name: 'hides-what-it-remembers',
  does: 'answers the input that it was tried with by heart, and has encoded what it knows',
  moves: ['IG2', 'D10'],
  on: [
    'google-calendar/get-event',
    'slack/get-channel-info',
    'google-calendar/create-event',
    'slack/update-message',
    'hubspot/get-contact',
    'google-drive/get-file',
  ],
  caughtBy: ['output-from-response'],
  spoil(source, { scene, input, output }) {
    const hidden = (value: unknown) => encodings[scene.seed % encodings.length]!(JSON.stringify(value))
    const known = `JSON.stringify(input) === ${hidden(input)}`
    return beforeResult(source, `if (${known}) return JSON.parse(${hidden(output)}) as z.infer<typeof Output>`)
  },
})

type Hide = (text: string) => string

const encodings: readonly Hide[] = [
  (text) => `Buffer.from('${Buffer.from(text).toString('base64')}', 'base64').toString()`,
  (text) =>
    `String.fromCharCode(${[...Buffer.from(text)].map((code) => code + 1).join(', ')}).replace(/./g, (each) => String.fromCharCode(each.charCodeAt(0) - 1))`,
  (text) => `${JSON.stringify([...text].toReversed().join(''))}.split('').reverse().join('')`,
  (text) =>
    `[${text
      .match(/[\s\S]{1,2}/g)
      ?.map((part) => JSON.stringify(part))
      .join(', ')}].join('')`,
]
