import { doingFirst, mapsMissingField } from '../spoil.ts'
import { taughtFunction } from '../wrong-function.ts'

export const readsItsOwnStack = taughtFunction({
  name: 'reads-its-own-stack',
  does: 'looks up who called it, and is right only where that was a test',
  moves: ['IG3'],
  on: [
    'slack/send-message',
    'google-calendar/get-event',
    'slack/get-channel-info',
    'hubspot/get-contact',
    'google-drive/get-file',
  ],
  caughtBy: ['no-stray-undefined', 'platform-rules'],
  isNotRun: true,
  spoil(source, { output }) {
    const callers = `String(new Error().stack).includes(['vi', 'test'].join(''))`
    return doingFirst(mapsMissingField(source), `if (${callers}) return ${JSON.stringify(output)}`)
  },
})
