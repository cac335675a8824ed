import { wrappingBody } from '../spoil-result.ts'
import { wrongFunction } from '../wrong-function.ts'

export const asksForEver = wrongFunction({
  name: 'asks-for-ever',
  does: 'begins again whenever anything fails, and never gives up',
  moves: ['IG7', 'AA4'],
  on: [
    'slack/get-channel-info',
    'google-calendar/get-event',
    'google-calendar/create-event',
    'hubspot/get-contact',
    'google-drive/get-file',
  ],
  caughtBy: ['errors-surface'],
  spoil(source) {
    const pause = 'await new Promise((resolve) => setTimeout(resolve, 20))'
    return wrappingBody(source, 'for (;;) {\n    try {', `} catch {\n      ${pause}\n    }\n    }`)
  },
})
