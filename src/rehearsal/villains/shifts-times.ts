import { changingResult, withHelper } from '../spoil-result.ts'
import { wrongFunction } from '../wrong-function.ts'

export const shiftsTimes = wrongFunction({
  name: 'shifts-times',
  does: 'takes the zone of a time for its own, and is some hours off',
  moves: ['A16'],
  on: [
    'google-calendar/get-event',
    'google-calendar/sync-events',
    'google-calendar/create-event',
    'google-drive/sync-files',
    'hubspot/get-contact',
  ],
  caughtBy: ['values-kept'],
  spoil(source, { seed }) {
    const time = String.raw`/^\d{4}-\d{2}-\d{2}T/`
    const shifted = `new Date(Date.parse(value) + ${(1 + (seed % 9)) * 3_600_000}).toISOString()`
    const helper = `function local<result>(whole: result): result {
  const shifted = (value: unknown) => (typeof value === 'string' && ${time}.test(value) ? ${shifted} : value)
  return JSON.parse(JSON.stringify(whole), (_key, value: unknown) => shifted(value)) as result
}`
    return withHelper(
      changingResult(source, (result) => `local(${result})`),
      helper,
    )
  },
})
