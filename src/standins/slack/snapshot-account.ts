import { accountObject, type AccountObject, type AccountState } from '../stand-in.ts'
import type { Account } from './account.ts'
import { fieldsOf, type Row } from './tables.ts'
import { channelView, fileView, lastRead, messageView, plain, reminderView, usergroupView, userView } from './views.ts'

/** The whole workspace, in the order in which it came to be. */
export function snapshotAccount(account: Account): AccountState {
  return [
    accountObject('team', account.team.id, { ...account.team }, ['id']),
    ...users(account),
    ...channels(account),
    ...account.messages
      .all()
      .map((row) =>
        accountObject(
          'messages',
          `${row.channel_id}:${row.ts}`,
          { channel: row.channel_id, ...messageView(row, account) },
          ['ts'],
        ),
      ),
    ...rows(account.ephemeralMessages, 'ephemeralMessages', 'ts'),
    ...rows(account.scheduledMessages, 'scheduledMessages', 'scheduled_message_id'),
    ...account.files.all().map((row) => accountObject('files', String(row['file_id']), fileView(row), ['id', 'name'])),
    ...account.pins.all().map(pin),
    ...rows(account.bookmarks, 'bookmarks', 'bookmark_id'),
    ...account.usergroups
      .all()
      .map((row) =>
        accountObject('usergroups', String(row['usergroup_id']), usergroupView(row, account, true), ['id', 'handle']),
      ),
    ...account.reminders
      .all()
      .map((row) => accountObject('reminders', String(row['reminder_id']), reminderView(row), ['id'])),
    ...account.emoji
      .all()
      .map((row) =>
        accountObject('emoji', String(row['name']), plain({ name: row['name'], url: row['url'] }), ['name']),
      ),
  ]
}

function users(account: Account): AccountObject[] {
  return account.users.all().map((row) => {
    const { presence, manual_presence, dnd_start, dnd_end, snooze_endtime = 0 } = row
    const fields = {
      ...userView(row, { emails: true }),
      ...plain({ presence, manual_presence, dnd_start, dnd_end, snooze_endtime }),
    }
    return accountObject('users', row.user_id, fields, ['id', 'name', 'profile.email'])
  })
}

/** Each channel and, as objects of their own, who is in it: a join or an invitation then shows as one object more. */
function channels(account: Account): AccountObject[] {
  const rows = account.channels.all()
  const members = rows.flatMap((row) =>
    row.members.map((user) =>
      accountObject('members', `${row.channel_id}:${user}`, { channel: row.channel_id, user }, []),
    ),
  )
  const seen = rows.map((row) => {
    const fields = { ...channelView(row, account), last_read: lastRead(row, account) }
    return accountObject('channels', row.channel_id, fields, ['id', 'name'])
  })
  return [...seen, ...members]
}

function pin(row: Row): AccountObject {
  const fields = plain({
    channel: row['channel_id'],
    message: row['message_ts'],
    created: row['created'],
    created_by: row['created_by'],
  })
  return accountObject('pins', `${String(row['channel_id'])}:${String(row['message_ts'])}`, fields, [])
}

function rows(table: { all(): Row[] }, collection: string, key: string): AccountObject[] {
  return table.all().map((row) => {
    const fields = plain({ id: row[key], channel: row['channel_id'], ...fieldsOf(row, key, 'channel_id') })
    return accountObject(collection, String(row[key]), fields, ['id'])
  })
}
