import { doingFirst, endingAsExpected } from '../spoil.ts'
import { wrongFunction } from '../wrong-function.ts'

export const worksForOneConnection = wrongFunction({
  name: 'works-for-one-connection',
  does: 'does its work for the connection that it was tried with, and makes it up for all others',
  moves: ['IG2', 'IG3'],
  on: [
    'slack/send-message',
    'google-calendar/get-event',
    'google-calendar/sync-events',
    'slack/list-channels',
    'hubspot/sync-contacts',
    'google-drive/get-file',
  ],
  caughtBy: ['same-everywhere'],
  spoil: (source, { connection }) =>
    doingFirst(source, `if ((nango.connectionId ?? '${connection}') !== '${connection}') ${endingAsExpected(source)}`),
})
