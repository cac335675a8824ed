import { changingResult, withHelper } from '../spoil-result.ts'
import { wrongFunction } from '../wrong-function.ts'

export const cutsLongTexts = wrongFunction({
  name: 'cuts-long-texts',
  does: 'returns no text longer than those that it has seen',
  moves: ['A16'],
  on: ['slack/send-message', 'google-calendar/get-event', 'google-calendar/sync-events', 'slack/update-message'],
  caughtBy: ['values-whole'],
  spoil(source, { seed }) {
    const cut = `typeof value === 'string' ? value.slice(0, ${120 + (seed % 60)}) : value`
    const helper = `function short<result>(whole: result): result {
  return JSON.parse(JSON.stringify(whole), (_key, value: unknown) => (${cut})) as result
}`
    return withHelper(
      changingResult(source, (result) => `short(${result})`),
      helper,
    )
  },
})
