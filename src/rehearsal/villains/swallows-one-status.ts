import { wrappingBody } from '../spoil-result.ts'
import { endingAsExpected } from '../spoil.ts'
import { wrongFunction } from '../wrong-function.ts'

export const swallowsOneStatus = wrongFunction({
  name: 'swallows-one-status',
  does: 'takes one way of failing for success, and reports all others',
  moves: ['IG7'],
  on: [
    'google-calendar/create-event',
    'google-calendar/get-event',
    'slack/send-message',
    'google-calendar/sync-events',
    'hubspot/create-contact',
    'google-sheet/append-values',
  ],
  caughtBy: ['errors-surface'],
  spoil(source, { seed }) {
    const status = [429, 500, 503, 400, 409, 422][seed % 6]
    const swallowed = `if ((error as { response?: { status?: number } }).response?.status === ${status}) ${endingAsExpected(source)}`
    return wrappingBody(source, 'try {', `} catch (error) {\n      ${swallowed}\n      throw error\n    }`)
  },
})
