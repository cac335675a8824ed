import { randomBytes } from 'node:crypto'
import type { JsonObject } from '../../lib/json.ts'
import type { MessageRow } from './account.ts'
import type { Call } from './own-method.ts'
import { messageView } from './views.ts'

/** What Slack makes of a text that it stores: addresses become links, and plain text gets a rich text block. */
export function finishMessage(method: string, answer: JsonObject, { account, args }: Call): JsonObject {
  if (method !== 'chat.postMessage' && method !== 'chat.update') return answer
  const row = account.messages.findBy('ts', answer['ts']).find((message) => message.channel_id === answer['channel'])
  if (!row) return answer
  const text = linked(row.text)
  const bare = args['blocks'] === undefined && args['attachments'] === undefined
  const stored = account.messages.update(row.id, { text, ...(bare ? { blocks: [richText(text)] } : {}) }) as MessageRow
  const message = messageView(stored, account)
  return { ...answer, ...(method === 'chat.update' ? { text } : {}), message }
}

function linked(text: string): string {
  return text.replace(/(?<![<|"'`])\bhttps?:\/\/[^\s<>|]+/g, (address) => `<${address}>`)
}

function richText(text: string) {
  return {
    type: 'rich_text',
    block_id: randomBytes(4).toString('base64url').slice(0, 5),
    elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }],
  }
}
