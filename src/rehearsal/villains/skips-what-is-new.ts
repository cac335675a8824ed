import { wrongFunction } from '../wrong-function.ts'

export const skipsWhatIsNew = wrongFunction({
  name: 'skips-what-is-new',
  does: 'goes on a day after the place where it was',
  moves: ['IG14'],
  on: ['google-calendar/sync-events'],
  caughtBy: ['changes-followed'],
  spoil: (source) =>
    source.replace(
      /if \(updatedMin !== undefined\) await nango\.saveCheckpoint\(\{ updatedMin \}\)/,
      'if (updatedMin !== undefined) await nango.saveCheckpoint({ updatedMin: new Date(Date.parse(updatedMin) + 86_400_000).toISOString() })',
    ),
})
