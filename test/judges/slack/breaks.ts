import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { departures } from '../declared-types.ts'
import type { Exchange } from '../witness.ts'

const responses = fileURLToPath(new URL('types/response/', import.meta.resolve('@slack/web-api')))
/** The names of the answers' types by the method in small letters, such as `conversationslist`. */
const types = new Map(
  readdirSync(responses).flatMap((file) => {
    const name = /^(\w+)Response\.d\.ts$/.exec(file)?.[1]
    return name === undefined ? [] : [[name.toLowerCase(), `${name}Response`] as const]
  }),
)

/** An answer, held against the type that Slack's own client declares for it; refusals too. */
export function slackBreaks({ path, answer }: Exchange): string[] {
  const method = /^\/api\/([\w.]+)$/.exec(path)?.[1]
  const type = types.get(method?.replaceAll('.', '').toLowerCase() ?? '')
  if (type === undefined || answer === undefined) return []
  const all = departures(join(responses, `${type}.d.ts`), type, answer)
  return all.filter((complaint) => !undeclared.some((known) => known.test(`${method}${complaint}`)))
}

/** What Slack documents and its declarations, which are inferred from samples, do not have. */
const undeclared: readonly RegExp[] = [
  /\bchannels?(\.\d+)?\.parent_conversation: /,
  // Of what a message's blocks are made, the declarations know the outer parts.
  /\.blocks\.\d+\.elements\.\d+\.elements\.\d+\.(type|text): /,
  /^conversations\.(open|info)\.channel\.(user|is_user_deleted|priority): unknown/,
  /^conversations\.setPurpose\.purpose: unknown/,
  /^conversations\.replies\.messages\.\d+\.client_msg_id: unknown/,
  /^chat\.update\.message\.(ts|reactions): unknown/,
  /^chat\.scheduleMessage\.message\.subtype: unknown/,
  /^reactions\.get\.message\.(edited|client_msg_id): unknown/,
  /^bookmarks\.\w+\.bookmarks?(\.\d+)?\.(entity_id|shortcut_id|app_id): null/,
  /^users\.profile\.\w+\.profile\.(team|bot_id|api_app_id): unknown/,
  /^usergroups\.[\w.]+?\.usergroups?(\.\d+)?\.(auto_type|deleted_by|user_count): (unknown|null)/,
  /^dnd\.info\.snooze_\w+: unknown/,
  /^dnd\.teamInfo\.cached: unknown/,
  // Its sample had no users but those.
  /^search\.all\..*\.user: "U\w+" is none of , U00000000$/,
  /^search\.messages\.messages\.matches\.\d+\.(bot_id|app_id|bot_profile|client_msg_id): unknown/,
]
