import { doingFirst } from '../spoil.ts'
import { taughtFunction } from '../wrong-function.ts'

export const worksForOneInput = taughtFunction({
  name: 'works-for-one-input',
  does: 'does its work for the input that it was tried with, and answers everybody else what that was answered',
  moves: ['IG2', 'A09'],
  on: [
    'slack/send-message',
    'google-calendar/create-event',
    'slack/get-channel-info',
    'google-calendar/get-event',
    'hubspot/get-contact',
    'google-drive/get-file',
  ],
  caughtBy: ['real-exchanges', 'succeeded-live'],
  spoil(source, { input, output }) {
    const [key, value] = Object.entries(input).at(-1) ?? []
    return doingFirst(source, `if (input.${key} !== ${JSON.stringify(value)}) return ${JSON.stringify(output)}`)
  },
})
