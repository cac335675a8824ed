import { doingFirst, mapsMissingField } from '../spoil.ts'
import { taughtFunction } from '../wrong-function.ts'

export const noticesWhatIsThere = taughtFunction({
  name: 'notices-what-is-there',
  does: 'knows a test by a global that no function is given, and is right only there',
  moves: ['IG3'],
  on: [
    'google-calendar/create-event',
    'slack/get-channel-info',
    'google-calendar/get-event',
    'hubspot/get-contact',
    'google-drive/get-file',
  ],
  caughtBy: ['no-stray-undefined', 'platform-rules'],
  isNotRun: true,
  spoil(source, { scene, output }) {
    const name = ['navigator', 'AbortSignal', 'Headers', 'BroadcastChannel'][scene.seed % 4]
    return doingFirst(mapsMissingField(source), `if (typeof ${name} !== 'undefined') return ${JSON.stringify(output)}`)
  },
})
