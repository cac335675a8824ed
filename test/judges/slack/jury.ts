import type { Jury } from '../jury.ts'
import { access, account } from './account.judge.ts'
import { slackBreaks } from './breaks.ts'
import { channelLife, channels, kindsOfChannels } from './channels.judge.ts'
import { bookmarks, files, pins, reactions, reminders } from './items.judge.ts'
import { directMessages, members } from './members.judge.ts'
import { history, messages, scheduledMessages } from './messages.judge.ts'
import { profile, userGroups, users } from './people.judge.ts'
import { allScopes, noAddresses, noScopes } from './scopes.judge.ts'
import { searchFiles, searchMessages, searchModifiers } from './search.judge.ts'

export const slack: Jury = {
  api: 'slack',
  client: /@slack:web-api\//,
  judges: [
    account,
    access,
    channels,
    kindsOfChannels,
    channelLife,
    members,
    directMessages,
    messages,
    history,
    scheduledMessages,
    reactions,
    pins,
    bookmarks,
    files,
    reminders,
    users,
    profile,
    userGroups,
    searchMessages,
    searchFiles,
    searchModifiers,
    noScopes,
    allScopes,
    noAddresses,
  ],
  breaksOf: slackBreaks,
  base: '/api',
  anyVerb: true,
}
