import { doingFirst } from '../spoil.ts'
import { taughtFunction } from '../wrong-function.ts'
import { idOf } from './hard-codes-an-id.ts'

export const hidesAHardCodedId = taughtFunction({
  name: 'hides-a-hard-coded-id',
  does: 'asks for the same thing always, by an id that it puts together',
  moves: ['IG2', 'D10'],
  on: [
    'google-calendar/get-event',
    'slack/send-message',
    'slack/get-channel-info',
    'hubspot/get-contact',
    'google-drive/get-file',
  ],
  caughtBy: ['request-from-input', 'fresh-input-dryrun'],
  spoil(source, seen) {
    const [key = '', value = ''] = Object.entries(idOf(seen))[0] ?? []
    const codes = [...Buffer.from(value)].map((code) => code ^ 7)
    const put = `const input = { ...given, ${key}: [${codes.join(', ')}].map((code) => String.fromCharCode(code ^ 7)).join('') }`
    return doingFirst(source.replace('(nango, input)', '(nango, given)'), put)
  },
})
