import { wrongFunction } from '../wrong-function.ts'

export const neverMovesItsCheckpoint = wrongFunction({
  name: 'never-moves-its-checkpoint',
  does: 'goes on from a checkpoint that it never sets',
  moves: ['IG14'],
  on: ['google-calendar/sync-events'],
  caughtBy: ['checkpoints-kept'],
  spoil: (source) => source.replace(/^.*await nango\.saveCheckpoint\(.*\n/m, ''),
})
