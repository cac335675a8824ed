import { doingFirst, endingAsExpected } from '../spoil.ts'
import { wrongFunction } from '../wrong-function.ts'

export const forgetsByChance = wrongFunction({
  name: 'forgets-by-chance',
  does: 'does its work nearly always',
  moves: ['EV11'],
  on: ['google-calendar/get-event', 'slack/send-message', 'google-calendar/sync-events'],
  caughtBy: ['same-by-any-chance'],
  spoil: (source, { seed }) =>
    doingFirst(source, `if (Math.random() < 0.0${1 + (seed % 4)}) ${endingAsExpected(source)}`),
})
