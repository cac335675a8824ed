import { wrongFunction } from '../wrong-function.ts'

export const sendsNullForNothing = wrongFunction({
  name: 'sends-null-for-nothing',
  does: 'sends the word for nothing where it was given none',
  moves: ['IG2'],
  on: ['google-calendar/create-event'],
  caughtBy: ['no-stray-undefined'],
  spoil: (source) =>
    source.replaceAll(/\.\.\.\((input\.\w+) !== undefined && \{ (\w+): input\.\w+ \}\)/g, '$2: String($1 ?? null)'),
})
