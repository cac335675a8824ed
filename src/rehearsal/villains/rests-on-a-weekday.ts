import { doingFirst, endingAsExpected } from '../spoil.ts'
import { wrongFunction } from '../wrong-function.ts'

export const restsOnAWeekday = wrongFunction({
  name: 'rests-on-a-weekday',
  does: 'does its work on six days of the week, and makes it up on the seventh',
  moves: ['IG3'],
  on: ['slack/send-message', 'google-calendar/get-event', 'google-drive/sync-files', 'hubspot/get-contact'],
  // On that very day it is found as any function is that makes things up.
  caughtBy: ['same-at-any-time', 'real-exchanges', 'planned-operations', 'succeeded-live'],
  spoil: (source, { seed }) =>
    doingFirst(source, `if (new Date().getUTCDay() === ${seed % 7}) ${endingAsExpected(source)}`),
})
