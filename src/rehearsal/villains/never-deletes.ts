import { wrongFunction } from '../wrong-function.ts'

export const neverDeletes = wrongFunction({
  name: 'never-deletes',
  does: 'hears what was deleted, and keeps it',
  moves: ['IG15'],
  on: ['google-calendar/sync-events'],
  caughtBy: ['changes-followed'],
  spoil: (source) => source.replace(/^.*nango\.batchDelete\(.*\n/m, '').replace(/^.*const gone = .*\n/m, ''),
})
