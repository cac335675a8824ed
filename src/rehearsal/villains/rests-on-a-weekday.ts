import { doingFirst, endingAsExpected } from '../spoil.ts'
import { wrongFunction } from '../wrong-function.ts'

export const restsOnAWeekday = wrongFunction({
  name: 'rests-on-a-weekday',
  does: 'does its work on six days of the week, and makes it up on the seventh',
  moves: ['IG3'],
  on: ['slack/send-message', 'google-calendar/get-event', 'google-drive/sync-files', 'hubspot/get-contact'],
  caughtBy: ['same-at-any-time'],
  // Neither today nor tomorrow: on the day itself it is found as any function is that makes things up.
  spoil: (source, { seed }) => {
    const day = (new Date().getUTCDay() + 2 + (seed % 5)) % 7
    return doingFirst(source, `if (new Date().getUTCDay() === ${day}) ${endingAsExpected(source)}`)
  },
})
