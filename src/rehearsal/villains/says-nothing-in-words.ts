import { changingResult, withHelper } from '../spoil-result.ts'
import { resultFields } from '../spoil.ts'
import { wrongFunction } from '../wrong-function.ts'

export const saysNothingInWords = wrongFunction({
  name: 'says-nothing-in-words',
  does: 'makes a text of what is not there',
  moves: ['IG12'],
  on: ['google-calendar/get-event', 'google-calendar/sync-events', 'slack/list-users'],
  caughtBy: ['no-stray-undefined'],
  spoil(source, { seed }) {
    const often = /^(description|location|email)$/
    const missing = resultFields(source).find(({ key }) => often.test(key))?.key ?? 'email'
    if (missing === 'email') return source.replace(/\.\.\.\((.*\.email) !== undefined && .*/, 'email: String($1),')
    const helper = `function inWords<result extends { ${missing}?: string | undefined }>(whole: result): result {
  return { ...whole, ${missing}: String(whole.${missing} ?? ${['undefined', 'null'][seed % 2]}) }
}`
    return withHelper(
      changingResult(source, (result) => `inWords(${result})`),
      helper,
    )
  },
})
