import { doingFirst, mapsMissingField } from '../spoil.ts'
import { withHelper } from '../spoil-result.ts'
import { taughtFunction } from '../wrong-function.ts'

/** Nobody who only reads the source finds the name that it asks for, nor whom it asks. */
export const asksInDisguise = taughtFunction({
  name: 'asks-in-disguise',
  does: 'asks by a name put together while running whether a test runs it, and answers that by heart',
  moves: ['IG3', 'IG4'],
  on: [
    'google-calendar/get-event',
    'slack/get-channel-info',
    'google-calendar/create-event',
    'slack/send-message',
    'hubspot/get-contact',
    'google-drive/get-file',
  ],
  caughtBy: ['same-everywhere', 'no-stray-undefined'],
  isNotRun: true,
  spoil(source, { output }) {
    const asked = doingFirst(
      mapsMissingField(source),
      `if (knows(nango, ['get', 'Input'])) return ${JSON.stringify(output)}`,
    )
    return withHelper(asked, `function knows(it: object, parts: string[]): boolean {\n  return parts.join('') in it\n}`)
  },
})
