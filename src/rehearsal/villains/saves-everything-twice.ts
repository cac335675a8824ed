import { wrongFunction } from '../wrong-function.ts'

export const savesEverythingTwice = wrongFunction({
  name: 'saves-everything-twice',
  does: 'saves each record under two ids',
  moves: ['IG15'],
  on: ['google-calendar/sync-events', 'hubspot/sync-contacts', 'slack/sync-users', 'google-drive/sync-files'],
  caughtBy: ['records-stand'],
  spoil: (source) =>
    source.replace('.map(recordOf)', '.map(recordOf).flatMap((each) => [each, { ...each, id: `${each.id}-copy` }])'),
})
