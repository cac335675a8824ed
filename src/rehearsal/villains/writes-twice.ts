import { wrongFunction } from '../wrong-function.ts'

/** Both calls are real: the API has two of what should be one. */
export const writesTwice = wrongFunction({
  name: 'writes-twice',
  does: 'makes its request once more, to be sure',
  moves: ['IG16'],
  on: [
    'slack/send-message',
    'google-calendar/create-event',
    'google-drive/create-folder',
    'google-sheet/append-values',
  ],
  caughtBy: ['written-once'],
  spoil: (source) => source.replace(/ {4}const response = (await nango\.post\(\{[\s\S]*?\n {4}\}\))\n/, '$&    $1\n'),
})
