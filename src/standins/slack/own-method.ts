import type { JsonObject } from '../../lib/json.ts'
import type { Account, ChannelRow } from './account.ts'

/** A call that was let in. */
export interface Call {
  readonly account: Account
  readonly args: JsonObject
  /** Undefined: every scope. */
  readonly scopes: readonly string[] | undefined
}

/** A method of Slack that emulate lacks, or answers too unlike Slack. */
export interface OwnMethod {
  readonly scopes: (call: Call) => readonly string[]
  /** Undefined: a gap of ours. */
  readonly answer: (call: Call) => JsonObject | undefined
}

/** Whether the token's user may know of the channel at all. */
export function isVisible(channel: ChannelRow, account: Account): boolean {
  return !channel.is_private || channel.members.includes(account.app.userId)
}
