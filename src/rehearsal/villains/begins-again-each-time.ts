import { wrongFunction } from '../wrong-function.ts'

export const beginsAgainEachTime = wrongFunction({
  name: 'begins-again-each-time',
  does: 'sets a checkpoint, and never looks at it',
  moves: ['IG14'],
  on: ['google-calendar/sync-events'],
  caughtBy: ['checkpoints-kept'],
  spoil: (source) =>
    source.replace(
      'let updatedMin = checkpoint?.updatedMin',
      'let updatedMin = checkpoint ? undefined : undefined as string | undefined',
    ),
})
