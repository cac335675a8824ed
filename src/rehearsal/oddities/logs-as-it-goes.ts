import { ownWay } from './own-way.ts'

export const logsAsItGoes = ownWay({
  name: 'logs-as-it-goes',
  does: 'says in the log of the connection what it is doing',
  moves: ['logging'],
  on: ['slack/update-message', 'google-calendar/delete-event', 'google-drive/sync-files', 'hubspot/sync-contacts'],
  write: (text) =>
    text
      .replace(/exec: [^{]*\{\n/, `$&    await nango.log('Testing the waters: is the API there?')\n`)
      .replace(
        /^( *)(await nango\.saveCheckpoint\(|if \(modifiedSince|return \{)/m,
        `$1await nango.log('An answer came.')\n$1$2`,
      ),
})
