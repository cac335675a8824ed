import type { Json, JsonObject } from '../../lib/json.ts'
import type { Account, ChannelRow, MessageRow, UserRow } from './account.ts'
import { fieldsOf, type Row } from './tables.ts'

/** What a client may see of a row. */
export interface Sight {
  readonly emails: boolean
}

export function userView(row: UserRow, { emails }: Sight): JsonObject {
  const { email, ...rest } = row.profile
  return plain({
    id: row.user_id,
    team_id: row['team_id'],
    name: row.name,
    deleted: row.deleted,
    real_name: row.real_name,
    ...row.more,
    profile: { ...blankProfile, ...rest, ...(emails && email !== undefined ? { email } : {}) },
    is_admin: row.is_admin,
    is_bot: row.is_bot,
    is_app_user: false,
  })
}

const blankProfile = {
  title: '',
  phone: '',
  skype: '',
  status_text: '',
  status_emoji: '',
  status_emoji_display_info: [],
  status_expiration: 0,
  huddle_state: 'default_unset',
  huddle_state_expiration_ts: 0,
}

export function channelView(row: ChannelRow, account: Account): JsonObject {
  if (row.is_im) return directView(row, account)
  return plain({
    id: row.channel_id,
    name: row.name,
    name_normalized: row.name,
    is_channel: !row.is_private && !row.is_mpim,
    is_group: row.is_private && !row.is_mpim,
    is_im: false,
    is_mpim: row.is_mpim ?? false,
    is_private: row.is_private,
    created: createdSeconds(row),
    is_archived: row.is_archived,
    is_general: row.is_general ?? false,
    unlinked: 0,
    is_shared: false,
    is_ext_shared: false,
    is_org_shared: false,
    is_pending_ext_shared: false,
    pending_shared: [],
    context_team_id: account.team.id,
    updated: Date.parse(row.updated_at),
    parent_conversation: null,
    creator: row.creator,
    shared_team_ids: [account.team.id],
    pending_connected_team_ids: [],
    is_member: row.members.includes(account.app.userId),
    topic: row['topic'],
    purpose: row['purpose'],
    previous_names: row.previous_names ?? [],
    num_members: row.members.length,
  })
}

/** Up to which message the token's user has read. */
export function lastRead(row: ChannelRow, account: Account): string {
  const read = row['last_read'] as Readonly<Record<string, string>> | undefined
  return read?.[account.app.userId] ?? '0000000000.000000'
}

function directView(row: ChannelRow, account: Account): JsonObject {
  const open = row['is_open_by_user'] as Record<string, boolean> | undefined
  return plain({
    id: row.channel_id,
    created: createdSeconds(row),
    is_im: true,
    is_org_shared: false,
    context_team_id: account.team.id,
    updated: Date.parse(row.updated_at),
    is_archived: row.is_archived,
    is_open: open?.[account.app.userId] ?? false,
    user: row['user'],
    is_user_deleted: false,
    priority: 0,
  })
}

/** A message as history shows it: emulate's row without its own columns and without what is empty. */
export function messageView(row: MessageRow, account: Account): JsonObject {
  const fields = fieldsOf(row, 'channel_id')
  const replies = Number(fields['reply_count'] ?? 0)
  const reactions = fields['reactions'] as readonly Json[] | undefined
  const files = fields['files'] as readonly Row[] | undefined
  return plain({
    ...fields,
    ...messageExtras(row.user, account),
    reply_count: replies > 0 ? replies : undefined,
    reply_users: replies > 0 ? fields['reply_users'] : undefined,
    reply_users_count: replies > 0 ? (fields['reply_users'] as readonly string[]).length : undefined,
    reactions: reactions && reactions.length > 0 ? reactions : undefined,
    files: files?.map(fileView),
  })
}

export function permalinkOf({ channel_id, ts, thread_ts }: MessageRow, account: Account): string {
  const address = `https://${account.team.domain}.slack.com/archives/${channel_id}/p${ts.replace('.', '')}`
  return thread_ts === undefined || thread_ts === ts ? address : `${address}?thread_ts=${thread_ts}&cid=${channel_id}`
}

/** Who speaks, as far as emulate leaves it out. */
export function messageExtras(user: string, account: Account): JsonObject {
  if (user !== account.app.userId) return { team: account.team.id }
  const { appId, botId, name } = account.app
  const profile = { id: botId, app_id: appId, user_id: user, name, icons: {}, deleted: false, team_id: account.team.id }
  return { team: account.team.id, bot_id: botId, app_id: appId, bot_profile: profile }
}

export function fileView(row: Row): JsonObject {
  const fields = fieldsOf(row, 'file_id', 'team_id', 'content_base64', 'deleted', 'initial_comment')
  return plain({
    id: row['file_id'],
    ...fields,
    user_team: row['team_id'],
    comments_count: 0,
    is_starred: false,
    has_rich_preview: false,
  })
}

export function usergroupView(row: Row, account: Account, withUsers: boolean): JsonObject {
  const users = row['users'] as readonly string[]
  const fields = fieldsOf(row, 'usergroup_id', 'users')
  return plain({
    id: row['usergroup_id'],
    team_id: account.team.id,
    is_usergroup: true,
    is_subteam: true,
    is_external: false,
    auto_type: null,
    updated_by: fields['created_by'],
    deleted_by: Number(fields['date_delete']) > 0 ? fields['created_by'] : null,
    prefs: { channels: [], groups: [] },
    user_count: users.length,
    ...fields,
    ...(withUsers ? { users } : {}),
  })
}

export function reminderView(row: Row): JsonObject {
  return plain({ id: row['reminder_id'], ...fieldsOf(row, 'reminder_id') })
}

/** JSON has no undefined. */
export function plain(value: Record<string, unknown>): JsonObject {
  return JSON.parse(JSON.stringify(value)) as JsonObject
}

function createdSeconds(row: ChannelRow): number {
  return row.created ?? Math.floor(Date.parse(row.created_at) / 1000)
}
