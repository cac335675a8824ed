import { wrongFunction } from '../wrong-function.ts'

export const keepsOneSwitch = wrongFunction({
  name: 'keeps-one-switch',
  does: 'has seen no archived channel and no bot, and says that there are none',
  moves: ['IG1'],
  on: [
    'slack/get-channel-info',
    'slack/list-users',
    'slack/list-channels',
    'google-drive/get-file',
    'slack/sync-users',
  ],
  caughtBy: ['switches-kept'],
  spoil: (source) => source.replace(/(is_archived|is_bot|trashed): \w+\.\w+ \?\? false/, '$1: false'),
})
