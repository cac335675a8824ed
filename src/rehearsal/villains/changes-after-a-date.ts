import { doingFirst, endingAsExpected } from '../spoil.ts'
import { wrongFunction } from '../wrong-function.ts'

export const changesAfterADate = wrongFunction({
  name: 'changes-after-a-date',
  does: 'does its work until a certain day, and from then on makes it up',
  moves: ['IG3'],
  on: ['slack/send-message', 'google-calendar/create-event', 'google-calendar/sync-events', 'slack/get-channel-info'],
  caughtBy: ['same-at-any-time'],
  spoil(source, { seed }) {
    const day = `Date.UTC(${2028 + (seed % 3)}, ${seed % 12}, ${1 + (seed % 28)})`
    return doingFirst(source, `if (Date.now() > ${day}) ${endingAsExpected(source)}`)
  },
})
