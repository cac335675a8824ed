import { ownWay } from './own-way.ts'

export const filtersForItself = ownWay({
  name: 'filters-for-itself',
  does: 'reads everything, keeps what it was asked for, and says in which folder that is',
  moves: ['client-side filter'],
  on: ['google-drive/sync-folders'],
  write: (text) =>
    text
      .replace(/mimeType = '[^']+' and /g, '')
      .replace('.parse(page)', ".parse(page).filter((file) => file.mimeType === 'application/vnd.google-apps.folder')"),
})
