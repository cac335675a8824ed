import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { JsonObject } from '../../../lib/json.ts'
import { refuse } from '../../google/refusal.ts'
import { escaped } from '../files/read-content.ts'
import { readInput } from '../read-input.ts'
import { insufficientRights } from '../sharing/access.ts'
import type { DriveState, Person } from '../state.ts'

export const commentInput = z.object({
  content: z.string().nullish(),
  anchor: z.string().nullish(),
  quotedFileContent: z.object({ mimeType: z.string().nullish(), value: z.string().nullish() }).nullish(),
})

export const replyInput = z.object({
  content: z.string().nullish(),
  action: z.enum(['resolve', 'reopen']).nullish(),
})

/** The text of a comment as it was written, and as HTML. */
export function contentFields(content: string): JsonObject {
  return { content, htmlContent: escaped(content).replaceAll('\n', '<br>') }
}

export function readContent(schema: z.ZodType<object>, body: JsonObject): JsonObject & { readonly content?: string } {
  const { content, ...fields } = readInput(schema, body)
  return typeof content === 'string' && content.trim() !== '' ? { ...fields, content } : fields
}

export function contentRequired() {
  return refuse(400, { reason: 'required', message: 'The content field is required.', parameter: 'content' })
}

/** Whether one of the deleted ones is to be shown as well: by its id alone, without what it said. */
export function isVisible(resource: JsonObject, query: URLSearchParams): boolean {
  return resource['deleted'] !== true || query.get('includeDeleted') === 'true'
}

/** What is left of a comment or a reply that was deleted. */
export function deletedResource(resource: JsonObject, at: string): JsonObject {
  const { content: _content, htmlContent: _html, quotedFileContent: _quoted, anchor: _anchor, ...rest } = resource
  return { ...rest, deleted: true, modifiedTime: at }
}

/** Nobody changes the words of somebody else. */
export function requireAuthor(state: DriveState, author: Person): void {
  if (author.email !== state.me.email) throw insufficientRights()
}

/** For comments and replies. */
export function newCommentId(): string {
  return `AAAB${randomBytes(6).toString('base64url')}`
}
