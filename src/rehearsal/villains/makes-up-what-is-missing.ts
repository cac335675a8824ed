import { wrappingBody } from '../spoil-result.ts'
import { endingAsExpected } from '../spoil.ts'
import { wrongFunction } from '../wrong-function.ts'

export const makesUpWhatIsMissing = wrongFunction({
  name: 'makes-up-what-is-missing',
  does: 'answers with a thing of its own making where the API says that there is none',
  moves: ['IG8'],
  on: ['google-calendar/get-event', 'google-calendar/add-attendee', 'hubspot/get-contact', 'google-drive/get-file'],
  caughtBy: ['not-found-surfaces'],
  spoil(source) {
    const missing = `if (!/status code (404|410)/.test(String(error))) throw error`
    return wrappingBody(
      source,
      'try {',
      `} catch (error) {\n      ${missing}\n      ${endingAsExpected(source)}\n    }`,
    )
  },
})
