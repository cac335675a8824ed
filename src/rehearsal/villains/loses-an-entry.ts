import { wrongFunction } from '../wrong-function.ts'

export const losesAnEntry = wrongFunction({
  name: 'loses-an-entry',
  does: 'counts wrongly, and leaves out the first or the last of every list',
  moves: ['IG14'],
  on: [
    'slack/list-channels',
    'slack/list-users',
    'google-calendar/sync-events',
    'hubspot/list-contacts',
    'google-drive/list-files',
    'hubspot/sync-contacts',
  ],
  caughtBy: ['entries-kept'],
  spoil(source, { seed }) {
    const rest = ['slice(1)', 'slice(0, -1)'][seed % 2]
    return source.replace(/(page\.(?:channels|members|files|results)|kept)\.map\(/, `$1.${rest}.map(`)
  },
})
