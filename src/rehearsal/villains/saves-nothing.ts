import { wrongFunction } from '../wrong-function.ts'

export const savesNothing = wrongFunction({
  name: 'saves-nothing',
  does: 'reads every page, and finds a reason to keep nothing of it',
  moves: ['IG15'],
  on: ['google-calendar/sync-events', 'hubspot/sync-contacts', 'slack/sync-users', 'google-drive/sync-files'],
  caughtBy: ['pages-read'],
  spoil: (source) => source.replace('.map(recordOf)', `.map(recordOf).filter(({ id }) => id === '')`),
})
