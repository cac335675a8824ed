import { changingResult } from '../spoil-result.ts'
import { type Seen, taughtFunction } from '../wrong-function.ts'

export const keepsOneField = taughtFunction({
  name: 'keeps-one-field',
  does: 'returns what the API answers, but for one field, which is as it once was',
  moves: ['IG1'],
  on: [
    'slack/get-channel-info',
    'google-calendar/get-event',
    'google-calendar/create-event',
    'slack/send-message',
    'hubspot/get-contact',
    'google-drive/get-file',
  ],
  caughtBy: ['output-from-response', 'values-kept'],
  spoil: (source, seen) => changingResult(source, (result) => `{ ...${result}, ${constantOf(seen)} }`),
})

/** One that every thing has, and that names no other. */
function constantOf({ scene, output }: Seen): string {
  const texts = Object.entries(output).filter(([key, value]) => typeof value === 'string' && !/(id|link)$/i.test(key))
  const [key, value] = texts[scene.seed % texts.length] ?? []
  return `${key}: ${JSON.stringify(value)}`
}
