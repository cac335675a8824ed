import { endingAsExpected } from '../spoil.ts'
import { wrongFunction } from '../wrong-function.ts'

export const ignoresARefusalInTheAnswer = wrongFunction({
  name: 'ignores-a-refusal-in-the-answer',
  does: 'takes a status of 200 for success, whatever the answer says',
  moves: ['IG7', 'EV9', 'A07'],
  on: ['slack/send-message', 'slack/list-channels', 'slack/update-message', 'slack/get-channel-info'],
  caughtBy: ['errors-surface'],
  spoil: (source) => source.replace(/throw new nango\.ActionError\(\{[\s\S]*?\n {6}\}\)/, endingAsExpected(source)),
})
