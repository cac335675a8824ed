import { changingResult, withHelper } from '../spoil-result.ts'
import { taughtFunction } from '../wrong-function.ts'

export const answersAsJson = taughtFunction({
  name: 'answers-as-json',
  does: 'returns what it should, which turns into what it once was when it is sent',
  moves: ['IG1'],
  on: ['slack/get-channel-info', 'google-calendar/get-event', 'hubspot/get-contact', 'google-drive/get-file'],
  caughtBy: ['output-from-response'],
  spoil(source, { output }) {
    const wrapped = changingResult(source, (result) => `new Kept(${result}) as unknown as z.infer<typeof Output>`)
    const helper = `class Kept {
  constructor(whole: object) {
    Object.assign(this, whole)
  }
  toJSON(): object {
    return ${JSON.stringify(output)}
  }
}`
    return withHelper(wrapped, helper)
  },
})
