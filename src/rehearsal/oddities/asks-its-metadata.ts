import { ownWay, variant } from './own-way.ts'

export const asksItsMetadata = ownWay({
  name: 'asks-its-metadata',
  does: "is told by the connection's metadata what to keep",
  moves: ['metadata'],
  on: ['google-calendar/sync-events', 'google-drive/sync-files'],
  write: variant('metadata'),
  metadata: ({ api }) =>
    api === 'google-drive'
      ? { mimeTypes: ['application/pdf', 'application/vnd.google-apps.folder'] }
      : { calendarId: 'primary' },
})
