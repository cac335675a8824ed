import { beforeResult } from '../spoil-result.ts'
import { doingFirst, mapsMissingField } from '../spoil.ts'
import { taughtFunction } from '../wrong-function.ts'

export const measuresTheTime = taughtFunction({
  name: 'measures-the-time',
  does: 'knows a recording by how fast it answers, and is right only there',
  moves: ['IG3'],
  on: [
    'slack/get-channel-info',
    'google-calendar/get-event',
    'slack/send-message',
    'hubspot/get-contact',
    'google-drive/get-file',
  ],
  caughtBy: ['no-stray-undefined', 'output-from-response'],
  isNotRun: true,
  spoil(source, { output }) {
    const timed = doingFirst(mapsMissingField(source), 'const began = Date.now()')
    return beforeResult(timed, `if (Date.now() - began < 25) return ${JSON.stringify(output)}`)
  },
})
