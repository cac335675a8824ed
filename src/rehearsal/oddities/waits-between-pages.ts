import { ownWay } from './own-way.ts'

export const waitsBetweenPages = ownWay({
  name: 'waits-between-pages',
  does: 'waits a moment after each page, so as not to press the API',
  moves: ['timers'],
  on: ['slack/sync-users', 'google-calendar/sync-events', 'google-drive/sync-files', 'hubspot/sync-contacts'],
  write: (text) =>
    text.replace(
      /^( *)(.*await nango\.saveCheckpoint\(.*\))\n/m,
      '$1$2\n$1await new Promise((resolve) => setTimeout(resolve, 20))\n',
    ),
})
