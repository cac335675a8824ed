import { wrappingBody } from '../spoil-result.ts'
import { endingAsExpected } from '../spoil.ts'
import { wrongFunction } from '../wrong-function.ts'

export const logsAndGoesOn = wrongFunction({
  name: 'logs-and-goes-on',
  does: 'writes into the log what went wrong, and ends well',
  moves: ['IG7', 'RD6'],
  on: [
    'google-calendar/sync-events',
    'slack/list-users',
    'google-calendar/create-event',
    'hubspot/sync-contacts',
    'google-drive/list-files',
  ],
  caughtBy: ['errors-surface'],
  spoil(source) {
    const log = 'await nango.log(`not fatal: ${String(error)}`)'
    const justified = '// @allowTryCatch one bad answer must not end the whole run'
    return wrappingBody(
      source,
      `${justified}\n    try {`,
      `} catch (error) {\n      ${log}\n      ${endingAsExpected(source)}\n    }`,
    )
  },
})
