import { withHelper } from '../spoil-result.ts'
import { wrongFunction } from '../wrong-function.ts'

/** What a module holds is gone with it. What stands on an object that Nango gives to all of them stays. */
export const keepsTheFirstAnswer = wrongFunction({
  name: 'keeps-the-first-answer',
  does: 'asks once in its life, and answers everybody after that the same',
  moves: ['IG2'],
  on: ['slack/get-channel-info', 'google-calendar/get-event', 'slack/list-users', 'hubspot/get-contact'],
  caughtBy: ['output-from-response', 'platform-rules'],
  spoil(source, { seed }) {
    const shared = ['URL', 'Buffer', 'URLSearchParams'][seed % 3]
    const asked = source.replace(
      /const response = (await nango\.get\(\{[\s\S]*?\n {4}\}\))\n/,
      'shared.kept ??= $1\n    const response = shared.kept\n',
    )
    return withHelper(asked, `const shared = ${shared} as unknown as { kept?: { data: unknown } }`)
  },
})
