import type { Row, Table, Tables } from './tables.ts'

/** The tables of emulate's Slack by its own names, plus those of the methods that it lacks. */
export interface Account {
  readonly team: { readonly id: string; readonly name: string; readonly domain: string }
  /** The app whose token the client holds: a bot user. */
  readonly app: { readonly appId: string; readonly botId: string; readonly userId: string; readonly name: string }
  readonly tables: Tables
  readonly users: Table<UserRow>
  readonly channels: Table<ChannelRow>
  readonly messages: Table<MessageRow>
  /** What was shown to one user alone, and no method reads again. */
  readonly ephemeralMessages: Table
  readonly scheduledMessages: Table
  readonly bots: Table
  readonly files: Table
  readonly pins: Table
  readonly bookmarks: Table
  readonly usergroups: Table
  readonly reminders: Table
  readonly emoji: Table
}

export interface UserRow extends Row {
  readonly user_id: string
  readonly name: string
  readonly real_name: string
  readonly deleted: boolean
  readonly is_bot: boolean
  readonly is_admin: boolean
  readonly profile: Readonly<Record<string, unknown>>
  /** Fields of a user that emulate does not know. */
  readonly more?: Readonly<Record<string, unknown>>
}

export interface ChannelRow extends Row {
  readonly channel_id: string
  readonly name: string
  readonly is_private: boolean
  readonly is_archived: boolean
  readonly is_im?: boolean
  readonly is_mpim?: boolean
  readonly members: readonly string[]
  readonly creator: string
  /** Seconds since 1970; only on seeded channels. */
  readonly created?: number
  readonly is_general?: boolean
  readonly previous_names?: readonly string[]
}

export interface MessageRow extends Row {
  readonly ts: string
  readonly channel_id: string
  readonly user: string
  readonly text: string
  readonly thread_ts?: string
}

export function openAccount(tables: Tables, identity: Pick<Account, 'team' | 'app'>): Account {
  const table = <row extends Row = Row>(name: string) => tables.collection<row>(`slack.${name}`)
  return {
    ...identity,
    tables,
    users: table('users'),
    channels: table('channels'),
    messages: table('messages'),
    ephemeralMessages: table('ephemeral_messages'),
    scheduledMessages: table('scheduled_messages'),
    bots: table('bots'),
    files: table('files'),
    pins: table('pins'),
    bookmarks: table('bookmarks'),
    usergroups: table('usergroups'),
    reminders: table('reminders'),
    emoji: table('emoji'),
  }
}
