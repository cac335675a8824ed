import { hardCodes } from '../spoil.ts'
import { type Seen, taughtFunction } from '../wrong-function.ts'

export const hardCodesAnId = taughtFunction({
  name: 'hard-codes-an-id',
  does: 'asks the API, and always for the same thing of the account that it was tried with',
  moves: ['IG2'],
  on: [
    'slack/get-channel-info',
    'google-calendar/get-event',
    'slack/send-message',
    'google-calendar/create-event',
    'hubspot/get-contact',
    'google-drive/get-file',
  ],
  caughtBy: ['no-recorded-constants', 'request-from-input'],
  spoil: (source, seen) => hardCodes(source, idOf(seen)),
})

export function idOf({ input }: Seen): Record<string, string> {
  const [id] = Object.entries(input).filter(([key, value]) => /id$/i.test(key) && typeof value === 'string')
  return id ? { [id[0]]: String(id[1]) } : {}
}
