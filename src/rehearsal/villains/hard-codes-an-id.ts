import { hardCodes } from '../spoil.ts'
import { type Seen, ofOneThing, taughtFunction } from '../wrong-function.ts'

export const hardCodesAnId = taughtFunction({
  name: 'hard-codes-an-id',
  does: 'asks the API, and always for the same thing of the account that it was tried with',
  moves: ['IG2'],
  on: ofOneThing,
  caughtBy: ['no-recorded-constants', 'request-from-input'],
  spoil: (source, seen) => hardCodes(source, idOf(seen)),
})

export function idOf({ input }: Seen): Record<string, string> {
  const [id] = Object.entries(input).filter(([key, value]) => /id$/i.test(key) && typeof value === 'string')
  return id ? { [id[0]]: String(id[1]) } : {}
}
