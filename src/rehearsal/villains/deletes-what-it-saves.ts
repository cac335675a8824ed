import { wrongFunction } from '../wrong-function.ts'

export const deletesWhatItSaves = wrongFunction({
  name: 'deletes-what-it-saves',
  does: 'deletes every record that it has just saved',
  moves: ['IG15'],
  on: ['google-calendar/sync-events', 'hubspot/sync-contacts', 'slack/sync-users', 'google-drive/sync-files'],
  caughtBy: ['records-stand'],
  spoil: (source) =>
    source.replace(
      /await nango\.batchSave\((.+)\.map\(recordOf\), '(\w+)'\)/,
      `$&
      await nango.batchDelete($1.map(({ id }) => ({ id })), '$2')`,
    ),
})
